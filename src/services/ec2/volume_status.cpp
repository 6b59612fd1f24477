#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/volume_errors.h"
#include "amilocal/domain/volume_filters.h"
#include "amilocal/domain/zone_choice.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"
#include "services/ec2/page_scan.h"

namespace amilocal::ec2 {
namespace {

VolumeStatusItem statusOf(const domain::Volume& volume) {
  const std::string performance(domain::volumePerformance(volume));
  VolumeStatusItem out;
  out.volumeId = volume.id.str();
  out.availabilityZone = volume.availabilityZone;
  out.availabilityZoneId = domain::zoneIdOf(volume.region, volume.availabilityZone);
  out.outpostArn = volume.outpostArn;
  out.volumeStatus = VolumeStatusInfo{};
  out.volumeStatus->status = std::string(domain::volumeHealth(volume));
  out.volumeStatus->details.push_back({.name = "io-enabled", .status = "passed"});
  out.volumeStatus->details.push_back({.name = "io-performance", .status = performance});
  for (const auto& attachment : volume.attachments)
    out.attachmentStatuses.push_back(
        {.ioPerformance = performance, .instanceId = attachment.instanceId.str()});
  return out;
}

TaggedPage<domain::Volume> pageOfAll(RequestContext& ctx, const domain::Filters& filters,
                                     const domain::PageScope& page) {
  VolumeScope scope;
  scope.region = ctx.region();
  scope.owners = {ctx.account()};
  scope.statesLeftOut = {domain::VolumeState::deleted};
  return scanPage<domain::Volume>(
      ctx, page,
      [&](const std::string& after, std::int64_t limit) {
        scope.afterId = after;
        scope.limit = limit;
        return ctx.catalog.volumes().list(scope);
      },
      [&](const domain::Volume& volume, const domain::Tags& tags) {
        return domain::matches(domain::volumeStatusFilters(), filters, volume, tags);
      });
}

}  // namespace

// Nothing ever happens to a volume here: there are no events and no actions.
// IncludeManagedResources adds what service providers manage, which is nothing either.
DescribeVolumeStatusResponse describeVolumeStatus(RequestContext& ctx,
                                                  const DescribeVolumeStatusRequest& request) {
  const auto ids = parseVolumeIds(request.volumeIds);
  if (!ids.empty() && request.maxResults)
    throw errors::cannotBeUsedWith("volumeIdsSet", "maxResults");
  const auto scope = domain::pageScope(pageOf(request.maxResults, request.nextToken));
  const auto filters = filtersOf(request.filters);
  domain::checkFilters(domain::volumeStatusFilters(), filters, domain::TagFilters::unknown);
  DescribeVolumeStatusResponse answer;
  for (const auto& id : ids) {
    const auto volume = requireOwnVolume(ctx, id);
    if (domain::matches(domain::volumeStatusFilters(), filters, volume, {}))
      answer.volumeStatuses.push_back(statusOf(volume));
  }
  if (!ids.empty()) return answer;
  const auto page = pageOfAll(ctx, filters, scope);
  for (const auto& row : page.rows) answer.volumeStatuses.push_back(statusOf(row.value));
  answer.nextToken = page.nextToken;
  return answer;
}

// Volumes have no product codes: they are not made of what is sold.
DescribeVolumeAttributeResponse describeVolumeAttribute(
    RequestContext& ctx, const DescribeVolumeAttributeRequest& request) {
  const auto volume = requireOwnVolume(ctx, parseVolumeId(request.volumeId));
  DescribeVolumeAttributeResponse answer;
  answer.volumeId = volume.id.str();
  if (request.attribute == "autoEnableIO")
    answer.autoEnableIO = AttributeBooleanValue{.value = volume.autoEnableIo};
  else
    answer.productCodes.emplace();
  return answer;
}

ReturnResponse modifyVolumeAttribute(RequestContext& ctx,
                                     const ModifyVolumeAttributeRequest& request) {
  auto volume = requireOwnVolume(ctx, parseVolumeId(request.volumeId));
  if (!request.autoEnableIO || !request.autoEnableIO->value)
    throw errors::missingParameter("autoEnableIO");
  volume.autoEnableIo = *request.autoEnableIO->value;
  ctx.catalog.volumes().update(volume);
  return {.return_ = true};
}

}  // namespace amilocal::ec2
