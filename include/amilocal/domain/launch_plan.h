#pragma once

#include <string>

#include "amilocal/domain/image.h"
#include "amilocal/domain/instance.h"
#include "amilocal/domain/instance_type.h"

namespace amilocal::domain {

/// Can the type run the image? Throws InvalidParameterValue for architectures that differ and for
/// paravirtual images on types that are not (errors.md section 5).
void checkImageFitsType(const Image& image, const InstanceType& type);

/// Completes what a request asked for (`wish`) by what comes from the image and the type:
/// architecture, boot mode, platform, root device, metadata defaults of `imdsSupport`
/// (snapshots-volumes-instances.md section 3, "AMI → instance").
Instance planLaunch(Instance wish, const Image& image, const InstanceType& type);

/// The metadata options of an instance that asks for none: IMDSv2 required with two hops when the
/// image says `imdsSupport v2.0`, else both versions with one hop (EC2 User Guide, "Configure
/// instance metadata options for new instances").
MetadataOptions defaultMetadataOptions(const Image& image);

/// How the instance really boots, by its boot mode, architecture and type: `uefi`, `legacy-bios`.
std::string currentBootMode(const Instance& instance);

}  // namespace amilocal::domain
