#pragma once

#include <optional>
#include <vector>

#include "amilocal/core/ids.h"
#include "amilocal/domain/image.h"
#include "amilocal/domain/snapshot.h"
#include "amilocal/domain/state_reason.h"
#include "amilocal/domain/task.h"
#include "amilocal/engine/request_context.h"

/// The end of a pending image: by its task, or by its instance.
namespace amilocal::ec2 {

/// Why an image ends in failure: what its task says, or for a copy that a key cannot be used, or
/// that the source's bundle cannot be copied. `snapshots` are those of its mapping.
std::optional<domain::StateReason> failureOf(RequestContext& ctx, const domain::Task& task,
                                             const domain::Image& image,
                                             const std::vector<domain::Snapshot>& snapshots);

/// Makes the pending image and its pending snapshots available and completed, or failed and in
/// error. Leaves its task alone.
void endPendingImage(RequestContext& ctx, domain::Image image,
                     const std::optional<domain::StateReason>& failure);

/// Writes down and tells the world that a pending image and its pending snapshots are what they
/// are now.
void tellImageEnd(RequestContext& ctx, const domain::Image& image,
                  const std::vector<domain::Snapshot>& snapshots);

/// An image cannot be finished without its instance: those of it that are pending fail with
/// `Client.InstanceTerminated` (EC2 API Reference, Image, stateReason). For whoever terminates
/// instances.
void failPendingImagesOf(RequestContext& ctx, const InstanceId& instance);

/// The pending snapshots of an image that is deregistered: they are uploads under way, which go on
/// and are completed when the image would have been, by tasks of their own. The image's task goes.
void letSnapshotsGoOn(RequestContext& ctx, const domain::Image& image);

}  // namespace amilocal::ec2
