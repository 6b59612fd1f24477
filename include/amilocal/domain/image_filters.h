#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/domain/filter.h"
#include "amilocal/domain/image.h"
#include "amilocal/domain/visibility.h"

namespace amilocal::domain {

/// What EC2 says of every image, also of those for Nitro alone (aws-facts/images.md 1.1).
inline constexpr std::string_view kHypervisor = "xen";

/// What DescribeImages filters look at.
struct ImageView {
  const Image& image;
  std::optional<bool> allowed{};  ///< imageAllowed, as the caller is told
};

/// Every filter of DescribeImages save `tag:KEY` and `tag-key` (aws-facts/images.md section 4).
std::span<const FilterRow<ImageView>> imageFilters();

/// Throws InvalidParameterValue for an unknown filter, FilterLimitExceeded, and InvalidParameter
/// for the state `disabled` without IncludeDisabled (errors.md 3.2, DescribeImages).
void checkImageFilters(const Filters& filters, Disabled disabled);

bool matchesImageFilters(const Filters& filters, const ImageView& image, const Tags& tags);

/// Does a filter look at tags, so that these must be loaded before it is decided?
bool readsTags(const Filters& filters);

/// The texts that an element must have one of, as filters by this name say it. Empty when no
/// filter does, or when one of the values is a pattern.
std::optional<std::vector<std::string>> exactValues(const Filters& filters, std::string_view name);

/// The states that a listing hides and that its filters would let through.
std::vector<ImageState> statesLeftOut(const Filters& filters, Disabled disabled);

/// The one pattern that names must match; empty when there is none, or several alternatives.
std::optional<std::string> namePattern(const Filters& filters);

}  // namespace amilocal::domain
