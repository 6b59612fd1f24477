#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/ids.h"
#include "amilocal/domain/image.h"
#include "amilocal/domain/instance.h"
#include "amilocal/domain/snapshot.h"
#include "amilocal/domain/tag.h"
#include "amilocal/domain/visibility.h"
#include "amilocal/domain/volume.h"
#include "amilocal/engine/request_context.h"

/// Finding what a request names, seed catalogue included, and refusing it in AWS's words.
namespace amilocal::ec2 {

/// The image in the caller's Region, whoever owns it, deregistered ones included; a seed image when
/// no row has the id. Null when there is none, or when it is in another Region.
domain::SharedImage findImage(RequestContext& ctx, const ImageId& id);

/// The same in a named Region: CopyImage's source.
domain::SharedImage findImageIn(RequestContext& ctx, std::string_view region, const ImageId& id);

/// The caller as it meets the images of a Region, with what it allows itself there.
domain::Onlooker onlookerIn(RequestContext& ctx, const std::string& region);

/// Is the image there for the caller: own, or public or shared and allowed
/// (aws-facts/images.md 2.1)?
bool isShown(RequestContext& ctx, const domain::Image& image);

/// An image that is there for the caller and that is not deregistered. Throws
/// InvalidAMIID.NotFound, or InvalidAMIID.Unavailable for one that was deregistered
/// (errors.md 3.1).
domain::Image requireVisibleImage(RequestContext& ctx, const ImageId& id);

/// The same, owned by the caller; throws AuthFailure for another's.
domain::Image requireOwnImage(RequestContext& ctx, const ImageId& id);

/// Stores a changed image. A seed image becomes a row at its first change.
void saveImage(RequestContext& ctx, const domain::Image& image);

/// A live snapshot in the caller's Region that the caller owns. Throws InvalidSnapshot.NotFound.
domain::Snapshot requireOwnSnapshot(RequestContext& ctx, const SnapshotId& id);

/// A live snapshot that the caller may make volumes from: own, public, or shared with it.
/// Throws InvalidSnapshot.NotFound.
domain::Snapshot requireUsableSnapshot(RequestContext& ctx, const SnapshotId& id);

/// A snapshot by id in the caller's Region whoever owns it, as the caller meets it (asMet()): the
/// rows, then the seed images' ones.
std::optional<domain::Snapshot> findSnapshot(RequestContext& ctx, const SnapshotId& id);
std::optional<domain::Snapshot> findSnapshotIn(RequestContext& ctx, std::string_view region,
                                               const SnapshotId& id);

/// Own volumes and instances of the caller's Region. Throw InvalidVolume.NotFound,
/// InvalidInstanceID.NotFound; terminated instances are found.
domain::Volume requireOwnVolume(RequestContext& ctx, const VolumeId& id);
domain::Instance requireOwnInstance(RequestContext& ctx, const InstanceId& id);

/// Gives new or existing resource `id` of type `resourceType` the caller's tags.
void putTags(RequestContext& ctx, std::string_view resourceType, std::string_view id,
             const domain::Tags& tags);

/// The caller's tags on one resource.
domain::Tags tagsOn(RequestContext& ctx, const std::string& id);

}  // namespace amilocal::ec2
