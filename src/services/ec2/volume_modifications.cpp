#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/errors/volume_errors.h"
#include "amilocal/domain/volume_filters.h"
#include "amilocal/domain/volume_modification.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"

namespace amilocal::ec2 {
namespace {

// EC2 API Reference, DescribeVolumesModifications, MaxResults.
constexpr int kPageMost = 500;

VolumeModification toWire(const domain::VolumeModification& change, Instant now) {
  VolumeModification out;
  out.volumeId = change.volumeId.str();
  out.modificationState = std::string(domain::toString(change.state));
  out.statusMessage = change.statusMessage;
  out.targetSize = change.target.sizeGib;
  out.targetIops = change.target.iops;
  out.targetVolumeType = change.target.volumeType;
  out.targetThroughput = change.target.throughputMibps;
  out.targetMultiAttachEnabled = change.target.multiAttachEnabled;
  out.originalSize = change.original.sizeGib;
  out.originalIops = change.original.iops;
  out.originalVolumeType = change.original.volumeType;
  out.originalThroughput = change.original.throughputMibps;
  out.originalMultiAttachEnabled = change.original.multiAttachEnabled;
  out.progress = domain::progressOf(change, now);
  out.startTime = change.startedAt;
  out.endTime = change.endedAt;
  return out;
}

// The changes of the volumes that are named, or of all. A volume that was never changed has none to
// show, which is an error when it is asked for.
std::vector<domain::VolumeModification> changesOf(RequestContext& ctx,
                                                  const std::vector<std::string>& texts) {
  if (texts.empty()) return ctx.catalog.volumeModifications().list(ctx.region(), ctx.account());
  std::vector<domain::VolumeModification> changes;
  for (const auto& id : parseVolumeIds(texts)) {
    requireOwnVolume(ctx, id);
    auto change = ctx.catalog.volumeModifications().find(id);
    if (!change) throw errors::modificationNotFound(id);
    changes.push_back(*std::move(change));
  }
  return changes;
}

}  // namespace

ModifyVolumeResponse modifyVolume(RequestContext& ctx, const ModifyVolumeRequest& request) {
  const auto volume = requireOwnVolume(ctx, parseVolumeId(request.volumeId));
  const auto latest = ctx.catalog.volumeModifications().find(volume.id);
  auto change = domain::planModification(volume,
                                         {request.size, request.volumeType, request.iops,
                                          request.throughput, request.multiAttachEnabled},
                                         latest ? &*latest : nullptr, ctx.now);
  // A subject of its own: what ends an attachment's tasks must not end this one.
  const auto subject = volume.id.str() + "/modification";
  const auto task = ctx.schedule(domain::TaskKind::modify_volume, subject, change.target.sizeGib,
                                 volume.id.str());
  change.dueAt = task.dueAt;
  ctx.catalog.volumeModifications().put(change);
  ctx.record(volume.id.str(), "", domain::toString(change.state));
  return {.volumeModification = toWire(change, ctx.now)};
}

// IncludeManagedResources adds what service providers manage: nothing here.
DescribeVolumesModificationsResponse describeVolumesModifications(
    RequestContext& ctx, const DescribeVolumesModificationsRequest& request) {
  const auto page = domain::pageScope(pageOf(request.maxResults, request.nextToken), 1, kPageMost);
  const auto filters = filtersOf(request.filters);
  domain::checkFilters(domain::volumeModificationFilters(), filters, domain::TagFilters::unknown);
  DescribeVolumesModificationsResponse answer;
  for (const auto& change : changesOf(ctx, request.volumeIds)) {
    if (change.volumeId.str() <= page.after ||
        !domain::matches(domain::volumeModificationFilters(), filters, change, {}))
      continue;
    if (page.limit && answer.volumesModifications.size() == *page.limit) {
      answer.nextToken = domain::encodePageToken(*answer.volumesModifications.back().volumeId);
      break;
    }
    answer.volumesModifications.push_back(toWire(change, ctx.now));
  }
  return answer;
}

}  // namespace amilocal::ec2
