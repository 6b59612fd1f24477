#pragma once

#include <optional>
#include <string>

#include "amilocal/domain/image.h"
#include "amilocal/domain/recycle_bin.h"
#include "amilocal/domain/snapshot.h"
#include "amilocal/domain/volume.h"
#include "amilocal/engine/request_context.h"

/// The way into the Recycle Bin, out of it, and its end. A resource keeps its row, permissions and
/// tags in the bin, so that restoring gives back what was there; its state keeps everybody from it.
namespace amilocal::ec2 {

/// When the resource would leave the bin if its owner deleted it now; empty when no rule of the
/// owner's keeps it.
std::optional<Instant> binExitOf(RequestContext& ctx, domain::BinResource type,
                                 const std::string& id);

/// Each moves the resource into the bin when a rule keeps it, and says whether it did. The state
/// decides too: only what could be used goes there.
bool recycleImage(RequestContext& ctx, const domain::Image& image);
bool recycleSnapshot(RequestContext& ctx, const domain::Snapshot& snapshot);
bool recycleVolume(RequestContext& ctx, const domain::Volume& volume);

/// The caller's resource of that type in the Region's bin; empty when it is not there.
std::optional<domain::BinEntry> findInBin(RequestContext& ctx, domain::BinResource type,
                                          const std::string& id);

/// Takes a restored or expired resource off the list, with its task and the bin's tag.
void leaveBin(RequestContext& ctx, const domain::BinEntry& entry);

/// Ends the resource for good: its time in the bin is over.
void expire(RequestContext& ctx, const domain::BinEntry& entry);

}  // namespace amilocal::ec2
