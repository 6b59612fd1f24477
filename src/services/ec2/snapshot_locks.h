#pragma once

#include "amilocal/domain/snapshot.h"
#include "amilocal/engine/request_context.h"

namespace amilocal::ec2 {

/// Tells of the snapshot's lock, which holds from now on, and of its ends when they come.
void beginLock(RequestContext& ctx, const domain::Snapshot& snapshot);

}  // namespace amilocal::ec2
