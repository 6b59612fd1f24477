#pragma once

#include <initializer_list>
#include <string>

#include "amilocal/domain/transfer.h"
#include "amilocal/domain/transfer_rules.h"
#include "amilocal/engine/request_context.h"
#include "ec2/shapes.gen.h"

namespace amilocal::ec2 {

/// EC2 API Reference, ExportImage, DiskImageFormat.
inline constexpr std::initializer_list<domain::DiskFormat> kExportFormats = {
    domain::DiskFormat::vmdk, domain::DiskFormat::raw, domain::DiskFormat::vhd};

/// Where the disk of an export goes: `PREFIXexport-ami-….FORMAT` (aws-facts/images.md section 7).
std::string exportedKey(const ExportImageRequest& request, const std::string& id);

/// Writes the disk of the task's image into its bucket. Throws TransferFailed, BlobMissing and
/// DataLimitReached.
void exportDisk(RequestContext& ctx, domain::Transfer& transfer);

}  // namespace amilocal::ec2
