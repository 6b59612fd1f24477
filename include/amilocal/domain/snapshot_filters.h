#pragma once

#include <span>

#include "amilocal/core/instant.h"
#include "amilocal/domain/filter.h"
#include "amilocal/domain/snapshot.h"

namespace amilocal::domain {

/// A snapshot at a moment: its progress depends on it.
struct ListedSnapshot {
  const Snapshot& snapshot;
  Instant now;
};

/// The filters of DescribeSnapshots besides `tag:KEY` and `tag-key`, ordered by name
/// (aws-facts/snapshots-volumes-instances.md 1.2).
std::span<const FilterRow<ListedSnapshot>> snapshotFilters();

}  // namespace amilocal::domain
