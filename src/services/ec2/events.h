#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "amilocal/domain/fast_launch.h"
#include "amilocal/domain/fast_restore.h"
#include "amilocal/domain/image.h"
#include "amilocal/domain/instance.h"
#include "amilocal/domain/snapshot.h"
#include "amilocal/engine/request_context.h"

/// The events of EC2 and EBS, each beside the change that it tells of (aws-facts/images.md section
/// 8, snapshots-volumes-instances.md section 11).
namespace amilocal::ec2 {

/// An image has reached its present state. Nobody is told of `pending`.
void emitImageState(RequestContext& ctx, const domain::Image& image, std::string_view error = {});

/// A snapshot or a copy of one has ended, well or in error.
void emitSnapshotEnd(RequestContext& ctx, const domain::Snapshot& snapshot);

/// All snapshots of one CreateSnapshots have ended.
void emitSnapshotSetEnd(RequestContext& ctx, const std::vector<domain::Snapshot>& snapshots);

/// The snapshot has been shared with `account`, which is the one that is told.
void emitSnapshotShared(RequestContext& ctx, const domain::Snapshot& snapshot,
                        const std::string& account);

/// A move of the snapshot between the tiers has ended, well or in failure (Amazon EBS User Guide,
/// "Monitor Amazon EBS snapshot archiving").
void emitSnapshotMoveEnd(RequestContext& ctx, const domain::Snapshot& snapshot,
                         std::string_view failure);

/// The period of the snapshot's temporary restore, begun at `since`, is over.
void emitSnapshotRestoreExpiry(RequestContext& ctx, const domain::Snapshot& snapshot,
                               Instant since);

/// What has become of the snapshot's lock (Amazon EBS User Guide, "Monitor Amazon EBS snapshot
/// lock").
enum class LockNews { locked, failed, cool_off_over, expired };
void emitSnapshotLock(RequestContext& ctx, const domain::Snapshot& snapshot,
                      const domain::SnapshotLock& lock, LockNews news);

/// Fast snapshot restore has reached its present state in a zone.
void emitFastRestoreState(RequestContext& ctx, const domain::FastRestore& restore);

/// Fast launch of an image has reached `state`, which may be `disabled`, that no one can look at
/// any more (EC2 User Guide, "Monitor EC2 Fast Launch").
void emitFastLaunchState(RequestContext& ctx, const domain::FastLaunch& launch,
                         std::string_view state);

/// Block public access for snapshots has been set to `state`.
void emitSnapshotPublicAccess(RequestContext& ctx, const std::string& state);

/// An instance has reached its present state.
void emitInstanceState(RequestContext& ctx, const domain::Instance& instance);

}  // namespace amilocal::ec2
