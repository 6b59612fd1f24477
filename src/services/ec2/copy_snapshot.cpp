#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/image_creation_errors.h"
#include "amilocal/domain/errors/snapshot_errors.h"
#include "amilocal/domain/region.h"
#include "amilocal/domain/snapshot_rules.h"
#include "amilocal/domain/task_time.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/account_settings.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"
#include "services/ec2/snapshot_start.h"
#include "services/ec2/timed_copies.h"
#include "services/ec2/to_wire.h"

namespace amilocal::ec2 {
namespace {

domain::Snapshot requireSource(RequestContext& ctx, const CopySnapshotRequest& request) {
  if (!domain::findRegion(request.sourceRegion))
    throw errors::invalidSourceRegion(request.sourceRegion);
  const auto id = SnapshotId::parse(request.sourceSnapshotId);
  if (!id) throw errors::snapshotIdExpected(request.sourceSnapshotId, "sourceSnapshotId");
  auto source = findSnapshotIn(ctx, request.sourceRegion, *id);
  if (!source || domain::isGone(*source) || !domain::isUsableBy(*source, ctx.account()))
    throw errors::snapshotNotFound(*id);
  return *std::move(source);
}

std::int64_t copiesRunning(RequestContext& ctx) {
  TaskFilter filter;
  filter.account = ctx.account();
  filter.region = ctx.region();
  filter.kind = domain::TaskKind::copy_snapshot;
  return static_cast<std::int64_t>(ctx.catalog.tasks().list(filter).size());
}

/// When a time-based copy must be done, where it would otherwise take longer (Amazon EBS User
/// Guide, "Time-based copies").
std::optional<Instant> promisedEnd(RequestContext& ctx, const std::string& sourceRegion,
                                   const domain::Snapshot& copy) {
  if (!copy.completionDurationMinutes) return std::nullopt;
  const domain::TimedCopy copies[] = {{copy.volumeSizeGib, *copy.completionDurationMinutes}};
  const auto promised = endOfCopies(ctx, sourceRegion, copies);
  const auto usual = domain::dueAt(ctx.settings.taskTime, domain::TaskKind::copy_snapshot,
                                   copy.volumeSizeGib, ctx.now);
  return usual && *usual > promised ? std::optional<Instant>(promised) : std::nullopt;
}

}  // namespace

// The destination is the Region that the call is sent to. PresignedUrl and DestinationRegion, which
// the SDKs always add, say the same again (EC2 API Reference, CopySnapshot, PresignedUrl).
CopySnapshotResponse copySnapshot(RequestContext& ctx, const CopySnapshotRequest& request) {
  if (request.destinationOutpostArn) throw errors::unsupportedParameter("DestinationOutpostArn");
  if (request.destinationAvailabilityZone)
    throw errors::unsupportedParameter("DestinationAvailabilityZone");
  const auto tags = specifiedTags(request.tagSpecifications, "snapshot", {"snapshot"});
  const auto source = requireSource(ctx, request);
  auto copy = domain::planSnapshotCopy(
      source,
      {.description = request.description.value_or(""),
       .encryption = encryptionWish(ctx, request.encrypted, request.kmsKeyId),
       .completionDurationMinutes = request.completionDurationMinutes},
      ctx.ids.next<SnapshotKind>(), ctx.caller, ctx.now);
  domain::checkConcurrentCopies(copiesRunning(ctx), ctx.limit(domain::Limit::snapshot_copies));
  const auto end = promisedEnd(ctx, request.sourceRegion, copy);
  copy = startSnapshot(ctx, std::move(copy), domain::TaskKind::copy_snapshot, tags, end);
  return {.tags = toWire(tags), .snapshotId = copy.id.str()};
}

}  // namespace amilocal::ec2
