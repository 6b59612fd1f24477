#pragma once

#include <vector>

#include "amilocal/core/instant.h"
#include "amilocal/domain/block_device.h"
#include "amilocal/domain/image.h"
#include "amilocal/domain/snapshot.h"
#include "amilocal/domain/tag.h"
#include "amilocal/domain/volume.h"
#include "ec2/shapes.gen.h"

/// From our own values to the shapes of answers.
namespace amilocal::ec2 {

std::vector<Tag> toWire(const domain::Tags& tags);
std::vector<BlockDeviceMapping> toWire(const domain::BlockDevices& devices);

/// An image as `account` sees it now: tags are the account's own, and what only the owner may know
/// is left out for others (aws-facts/images.md 1.1).
Image toWire(const domain::Image& image, const domain::Tags& tags, const std::string& account,
             Instant now);

/// A snapshot at the present, whose progress depends on it.
Snapshot toWire(const domain::Snapshot& snapshot, const domain::Tags& tags, Instant now);

Volume toWire(const domain::Volume& volume, const domain::Tags& tags);
VolumeAttachment toWire(const domain::Attachment& attachment);

}  // namespace amilocal::ec2
