#pragma once

#include <span>

#include "amilocal/domain/filter.h"
#include "amilocal/domain/volume.h"

namespace amilocal::domain {

/// The filters of DescribeVolumes besides `tag:KEY` and `tag-key`, ordered by name
/// (aws-facts/snapshots-volumes-instances.md section 2).
std::span<const FilterRow<Volume>> volumeFilters();

}  // namespace amilocal::domain
