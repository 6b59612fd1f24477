#include "services/ec2/spot_requests.h"

#include <chrono>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/spot_errors.h"
#include "amilocal/domain/region.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"
#include "services/ec2/row_choice.h"
#include "services/ec2/to_wire.h"

namespace amilocal::ec2 {
namespace {

// "Spot Instance requests are deleted four hours after they are canceled and their instances are
// terminated" (EC2 API Reference, DescribeSpotInstanceRequests).
constexpr Duration kShownAfterEnd = std::chrono::hours{4};

std::vector<domain::SpotRequestView> viewsOf(RequestContext& ctx) {
  std::vector<domain::SpotRequestView> views;
  for (auto& request : spotRequestsOf(ctx)) {
    auto instance = ctx.catalog.instances().find(request.instanceId);
    views.push_back({request.id, std::move(request), std::move(instance)});
  }
  return views;
}

LaunchSpecification specificationOf(const domain::Instance& instance) {
  LaunchSpecification out;
  out.imageId = instance.imageId.str();
  out.instanceType = instance.instanceType;
  out.keyName = instance.keyName;
  out.kernelId = instance.kernelId;
  out.ramdiskId = instance.ramdiskId;
  out.subnetId = instance.subnetId;
  out.ebsOptimized = instance.ebsOptimized;
  out.monitoring = RunInstancesMonitoringEnabled{.enabled = instance.monitoring};
  for (const auto& group : instance.securityGroups)
    out.securityGroups.push_back({.groupId = group.id, .groupName = group.name});
  if (instance.iamInstanceProfileArn) {
    out.iamInstanceProfile = IamInstanceProfileSpecification{};
    out.iamInstanceProfile->arn = instance.iamInstanceProfileArn;
  }
  SpotPlacement placement;
  placement.availabilityZone = instance.availabilityZone;
  placement.tenancy = instance.tenancy;
  if (!instance.placementGroup.empty()) placement.groupName = instance.placementGroup;
  out.placement = std::move(placement);
  return out;
}

SpotInstanceRequest shown(const domain::SpotRequestView& view, const domain::Tags& tags) {
  const auto& request = view.request;
  SpotInstanceRequest out;
  out.spotInstanceRequestId = request.id.str();
  out.instanceId = request.instanceId.str();
  out.createTime = request.createdAt;
  out.type = "one-time";
  out.instanceInterruptionBehavior = "terminate";
  out.spotPrice = request.maxPrice;
  out.productDescription = request.productDescription;
  out.launchedAvailabilityZone = request.availabilityZone;
  if (const auto* region = domain::findRegion(request.region))
    if (const auto* zone = domain::findZone(*region, request.availabilityZone))
      out.launchedAvailabilityZoneId = std::string(zone->id);
  out.state = std::string(domain::spotState(request));
  const auto status = domain::spotStatus(request);
  out.status = SpotInstanceStatus{.code = std::string(status.code),
                                  .message = std::string(status.message),
                                  .updateTime = status.since};
  if (view.instance) out.launchSpecification = specificationOf(*view.instance);
  out.tags = toWire(tags);
  return out;
}

void checkOneTime(const SpotMarketOptions& options) {
  if (options.spotInstanceType.value_or("one-time") != "one-time")
    throw errors::unsupportedParameter("InstanceMarketOptions.SpotOptions.SpotInstanceType");
  if (options.blockDurationMinutes)
    throw errors::unsupportedParameter("InstanceMarketOptions.SpotOptions.BlockDurationMinutes");
  // SpotMarketOptions, InstanceInterruptionBehavior and ValidUntil: for persistent requests only.
  const auto behavior = options.instanceInterruptionBehavior.value_or("terminate");
  if (behavior != "terminate") throw errors::oneTimeCannotBe(behavior);
  if (options.validUntil) throw errors::validUntilNeedsPersistent();
  if (options.maxPrice && !domain::isSpotPrice(*options.maxPrice))
    throw errors::invalidSpotPrice(*options.maxPrice);
}

}  // namespace

std::optional<SpotWish> spotWishOf(const RunInstancesRequest& request) {
  const auto& market = request.instanceMarketOptions;
  if (!market) return std::nullopt;
  if (!market->marketType) throw errors::missingParameter("InstanceMarketOptions.MarketType");
  if (market->marketType != "spot")
    throw errors::unsupportedParameter("InstanceMarketOptions.MarketType=" + *market->marketType);
  if (request.disableApiTermination.value_or(false))
    throw errors::spotCannotBeProtected("disableApiTermination");
  if (request.disableApiStop.value_or(false)) throw errors::spotCannotBeProtected("disableApiStop");
  if (!market->spotOptions) return SpotWish{};
  checkOneTime(*market->spotOptions);
  return SpotWish{market->spotOptions->maxPrice};
}

std::string openSpotRequest(RequestContext& ctx, const SpotWish& wish,
                            const domain::Instance& instance, const domain::Tags& tags) {
  domain::SpotRequest request;
  request.id = ctx.ids.next<SpotRequestKind>();
  request.region = instance.region;
  request.owner = instance.owner;
  request.instanceId = instance.id;
  request.createdAt = ctx.now;
  request.maxPrice = wish.maxPrice;
  request.availabilityZone = instance.availabilityZone;
  request.productDescription = instance.platform ? "Windows" : "Linux/UNIX";
  ctx.catalog.spotRequests().put(request);
  putTags(ctx, "spot-instances-request", request.id.str(), tags);
  ctx.record(request.id.str(), "", domain::spotState(request));
  return request.id.str();
}

std::vector<domain::SpotRequest> spotRequestsOf(RequestContext& ctx) {
  auto requests = ctx.catalog.spotRequests().list(ctx.account(), ctx.region());
  std::erase_if(requests, [&](const domain::SpotRequest& request) {
    return request.closedAt && *request.closedAt + kShownAfterEnd <= ctx.now;
  });
  return requests;
}

DescribeSpotInstanceRequestsResponse describeSpotInstanceRequests(
    RequestContext& ctx, const DescribeSpotInstanceRequestsRequest& request) {
  auto views =
      namedById(viewsOf(ctx), request.spotInstanceRequestIds, &errors::spotRequestNotFound);
  const auto page = chosen(ctx, std::move(views), request, domain::spotRequestFilters());
  DescribeSpotInstanceRequestsResponse answer;
  answer.nextToken = page.nextToken;
  for (const auto& row : page.rows)
    answer.spotInstanceRequests.push_back(shown(row.value, row.tags));
  return answer;
}

// "Canceling a Spot Instance request does not terminate running Spot Instances associated with the
// request" (EC2 API Reference, CancelSpotInstanceRequests).
CancelSpotInstanceRequestsResponse cancelSpotInstanceRequests(
    RequestContext& ctx, const CancelSpotInstanceRequestsRequest& request) {
  CancelSpotInstanceRequestsResponse answer;
  for (auto& each : namedById(spotRequestsOf(ctx), request.spotInstanceRequestIds,
                              &errors::spotRequestNotFound)) {
    const auto before = domain::spotState(each);
    if (before == "active") {
      each.cancelledAt = ctx.now;
      ctx.catalog.spotRequests().put(each);
      ctx.record(each.id.str(), before, domain::spotState(each));
    }
    answer.cancelledSpotInstanceRequests.push_back(
        {.spotInstanceRequestId = each.id.str(), .state = std::string(domain::spotState(each))});
  }
  return answer;
}

}  // namespace amilocal::ec2
