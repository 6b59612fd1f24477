#pragma once

#include "amilocal/domain/filter.h"
#include "amilocal/domain/tag.h"

namespace amilocal::domain {

/// Throws InvalidParameterValue for a filter that DescribeTags does not have. It has `key`,
/// `resource-id`, `resource-type`, `tag:KEY` and `value`, but no `tag-key`
/// (aws-facts/snapshots-volumes-instances.md section 5).
void checkTagEntryFilters(const Filters& filters);

/// Do all filters match? They must have been checked.
bool matchesTagEntry(const Filters& filters, const TagEntry& entry);

}  // namespace amilocal::domain
