#pragma once

#include "amilocal/domain/transfer.h"
#include "amilocal/domain/transfer_rules.h"
#include "amilocal/engine/request_context.h"
#include "ec2/shapes.gen.h"

/// The work of imports, when their time has come. Each throws TransferFailed, BlobMissing and
/// DataLimitReached.
namespace amilocal::ec2 {

/// EC2 API Reference, ImageDiskContainer and SnapshotDiskContainer, Format.
inline constexpr std::initializer_list<domain::DiskFormat> kImageFormats = {
    domain::DiskFormat::ova, domain::DiskFormat::vhd, domain::DiskFormat::vhdx,
    domain::DiskFormat::vmdk, domain::DiskFormat::raw};
inline constexpr std::initializer_list<domain::DiskFormat> kSnapshotFormats = {
    domain::DiskFormat::vhd, domain::DiskFormat::vmdk, domain::DiskFormat::raw};

/// The machine that a request describes. Throws InvalidParameter.
domain::Machine machineOf(const ImportImageRequest& request);

/// Makes snapshots of the disks and an image of these, and notes them in the task.
void importMachine(RequestContext& ctx, domain::Transfer& transfer);

/// Makes a snapshot of the one disk.
void importDisk(RequestContext& ctx, domain::Transfer& transfer);

}  // namespace amilocal::ec2
