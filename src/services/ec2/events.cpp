#include "services/ec2/events.h"

#include <algorithm>
#include <chrono>

#include "amilocal/catalog/catalog.h"
#include "amilocal/wire/json_object.h"

namespace amilocal::ec2 {
namespace {

using wire::JsonObject;

constexpr std::string_view kEbsNotification = "EBS Snapshot Notification";

// Public resources and snapshots have no account in their ARN, and the Region is where ARNs have
// it, although EBS's own examples swap the two (snapshots-volumes-instances.md section 11).
std::string arnOf(std::string_view region, std::string_view kind, std::string_view id) {
  return "arn:aws:ec2:" + std::string(region) + "::" + std::string(kind) + "/" + std::string(id);
}

std::string arnOf(const domain::Snapshot& snapshot) {
  return arnOf(snapshot.region, "snapshot", snapshot.id.str());
}

bool hasFailed(const domain::Snapshot& snapshot) {
  return snapshot.state == domain::SnapshotState::error;
}

domain::Event snapshotEvent(const domain::Snapshot& snapshot, std::string_view detailType,
                            std::string detail) {
  domain::Event event;
  event.account = snapshot.owner;
  event.region = snapshot.region;
  event.detailType = detailType;
  event.resources = {arnOf(snapshot)};
  event.detail = std::move(detail);
  return event;
}

// What the details of all snapshot events begin with; their request-id is empty on AWS too.
JsonObject outcome(std::string_view event, bool failed, std::string_view cause) {
  JsonObject out;
  out.text("event", event)
      .text("result", failed ? "failed" : "succeeded")
      .text("cause", cause)
      .text("request-id", "");
  return out;
}

void addTimes(JsonObject& out, Instant start, Instant end) {
  out.text("startTime", formatInstantSeconds(start)).text("endTime", formatInstantSeconds(end));
}

// A source in another Region is ours too; one of the seed's public snapshots has no row.
std::string sourceOf(RequestContext& ctx, const domain::Snapshot& snapshot) {
  if (!snapshot.sourceSnapshotId) return arnOf(snapshot.region, "volume", snapshot.volumeId);
  const auto source = ctx.catalog.snapshots().find(SnapshotId::trusted(*snapshot.sourceSnapshotId));
  return arnOf(source ? source->region : snapshot.region, "snapshot", *snapshot.sourceSnapshotId);
}

// Has a time-based copy taken longer than it was promised to?
bool missedDuration(const RequestContext& ctx, const domain::Snapshot& snapshot) {
  if (!snapshot.completionDurationMinutes || hasFailed(snapshot)) return false;
  const std::chrono::minutes promised{*snapshot.completionDurationMinutes};
  return ctx.now > snapshot.startedAt + promised;
}

void emitCopyEnd(RequestContext& ctx, const domain::Snapshot& snapshot) {
  constexpr std::string_view kMissed = "The copy did not complete within its completion duration";
  const bool missed = missedDuration(ctx, snapshot);
  const bool timeBased = snapshot.transferType == "time-based";
  auto detail = outcome("copySnapshot", hasFailed(snapshot), snapshot.statusMessage.value_or(""));
  detail.text("snapshot_id", arnOf(snapshot)).text("source", sourceOf(ctx, snapshot));
  addTimes(detail, snapshot.startedAt, ctx.now);
  detail.text("incremental", "false")
      .text("transferType", snapshot.transferType.value_or("standard"))
      .text("completionDurationStartTime",
            timeBased ? formatInstantSeconds(snapshot.startedAt) : std::string())
      .text("missedCompletionDurationCause", missed ? kMissed : std::string_view());
  const auto text = detail.end();
  ctx.emit(snapshotEvent(snapshot, kEbsNotification, text));
  if (missed)
    ctx.emit(snapshotEvent(snapshot, "EBS Copy Snapshot Missed Completion Duration", text));
}

bool isArchival(domain::TieringStatus status) {
  return status == domain::TieringStatus::archival_completed ||
         status == domain::TieringStatus::archival_failed;
}

std::string_view nameOf(LockNews news) {
  switch (news) {
    case LockNews::locked:
    case LockNews::failed:
      return "lockSnapshot";
    case LockNews::cool_off_over:
      return "cooloffperiodExpiry";
    case LockNews::expired:
      return "lockDurationExpiry";
  }
  return "";
}

// A lock whose snapshot has failed never came to be.
std::string lockStateOf(const domain::SnapshotLock& lock, LockNews news, Instant now) {
  if (news == LockNews::failed) return "pending-" + std::string(domain::toString(lock.mode));
  return std::string(domain::toString(domain::stateOf(lock, now)));
}

void addTime(JsonObject& out, std::string_view name, const std::optional<Instant>& at) {
  if (at) out.text(name, formatInstantSeconds(*at));
}

}  // namespace

void emitImageState(RequestContext& ctx, const domain::Image& image, std::string_view error) {
  if (image.state == domain::ImageState::pending) return;
  domain::Event event;
  event.account = image.owner;
  event.region = image.region;
  event.detailType = "EC2 AMI State Change";
  event.resources = {arnOf(image.region, "image", image.id.str())};
  event.detail = JsonObject()
                     .text("RequestId", ctx.requestId())
                     .text("ImageId", image.id.str())
                     .text("State", domain::toString(image.state))
                     .text("ErrorMessage", error)
                     .end();
  ctx.emit(std::move(event));
}

void emitSnapshotEnd(RequestContext& ctx, const domain::Snapshot& snapshot) {
  if (snapshot.transferType || snapshot.sourceSnapshotId) return emitCopyEnd(ctx, snapshot);
  auto detail = outcome("createSnapshot", hasFailed(snapshot), snapshot.statusMessage.value_or(""));
  detail.text("snapshot_id", arnOf(snapshot)).text("source", sourceOf(ctx, snapshot));
  addTimes(detail, snapshot.startedAt, ctx.now);
  ctx.emit(snapshotEvent(snapshot, kEbsNotification, detail.end()));
}

void emitSnapshotSetEnd(RequestContext& ctx, const std::vector<domain::Snapshot>& snapshots) {
  const auto failed = std::ranges::find_if(snapshots, hasFailed);
  const bool isFailed = failed != snapshots.end();
  auto detail = outcome("createSnapshots", isFailed,
                        isFailed ? "Snapshot " + failed->id.str() + " is in status error" : "");
  addTimes(detail, snapshots.front().startedAt, ctx.now);
  detail.json("snapshots", wire::jsonArray(snapshots, [](const domain::Snapshot& snapshot) {
                return JsonObject()
                    .text("snapshot_id", arnOf(snapshot))
                    .text("source", arnOf(snapshot.region, "volume", snapshot.volumeId))
                    .text("status", hasFailed(snapshot) ? "error" : "completed")
                    .end();
              }));
  auto event = snapshotEvent(snapshots.front(), "EBS Multi-Volume Snapshots Completion Status",
                             detail.end());
  event.resources.clear();
  for (const auto& snapshot : snapshots) event.resources.push_back(arnOf(snapshot));
  ctx.emit(std::move(event));
}

void emitSnapshotShared(RequestContext& ctx, const domain::Snapshot& snapshot,
                        const std::string& account) {
  auto detail = outcome("shareSnapshot", false, {});
  detail.text("snapshot_id", arnOf(snapshot)).text("source", snapshot.owner);
  addTimes(detail, ctx.now, ctx.now);
  auto event = snapshotEvent(snapshot, kEbsNotification, detail.end());
  event.account = account;
  ctx.emit(std::move(event));
}

void emitSnapshotMoveEnd(RequestContext& ctx, const domain::Snapshot& snapshot,
                         std::string_view failure) {
  const auto& tiering = *snapshot.tiering;
  auto detail = outcome(isArchival(tiering.status) ? "archiveSnapshot" : "restoreSnapshot",
                        !failure.empty(), failure);
  detail.text("snapshot_id", arnOf(snapshot));
  addTimes(detail, tiering.startedAt, ctx.now);
  addTime(detail, "restoreExpiryTime", tiering.restoreExpiresAt);
  ctx.emit(snapshotEvent(snapshot, kEbsNotification, detail.end()));
}

void emitSnapshotRestoreExpiry(RequestContext& ctx, const domain::Snapshot& snapshot,
                               Instant since) {
  auto detail = outcome("restoreExpiry", false, {});
  detail.text("snapshot_id", arnOf(snapshot));
  addTimes(detail, since, ctx.now);
  ctx.emit(snapshotEvent(snapshot, kEbsNotification, detail.end()));
}

// The names of two of the members are spelt as the guide's examples spell them.
void emitSnapshotLock(RequestContext& ctx, const domain::Snapshot& snapshot,
                      const domain::SnapshotLock& lock, LockNews news) {
  const bool failed = news == LockNews::failed;
  JsonObject detail;
  detail.text("event", nameOf(news)).text("result", failed ? "failed" : "succeeded");
  if (failed) detail.text("cause", "snapshot failed");
  detail.text("snapshot_id", arnOf(snapshot));
  if (news == LockNews::locked) detail.text("source", snapshot.owner);
  detail.text("lockState", lockStateOf(lock, news, ctx.now));
  addTime(detail, "lockCreatedOn", lock.createdAt);
  addTime(detail, "lockExpiresOn", lock.expiresAt);
  detail.number("lockDuration", lock.days);
  addTime(detail, "lockStartDurationTime", lock.startsAt);
  if (lock.coolOffHours) detail.number("cooOffPeriod", *lock.coolOffHours);
  addTime(detail, "coolOffPeriodExpiresOn", lock.coolOffExpiresAt);
  ctx.emit(snapshotEvent(snapshot, kEbsNotification, detail.end()));
}

void emitFastRestoreState(RequestContext& ctx, const domain::FastRestore& restore) {
  domain::Event event;
  event.account = restore.account;
  event.region = restore.region;
  event.detailType = "EBS Fast Snapshot Restore State-change Notification";
  event.resources = {arnOf(restore.region, "snapshot", restore.snapshotId.str())};
  event.detail = JsonObject()
                     .text("snapshot-id", restore.snapshotId.str())
                     .text("state", domain::toString(restore.state))
                     .text("zone", restore.zone)
                     .text("message", restore.reason)
                     .end();
  ctx.emit(std::move(event));
}

// Other than in the events of image states, the image's ARN has the account.
void emitFastLaunchState(RequestContext& ctx, const domain::FastLaunch& launch,
                         std::string_view state) {
  domain::Event event;
  event.account = launch.account;
  event.region = launch.region;
  event.detailType = "EC2 Fast Launch State-change Notification";
  event.resources = {"arn:aws:ec2:" + launch.region + ":" + launch.account + ":image/" +
                     launch.imageId.str()};
  event.detail = JsonObject()
                     .text("imageId", launch.imageId.str())
                     .text("resourceType", "snapshot")
                     .text("state", state)
                     .text("stateTransitionReason", launch.reason)
                     .end();
  ctx.emit(std::move(event));
}

void emitSnapshotPublicAccess(RequestContext& ctx, const std::string& state) {
  const bool on = state != "unblocked";
  domain::Event event;
  event.detailType =
      on ? "EBS Snapshot Block Public Access Enabled" : "EBS Snapshot Block Public Access Disabled";
  event.detail = JsonObject()
                     .text("SnapshotBlockPublicAccessState", state)
                     .text("message", on ? "Block Public Access was successfully enabled in '" +
                                               state + "' mode"
                                         : "Block Public Access was successfully disabled")
                     .end();
  ctx.emit(std::move(event));
}

void emitInstanceState(RequestContext& ctx, const domain::Instance& instance) {
  domain::Event event;
  event.account = instance.owner;
  event.region = instance.region;
  event.detailType = "EC2 Instance State-change Notification";
  event.resources = {"arn:aws:ec2:" + instance.region + ":" + instance.owner + ":instance/" +
                     instance.id.str()};
  event.detail = JsonObject()
                     .text("instance-id", instance.id.str())
                     .text("state", toString(instance.state))
                     .end();
  ctx.emit(std::move(event));
}

}  // namespace amilocal::ec2
