#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/domain/snapshot.h"
#include "amilocal/domain/tag.h"
#include "amilocal/domain/task.h"
#include "amilocal/engine/request_context.h"

namespace amilocal::ec2 {

/// Throws UnsupportedOperation for a local snapshot: on an Outpost, or with Location=local in a
/// Local Zone. There are none of either here.
void refuseLocalSnapshot(const std::optional<std::string>& outpostArn,
                         const std::optional<std::string>& location);

/// Stores a pending snapshot with its tags, and the task that will end it at `dueAt` or, without
/// one, when `--task-time` says.
domain::Snapshot startSnapshot(RequestContext& ctx, domain::Snapshot snapshot,
                               domain::TaskKind kind, const domain::Tags& tags,
                               std::optional<Instant> dueAt = std::nullopt);

/// Makes the pending snapshots one set, whose end is told when the last of them ends.
void joinSnapshotSet(RequestContext& ctx, const std::vector<SnapshotId>& ids);

/// The snapshots of the set that the task's subject belongs to; empty when it stands alone.
std::vector<SnapshotId> snapshotSetOf(const domain::Task& task);

}  // namespace amilocal::ec2
