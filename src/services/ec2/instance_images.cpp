#include <algorithm>
#include <map>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/instance_errors.h"
#include "amilocal/domain/instance_image_filters.h"
#include "amilocal/domain/zone_choice.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/instance_wire.h"
#include "services/ec2/lookup.h"
#include "services/ec2/page_scan.h"
#include "services/ec2/to_wire.h"

// What an instance says of its image: DescribeInstanceImageMetadata and GetInstanceUefiData.
namespace amilocal::ec2 {
namespace {

using InstanceRow = Tagged<domain::Instance>;

/// The images of instances, each looked up once, whatever has become of them.
class ImagesOfInstances {
 public:
  explicit ImagesOfInstances(RequestContext& ctx)
      : ctx_(ctx), onlooker_(onlookerIn(ctx, ctx.region())) {}

  domain::InstanceImageView viewOf(const domain::Instance& instance) {
    const auto& image = imageOf(instance.imageId);
    return {instance, image, image ? domain::verdictOn(*image, onlooker_) : std::nullopt};
  }

 private:
  const domain::SharedImage& imageOf(const ImageId& id) {
    auto found = images_.find(id);
    if (found == images_.end()) found = images_.emplace(id, findImage(ctx_, id)).first;
    return found->second;
  }

  RequestContext& ctx_;
  const domain::Onlooker onlooker_;
  std::map<ImageId, domain::SharedImage> images_;
};

// Times are without milliseconds here, unlike in DescribeImages (aws-facts/images.md section 7,
// DescribeInstanceImageMetadata).
ImageMetadata metadataOf(const domain::InstanceImageView& view) {
  ImageMetadata metadata;
  metadata.imageId = view.instance.imageId.str();
  if (!view.image) return metadata;
  const auto& image = *view.image;
  metadata.name = image.name;
  metadata.ownerId = image.owner;
  metadata.state = std::string(domain::toString(image.state));
  metadata.imageOwnerAlias = image.ownerAlias;
  metadata.creationDate = formatInstantSeconds(image.createdAt);
  if (image.deprecationAt) metadata.deprecationTime = formatInstantSeconds(*image.deprecationAt);
  metadata.imageAllowed = view.allowed;
  metadata.isPublic = domain::isPublic(image.launchPermissions);
  metadata.imageWatermarks = toWire(image.watermarks);
  return metadata;
}

InstanceImageMetadata entryOf(const domain::InstanceImageView& view, const domain::Tags& tags) {
  const auto& instance = view.instance;
  InstanceImageMetadata entry;
  entry.instanceId = instance.id.str();
  entry.instanceType = instance.instanceType;
  entry.launchTime = instance.launchedAt;
  entry.availabilityZone = instance.availabilityZone;
  entry.zoneId = domain::zoneIdOf(instance.region, instance.availabilityZone);
  entry.state = stateToWire(instance.state);
  entry.ownerId = instance.owner;
  entry.tags = toWire(tags);
  entry.imageMetadata = metadataOf(view);
  entry.operator_ = OperatorResponse{.managed = false, .principal = {}, .hiddenByDefault = {}};
  return entry;
}

// An id of another account's is not found either (aws-facts/errors.md 3.2).
std::vector<domain::Instance> requireOwnInstances(RequestContext& ctx,
                                                  const std::vector<InstanceId>& ids) {
  auto instances = ctx.catalog.instances().listById(ids);
  std::erase_if(instances, [&](const auto& instance) {
    return instance.owner != ctx.account() || instance.region != ctx.region();
  });
  std::vector<InstanceId> missing;
  for (const auto& id : ids)
    if (std::ranges::find(instances, id, &domain::Instance::id) == instances.end())
      missing.push_back(id);
  if (!missing.empty()) throw errors::instancesNotFound(missing);
  return instances;
}

template <class IsWanted>
TaggedPage<domain::Instance> scanOwn(RequestContext& ctx, const domain::PageScope& scope,
                                     IsWanted isWanted) {
  const auto fetch = [&ctx](const std::string& after, std::int64_t limit) {
    InstanceScope instances;
    instances.region = ctx.region();
    instances.owners = {ctx.account()};
    instances.afterId = after;
    instances.limit = limit;
    return ctx.catalog.instances().list(instances);
  };
  return scanPage<domain::Instance>(ctx, scope, fetch, isWanted);
}

}  // namespace

DescribeInstanceImageMetadataResponse describeInstanceImageMetadata(
    RequestContext& ctx, const DescribeInstanceImageMetadataRequest& request) {
  constexpr int kPageMinimum = 1;
  const auto ids = parseInstanceIds(request.instanceIds);
  if (!ids.empty() && request.maxResults)
    throw errors::cannotBeUsedWith("instancesSet", "maxResults");
  if (!ids.empty() && request.nextToken)
    throw errors::cannotBeUsedWith("instancesSet", "nextToken");
  auto scope = domain::pageScope(pageOf(request.maxResults, request.nextToken), kPageMinimum);
  if (!scope.limit) scope.limit = domain::kPageMax;  // the default here is the greatest page
  const auto filters = filtersOf(request.filters);
  domain::checkFilters(domain::instanceImageFilters(), filters, domain::TagFilters::allowed);

  ImagesOfInstances images(ctx);
  const auto isWanted = [&](const domain::Instance& instance, const domain::Tags& tags) {
    return domain::matches(domain::instanceImageFilters(), filters, images.viewOf(instance), tags);
  };
  TaggedPage<domain::Instance> page;
  if (ids.empty()) {
    page = scanOwn(ctx, scope, isWanted);
  } else {
    page.rows = withTags(ctx, requireOwnInstances(ctx, ids));
    std::erase_if(page.rows,
                  [&](const InstanceRow& row) { return !isWanted(row.value, row.tags); });
  }
  DescribeInstanceImageMetadataResponse answer;
  answer.nextToken = page.nextToken;
  for (const auto& row : page.rows)
    answer.instanceImageMetadata.push_back(entryOf(images.viewOf(row.value), row.tags));
  return answer;
}

// An instance has the data that its image was registered with; without any the answer has none.
GetInstanceUefiDataResponse getInstanceUefiData(RequestContext& ctx,
                                                const GetInstanceUefiDataRequest& request) {
  const auto instance = requireOwnInstance(ctx, parseInstanceId(request.instanceId));
  GetInstanceUefiDataResponse answer;
  answer.instanceId = instance.id.str();
  if (const auto image = findImage(ctx, instance.imageId)) answer.uefiData = image->uefiData;
  return answer;
}

}  // namespace amilocal::ec2
