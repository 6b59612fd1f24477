#include "services/ec2/allowed_images.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/account_settings.h"
#include "amilocal/wire/json_reader.h"
#include "amilocal/wire/json_writer.h"
#include "ec2/describe.gen.h"
#include "ec2/handlers.gen.h"

namespace amilocal::ec2 {
namespace {

using domain::AllowedImagesState;

// The other manager would be a policy of an AWS organization, and those are not emulated.
constexpr const char* kManagedByAccount = "account";

AllowedImagesState stateIn(RequestContext& ctx, const std::string& region) {
  const auto text = ctx.catalog.settings().find(ctx.account(), region, domain::kAllowedImagesState);
  return domain::parseAllowedImagesState(text.value_or("")).value_or(AllowedImagesState::disabled);
}

// Criteria are kept as JSON, in the shape in which they came.
std::vector<ImageCriterion> criteriaIn(RequestContext& ctx, const std::string& region) {
  GetAllowedImagesSettingsResponse kept;
  if (const auto json =
          ctx.catalog.settings().find(ctx.account(), region, domain::kAllowedImagesCriteria))
    wire::fromJson(*json, kept);
  return std::move(kept.imageCriteria);
}

void put(RequestContext& ctx, const char* name, std::string value) {
  ctx.catalog.settings().put({ctx.account(), ctx.region(), name, std::move(value)});
}

domain::WatermarkCriterion criterionOf(const ImageWatermarkFilter& filter) {
  return {.key = filter.watermarkKey,
          .sourceRegion = filter.sourceImageRegion,
          .maxDaysSinceSourceImage = filter.maximumDaysSinceSourceImageCreated,
          .maxDaysSinceWatermark = filter.maximumDaysSinceWatermarkCreated};
}

domain::ImageCriteria criteriaOf(const std::vector<ImageCriterion>& shapes) {
  domain::ImageCriteria criteria;
  for (const auto& shape : shapes) {
    auto& criterion = criteria.emplace_back();
    criterion.providers = shape.imageProviders;
    criterion.productCodes = shape.marketplaceProductCodes;
    criterion.names = shape.imageNames;
    if (shape.deprecationTimeCondition)
      criterion.maxDaysSinceDeprecated = shape.deprecationTimeCondition->maximumDaysSinceDeprecated;
    if (shape.creationDateCondition)
      criterion.maxDaysSinceCreated = shape.creationDateCondition->maximumDaysSinceCreated;
    for (const auto& filter : shape.imageWatermarks)
      criterion.watermarks.push_back(criterionOf(filter));
  }
  return criteria;
}

}  // namespace

domain::AllowedImages allowedImages(RequestContext& ctx, const std::string& region) {
  const auto state = stateIn(ctx, region);
  if (state == AllowedImagesState::disabled) return {};
  return {.state = state, .criteria = criteriaOf(criteriaIn(ctx, region))};
}

GetAllowedImagesSettingsResponse getAllowedImagesSettings(RequestContext& ctx,
                                                          const GetAllowedImagesSettingsRequest&) {
  return {.state = std::string(domain::toString(stateIn(ctx, ctx.region()))),
          .imageCriteria = criteriaIn(ctx, ctx.region()),
          .managedBy = kManagedByAccount};
}

EnableAllowedImagesSettingsResponse enableAllowedImagesSettings(
    RequestContext& ctx, const EnableAllowedImagesSettingsRequest& request) {
  put(ctx, domain::kAllowedImagesState, request.allowedImagesSettingsState);
  return {.allowedImagesSettingsState = request.allowedImagesSettingsState};
}

// The criteria stay: who enables the settings again finds them.
DisableAllowedImagesSettingsResponse disableAllowedImagesSettings(
    RequestContext& ctx, const DisableAllowedImagesSettingsRequest&) {
  const std::string disabled(domain::toString(AllowedImagesState::disabled));
  put(ctx, domain::kAllowedImagesState, disabled);
  return {.allowedImagesSettingsState = disabled};
}

ReturnResponse replaceImageCriteriaInAllowedImagesSettings(
    RequestContext& ctx, const ReplaceImageCriteriaInAllowedImagesSettingsRequest& request) {
  domain::checkImageCriteria(criteriaOf(request.imageCriteria));
  GetAllowedImagesSettingsResponse kept;
  kept.imageCriteria = request.imageCriteria;
  put(ctx, domain::kAllowedImagesCriteria, wire::toJson(kept));
  return {.return_ = true};
}

}  // namespace amilocal::ec2
