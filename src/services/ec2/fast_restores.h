#pragma once

#include <cstdint>
#include <string_view>

#include "amilocal/domain/fast_restore.h"
#include "amilocal/domain/snapshot.h"
#include "amilocal/engine/request_context.h"

/// Fast snapshot restore, for whoever changes snapshots or makes volumes of them.
namespace amilocal::ec2 {

/// Would a volume that the caller makes from the snapshot in this zone be restored fast?
bool isFastRestored(RequestContext& ctx, const SnapshotId& snapshot, std::string_view zone);

/// Moves it to a state, for a reason; when another state follows by itself, a task will bring it.
/// `sizeGib` is what has to be optimized.
void moveFastRestore(RequestContext& ctx, domain::FastRestore& restore, domain::FastRestoreState to,
                     std::string_view reason, std::int64_t sizeGib);

/// Turns it off for accounts that may not use the snapshot any more, and for everybody when it is
/// archived (Amazon EBS User Guide, "Configure fast snapshot restore").
void endLostFastRestores(RequestContext& ctx, const domain::Snapshot& snapshot);

/// A deleted snapshot has none.
void forgetFastRestores(RequestContext& ctx, const SnapshotId& snapshot);

}  // namespace amilocal::ec2
