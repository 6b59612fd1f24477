#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/attachment_rules.h"
#include "amilocal/domain/encryption_plan.h"
#include "amilocal/domain/errors/snapshot_errors.h"
#include "amilocal/domain/errors/volume_errors.h"
#include "amilocal/domain/snapshot_tier_rules.h"
#include "amilocal/domain/volume_filters.h"
#include "amilocal/domain/volume_rules.h"
#include "amilocal/domain/volume_steps.h"
#include "amilocal/domain/zone_choice.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/account_settings.h"
#include "services/ec2/fast_restores.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"
#include "services/ec2/page_scan.h"
#include "services/ec2/recycle_bin.h"
#include "services/ec2/to_wire.h"

namespace amilocal::ec2 {
namespace {

// EC2 API Reference, CreateVolume, VolumeInitializationRate: MiB/s.
constexpr std::int64_t kInitializationRateMin = 100, kInitializationRateMax = 300;

void refuseUnsupported(const CreateVolumeRequest& request) {
  if (request.outpostArn) throw errors::unsupportedParameter("OutpostArn");
  if (request.operator_) throw errors::unsupportedParameter("Operator");
}

void checkInitializationRate(const CreateVolumeRequest& request) {
  const auto& rate = request.volumeInitializationRate;
  if (!rate) return;
  if (!request.snapshotId) throw errors::initializationRateNeedsSnapshot();
  if (*rate < kInitializationRateMin || *rate > kInitializationRateMax)
    throw errors::initializationRateOutOfBounds(*rate);
}

std::optional<domain::Snapshot> sourceOf(RequestContext& ctx, const CreateVolumeRequest& request) {
  if (!request.snapshotId) return std::nullopt;
  const auto id = SnapshotId::parse(*request.snapshotId);
  if (!id) throw errors::snapshotIdExpected(*request.snapshotId, "snapshotId");
  auto snapshot = requireUsableSnapshot(ctx, *id);
  if (snapshot.state != domain::SnapshotState::completed)
    throw errors::snapshotNotReady(domain::toString(snapshot.state));
  domain::checkNotArchived(snapshot);
  return snapshot;
}

domain::Volume planned(RequestContext& ctx, const CreateVolumeRequest& request) {
  const auto source = sourceOf(ctx, request);
  const auto shape =
      domain::planVolume({request.size, request.volumeType, request.iops, request.throughput},
                         source ? std::optional(source->volumeSizeGib) : std::nullopt);
  const auto encryption =
      domain::planEncryption(encryptionWish(ctx, request.encrypted, request.kmsKeyId),
                             source ? &*source : nullptr, ctx.caller);
  domain::Volume volume;
  volume.id = ctx.ids.next<VolumeKind>();
  volume.region = ctx.region();
  volume.owner = ctx.account();
  volume.availabilityZone =
      domain::requireZone(ctx.region(), request.availabilityZone, request.availabilityZoneId).name;
  volume.sizeGib = shape.sizeGib;
  volume.volumeType = shape.volumeType;
  volume.iops = shape.iops;
  volume.throughputMibps = shape.throughputMibps;
  volume.encrypted = encryption.encrypted;
  volume.kmsKeyId = encryption.kmsKeyId;
  if (source) {
    volume.snapshotId = source->id;
    volume.fastRestored = isFastRestored(ctx, source->id, volume.availabilityZone);
    volume.contentId = source->contentId;
  }
  volume.createdAt = ctx.now;
  volume.multiAttachEnabled = request.multiAttachEnabled.value_or(false);
  if (volume.multiAttachEnabled) domain::checkMultiAttachType(volume.volumeType);
  volume.volumeInitializationRate = request.volumeInitializationRate;
  return volume;
}

void checkNotPaged(const DescribeVolumesRequest& request) {
  if (request.maxResults) throw errors::cannotBeUsedWith("volumeIdsSet", "maxResults");
  if (request.nextToken) throw errors::cannotBeUsedWith("volumeIdsSet", "nextToken");
}

std::vector<domain::Volume> volumesById(RequestContext& ctx, const std::vector<VolumeId>& ids) {
  auto found = ctx.catalog.volumes().listById(ids);
  std::erase_if(found, [&](const domain::Volume& volume) {
    return volume.region != ctx.region() || volume.owner != ctx.account() || domain::isGone(volume);
  });
  std::vector<VolumeId> missing;
  for (const auto& id : ids)
    if (std::ranges::find(found, id, &domain::Volume::id) == found.end()) missing.push_back(id);
  if (!missing.empty()) throw errors::volumesNotFound(missing);
  return found;
}

TaggedPage<domain::Volume> pageOfAll(RequestContext& ctx, const domain::Filters& filters,
                                     const domain::PageScope& page) {
  VolumeScope scope;
  scope.region = ctx.region();
  scope.owners = {ctx.account()};
  scope.statesLeftOut = {domain::VolumeState::deleted, domain::VolumeState::recoverable};
  return scanPage<domain::Volume>(
      ctx, page,
      [&](const std::string& after, std::int64_t limit) {
        scope.afterId = after;
        scope.limit = limit;
        return ctx.catalog.volumes().list(scope);
      },
      [&](const domain::Volume& volume, const domain::Tags& tags) {
        return domain::matches(domain::volumeFilters(), filters, volume, tags);
      });
}

}  // namespace

Volume createVolume(RequestContext& ctx, const CreateVolumeRequest& request) {
  refuseUnsupported(request);
  checkInitializationRate(request);
  const auto tags = specifiedTags(request.tagSpecifications, "volume", {"volume"});
  const auto volume = planned(ctx, request);
  const auto& id = volume.id.str();
  ctx.catalog.volumes().insert(volume);
  ctx.record(id, "", domain::toString(volume.state));
  putTags(ctx, "volume", id, tags);
  ctx.schedule(domain::TaskKind::create_volume, id, volume.sizeGib);
  auto shape = toWire(volume, tags);
  shape.fastRestored.reset();  // "not returned by CreateVolume" (EC2 API Reference, Volume)
  return shape;
}

// IncludeManagedResources adds what service providers manage: nothing here.
DescribeVolumesResponse describeVolumes(RequestContext& ctx,
                                        const DescribeVolumesRequest& request) {
  const auto ids = parseVolumeIds(request.volumeIds);
  if (!ids.empty()) checkNotPaged(request);
  const auto scope = domain::pageScope(pageOf(request.maxResults, request.nextToken));
  const auto filters = filtersOf(request.filters);
  domain::checkFilters(domain::volumeFilters(), filters, domain::TagFilters::allowed);

  TaggedPage<domain::Volume> page;
  if (ids.empty()) {
    page = pageOfAll(ctx, filters, scope);
  } else {
    page.rows = withTags(ctx, volumesById(ctx, ids));
    std::erase_if(page.rows, [&](const auto& row) {
      return !domain::matches(domain::volumeFilters(), filters, row.value, row.tags);
    });
  }
  DescribeVolumesResponse response;
  response.nextToken = page.nextToken;
  for (const auto& row : page.rows) response.volumes.push_back(toWire(row.value, row.tags));
  return response;
}

ReturnResponse deleteVolume(RequestContext& ctx, const DeleteVolumeRequest& request) {
  auto volume = requireOwnVolume(ctx, parseVolumeId(request.volumeId));
  if (!volume.attachments.empty())
    throw errors::volumeInUse(volume.id, volume.attachments.front().instanceId);
  const auto from = domain::toString(volume.state);
  const auto state = domain::next(volume.state, domain::VolumeEvent::remove);
  if (!state) throw errors::incorrectVolumeState(volume.id, from);
  if (recycleVolume(ctx, volume)) return {.return_ = true};
  volume.state = *state;
  ctx.catalog.volumes().update(volume);
  ctx.record(volume.id.str(), from, domain::toString(volume.state));
  ctx.schedule(domain::TaskKind::delete_volume, volume.id.str(), volume.sizeGib);
  return {.return_ = true};
}

}  // namespace amilocal::ec2
