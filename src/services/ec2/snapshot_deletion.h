#pragma once

#include <string_view>
#include <vector>

#include "amilocal/core/ids.h"
#include "amilocal/domain/snapshot.h"
#include "amilocal/engine/request_context.h"

/// The end of a snapshot: for DeleteSnapshot, for DeregisterImage with DeleteAssociatedSnapshots,
/// and for the tasks that make snapshots.
namespace amilocal::ec2 {

/// The `detail` of a task that makes a snapshot which is to be deleted once it is there: AWS
/// accepts the deletion of a pending snapshot, and lets it take effect after its completion
/// (aws-facts/errors.md section 4).
inline constexpr std::string_view kDeleteWhenDone = "delete-when-done";

/// The snapshot goes to the Recycle Bin when a rule keeps it. Else it is deleted: its row is kept
/// in this state, everybody's tags on it are gone.
void deleteSnapshotNow(RequestContext& ctx, const domain::Snapshot& snapshot);

/// Deletes what is at rest now, and what is pending when its task ends.
void deleteSnapshotWhenDone(RequestContext& ctx, const domain::Snapshot& snapshot);

/// The images that keep the snapshot from being deleted: pending, available and disabled ones, and
/// those in the Recycle Bin, in the order of ids.
std::vector<ImageId> imagesUsing(RequestContext& ctx, const SnapshotId& id);

}  // namespace amilocal::ec2
