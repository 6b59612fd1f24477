#pragma once

#include <optional>
#include <vector>

#include "amilocal/core/instant.h"
#include "amilocal/domain/block_device.h"
#include "amilocal/domain/image.h"
#include "amilocal/domain/snapshot.h"
#include "amilocal/domain/tag.h"
#include "amilocal/domain/visibility.h"
#include "amilocal/domain/volume.h"
#include "ec2/shapes.gen.h"

/// From our own values to the shapes of answers.
namespace amilocal::ec2 {

std::vector<Tag> toWire(const domain::Tags& tags);
std::vector<BlockDeviceMapping> toWire(const domain::BlockDevices& devices);

/// What an answer says of an image besides the image itself.
struct ImageFacts {
  const domain::Tags& tags;  ///< the onlooker's own
  std::optional<Instant> lastLaunchedAt{};
};

/// An image as the onlooker sees it now; what only the owner may know is left out for others
/// (aws-facts/images.md 1.1).
Image toWire(const domain::Image& image, const ImageFacts& facts, const domain::Onlooker& onlooker);
std::vector<ImageWatermark> toWire(const domain::Watermarks& watermarks);

/// A snapshot at the present, whose progress depends on it.
Snapshot toWire(const domain::Snapshot& snapshot, const domain::Tags& tags, Instant now);

Volume toWire(const domain::Volume& volume, const domain::Tags& tags);
VolumeAttachment toWire(const domain::Attachment& attachment);

}  // namespace amilocal::ec2
