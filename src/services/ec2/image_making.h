#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/domain/block_device_rules.h"
#include "amilocal/domain/image_plans.h"
#include "amilocal/domain/tag.h"
#include "amilocal/domain/task.h"
#include "amilocal/engine/request_context.h"
#include "ec2/shapes.gen.h"

/// What RegisterImage, CreateImage and CopyImage have in common.
namespace amilocal::ec2 {

/// A new image of the caller's, with an id of its own. Throws ResourceLimitExceeded when the caller
/// has as many images in the Region as it may (Limit::images).
domain::NewImage newImage(RequestContext& ctx, const std::string& name,
                          const std::optional<std::string>& description);

/// RegisterImage and CreateImage refuse a name that a live image of the caller's in the Region has;
/// CopyImage does not (clients/contract.md 3.4). Throws InvalidAMIName.Duplicate.
void requireFreeName(RequestContext& ctx, const std::string& name);

/// The snapshots that a request's mapping names, which the caller may make volumes from. Throws
/// InvalidSnapshot.NotFound, IncorrectState for an archived one.
domain::SnapshotsById requireSnapshotsOf(RequestContext& ctx, const domain::BlockDevices& devices);

/// Tags for the new image and for each of its new snapshots.
struct ImageTags {
  domain::Tags image;
  domain::Tags snapshots;
};

/// What the request says of both. Throws what specifiedTags() throws.
ImageTags imageTagsOf(const std::vector<TagSpecification>& specifications);

/// Stores a pending image and its pending snapshots with one task that will end them all. They have
/// no tasks of their own: an image is available when its last snapshot is completed. Where work
/// takes no time (`--task-time 0`) they are stored as they are at its end, without a task.
void beginImage(RequestContext& ctx, domain::ImagePlan plan, domain::TaskKind kind,
                const ImageTags& tags);

}  // namespace amilocal::ec2
