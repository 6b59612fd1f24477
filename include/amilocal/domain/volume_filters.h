#pragma once

#include <span>

#include "amilocal/domain/filter.h"
#include "amilocal/domain/volume.h"
#include "amilocal/domain/volume_modification.h"

namespace amilocal::domain {

/// The filters of DescribeVolumes besides `tag:KEY` and `tag-key`, ordered by name
/// (aws-facts/snapshots-volumes-instances.md section 2).
std::span<const FilterRow<Volume>> volumeFilters();

/// Every filter of DescribeVolumeStatus (EC2 API Reference, DescribeVolumeStatus).
std::span<const FilterRow<Volume>> volumeStatusFilters();

/// Every filter of DescribeVolumesModifications (EC2 API Reference, the same).
std::span<const FilterRow<VolumeModification>> volumeModificationFilters();

/// `ok`, or `insufficient-data` for a volume that is still being made.
std::string_view volumeHealth(const Volume& volume);

/// `normal` where a type promises a number of operations, else `not-applicable`.
std::string_view volumePerformance(const Volume& volume);

}  // namespace amilocal::domain
