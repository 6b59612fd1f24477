#include "amilocal/domain/limits.h"

#include <algorithm>
#include <cassert>

namespace amilocal::domain {
namespace {

constexpr std::string_view kAmiQuotas = "EC2 User Guide, AMI quotas";
constexpr std::string_view kArchiveQuotas = "Amazon EBS User Guide, Archive Amazon EBS snapshots";
constexpr std::string_view kCopyQuotas = "Amazon EBS User Guide, Time-based copies";

constexpr LimitRow kLimits[] = {
    {Limit::archived_snapshots, "archived-snapshots-per-volume", 25,
     "archived snapshots of one volume", kArchiveQuotas},
    {Limit::image_copies, "concurrent-image-copies", 300,
     "image copies in progress to the destination Region",
     "EC2 User Guide, Copy an Amazon EC2 AMI"},
    {Limit::snapshot_archives, "concurrent-snapshot-archives", 25,
     "snapshots that are being archived", kArchiveQuotas},
    {Limit::snapshot_copies, "concurrent-snapshot-copies", 20,
     "snapshot copies in progress to the destination Region",
     "Amazon EBS User Guide, Copy an Amazon EBS snapshot"},
    {Limit::snapshot_restores, "concurrent-snapshot-restores", 5,
     "snapshots that are being restored from the archive", kArchiveQuotas},
    {Limit::fast_launches, "fast-launch-parallel-launches", 40,
     "MaxParallelLaunches of all images with fast launch together",
     "EC2 User Guide, EC2 Fast Launch prerequisites"},
    {Limit::fast_restores, "fast-snapshot-restores", 5,
     "snapshots with fast snapshot restore in some zone",
     "Amazon EBS User Guide, Amazon EBS fast snapshot restore"},
    {Limit::images, "images", 50'000, "images that are not deregistered", kAmiQuotas},
    {Limit::public_images, "public-images", 5, "public images", kAmiQuotas},
    {Limit::image_sharing, "sharing-entities-per-image", 1000,
     "accounts, organizations and units that one image is shared with", kAmiQuotas},
    {Limit::copy_throughput, "snapshot-copy-throughput", 2000,
     "MiB/s of all time-based snapshot copies between two Regions", kCopyQuotas},
    {Limit::snapshot_copy_throughput, "snapshot-copy-throughput-per-snapshot", 500,
     "MiB/s of one time-based snapshot copy", kCopyQuotas},
};
static_assert(std::ranges::is_sorted(kLimits, {}, &LimitRow::name));

}  // namespace

std::span<const LimitRow> limits() { return kLimits; }

const LimitRow* findLimit(std::string_view name) {
  const auto* found = std::ranges::find(kLimits, name, &LimitRow::name);
  return found == std::end(kLimits) ? nullptr : found;
}

const LimitRow& rowOf(Limit limit) {
  const auto* found = std::ranges::find(kLimits, limit, &LimitRow::limit);
  assert(found != std::end(kLimits));
  return *found;
}

}  // namespace amilocal::domain
