#include "amilocal/domain/allowed_images.h"

#include <algorithm>
#include <array>
#include <limits>

#include "amilocal/core/text.h"
#include "amilocal/domain/errors/allowed_images_errors.h"
#include "amilocal/domain/image_rules.h"
#include "amilocal/domain/organization.h"
#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<AllowedImagesState> kStates[] = {
    {AllowedImagesState::disabled, "disabled"},
    {AllowedImagesState::audit_mode, "audit-mode"},
    {AllowedImagesState::enabled, "enabled"},
};

using Texts = std::vector<std::string>;
using Days = std::chrono::days;

constexpr std::string_view kNoProvider = "none";
constexpr std::array<std::string_view, 3> kProviderAliases = {"amazon", "aws-backup-vault",
                                                              "aws-marketplace"};
constexpr std::size_t kProductCodeLength = 25, kWildNameMin = 3;
constexpr std::int64_t kDaysMax = std::numeric_limits<std::int32_t>::max();

// ---- Checks

bool isProvider(std::string_view text) {
  return isAccountId(text) || std::find(kProviderAliases.begin(), kProviderAliases.end(), text) !=
                                  kProviderAliases.end();
}

void checkProviders(const Texts& providers) {
  if (providers.size() > kProvidersMax)
    throw errors::tooManyCriterionValues("ImageProvider", kProvidersMax);
  for (const auto& provider : providers) {
    if (provider == kNoProvider && providers.size() > 1) throw errors::noProviderIsAlone();
    if (provider != kNoProvider && !isProvider(provider))
      throw errors::imageProviderInvalid(provider);
  }
}

bool isProductCode(std::string_view text) {
  const auto isLegal = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return !text.empty() && text.size() <= kProductCodeLength &&
         std::all_of(text.begin(), text.end(), isLegal);
}

void checkProductCodes(const Texts& codes) {
  if (codes.size() > kProductCodesMax)
    throw errors::tooManyCriterionValues("MarketplaceProductCode", kProductCodesMax);
  for (const auto& code : codes)
    if (!isProductCode(code)) throw errors::criterionProductCodeInvalid(code);
}

bool isWildName(std::string_view text) {
  const auto isLegal = [](char c) { return c == '*' || c == '?' || isImageNameCharacter(c); };
  const bool hasMark = text.find('?') != std::string_view::npos;
  return text.size() >= (hasMark ? kWildNameMin : 1) && text.size() <= kImageNameMax &&
         std::all_of(text.begin(), text.end(), isLegal);
}

void checkNames(const Texts& names) {
  if (names.size() > kCriterionNamesMax)
    throw errors::tooManyCriterionValues("ImageName", kCriterionNamesMax);
  for (const auto& name : names)
    if (!isWildName(name)) throw errors::criterionNameInvalid(name);
}

void checkDays(const std::optional<std::int64_t>& days, std::string_view parameter) {
  if (days && (*days < 0 || *days > kDaysMax)) throw errors::criterionDaysInvalid(*days, parameter);
}

void checkWatermarks(const std::vector<WatermarkCriterion>& watermarks) {
  if (watermarks.size() > kCriterionWatermarksMax)
    throw errors::tooManyCriterionValues("ImageWatermark", kCriterionWatermarksMax);
  for (const auto& mark : watermarks) {
    if (!mark.key && !mark.sourceRegion && !mark.maxDaysSinceSourceImage &&
        !mark.maxDaysSinceWatermark)
      throw errors::emptyCriterion("ImageWatermark");
    checkDays(mark.maxDaysSinceSourceImage, "MaximumDaysSinceSourceImageCreated");
    checkDays(mark.maxDaysSinceWatermark, "MaximumDaysSinceWatermarkCreated");
  }
}

bool isEmpty(const ImageCriterion& criterion) {
  return criterion.providers.empty() && criterion.productCodes.empty() && criterion.names.empty() &&
         !criterion.maxDaysSinceDeprecated && !criterion.maxDaysSinceCreated &&
         criterion.watermarks.empty();
}

// ---- Verdicts

bool isWithin(Instant at, const std::optional<std::int64_t>& days, Instant now) {
  return !days || now - at <= Days{*days};
}

bool isFromOneOf(const Image& image, const Texts& providers) {
  return providers.empty() || std::any_of(providers.begin(), providers.end(), [&](const auto& p) {
           return image.owner == p || image.ownerAlias == p;
         });
}

bool hasOneOf(const Image& image, const Texts& codes) {
  return codes.empty() ||
         std::any_of(image.productCodes.begin(), image.productCodes.end(),
                     [&](const ProductCode& code) {
                       return std::find(codes.begin(), codes.end(), code.id) != codes.end();
                     });
}

bool isNamedLikeOneOf(const Image& image, const Texts& patterns) {
  return patterns.empty() ||
         std::any_of(patterns.begin(), patterns.end(),
                     [&](const auto& pattern) { return matchesPattern(pattern, image.name); });
}

// With 0 days no deprecated image is allowed.
bool isFreshEnough(const Image& image, const std::optional<std::int64_t>& days, Instant now) {
  if (!days || !image.deprecationAt || *image.deprecationAt > now) return true;
  return *days > 0 && isWithin(*image.deprecationAt, days, now);
}

bool meets(const Watermark& mark, const WatermarkCriterion& wanted, Instant now) {
  return (!wanted.key || matchesPattern(*wanted.key, mark.key)) &&
         (!wanted.sourceRegion || matchesPattern(*wanted.sourceRegion, mark.sourceImageRegion)) &&
         isWithin(mark.sourceImageCreatedAt, wanted.maxDaysSinceSourceImage, now) &&
         isWithin(mark.createdAt, wanted.maxDaysSinceWatermark, now);
}

bool isMarkedAs(const Image& image, const std::vector<WatermarkCriterion>& wanted, Instant now) {
  return wanted.empty() || std::any_of(wanted.begin(), wanted.end(), [&](const auto& one) {
           return std::any_of(image.watermarks.begin(), image.watermarks.end(),
                              [&](const Watermark& mark) { return meets(mark, one, now); });
         });
}

bool meets(const Image& image, const ImageCriterion& criterion, Instant now) {
  return isFromOneOf(image, criterion.providers) && hasOneOf(image, criterion.productCodes) &&
         isNamedLikeOneOf(image, criterion.names) &&
         isFreshEnough(image, criterion.maxDaysSinceDeprecated, now) &&
         isWithin(image.createdAt, criterion.maxDaysSinceCreated, now) &&
         isMarkedAs(image, criterion.watermarks, now);
}

}  // namespace

std::string_view toString(AllowedImagesState state) { return nameOf(kStates, state); }

std::optional<AllowedImagesState> parseAllowedImagesState(std::string_view text) {
  return valueOf(kStates, text);
}

void checkImageCriteria(const ImageCriteria& criteria) {
  if (criteria.size() > kCriteriaMax)
    throw errors::tooManyCriterionValues("ImageCriterion", kCriteriaMax);
  for (const auto& criterion : criteria) {
    if (isEmpty(criterion)) throw errors::emptyCriterion("ImageCriterion");
    checkProviders(criterion.providers);
    checkProductCodes(criterion.productCodes);
    checkNames(criterion.names);
    checkDays(criterion.maxDaysSinceDeprecated, "MaximumDaysSinceDeprecated");
    checkDays(criterion.maxDaysSinceCreated, "MaximumDaysSinceCreated");
    checkWatermarks(criterion.watermarks);
  }
}

bool isAllowed(const Image& image, const std::string& account, const AllowedImages& allowed,
               Instant now) {
  return image.owner == account ||
         std::any_of(allowed.criteria.begin(), allowed.criteria.end(),
                     [&](const ImageCriterion& criterion) { return meets(image, criterion, now); });
}

}  // namespace amilocal::domain
