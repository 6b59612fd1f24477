#pragma once

#include <optional>
#include <span>

#include "amilocal/domain/filter.h"
#include "amilocal/domain/image.h"
#include "amilocal/domain/instance.h"

namespace amilocal::domain {

/// What DescribeInstanceImageMetadata filters look at.
struct InstanceImageView {
  const Instance& instance;
  const SharedImage& image;
  std::optional<bool> allowed{};  ///< imageAllowed, as the caller is told
};

/// Every filter of DescribeInstanceImageMetadata save `tag:KEY` and `tag-key` (aws-facts/images.md
/// section 4). Owners are those of the image, since that of the instance is always the caller.
std::span<const FilterRow<InstanceImageView>> instanceImageFilters();

}  // namespace amilocal::domain
