#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace amilocal::domain {

/// What a Describe request says about paging. Lists are ordered by a key that never changes, and a
/// token is the last key of the page before, so pages stay whole while the catalog changes.
struct PageRequest {
  std::optional<std::int64_t> maxResults;
  std::optional<std::string> nextToken;
};

/// The bounds that the old describes enforce: 5 to 1000 (aws-facts/images.md section 5).
inline constexpr int kPageMin = 5, kPageMax = 1000;

/// What a page asks of the catalog: keys after `after`, at most `limit` of them.
struct PageScope {
  std::string after;                 ///< empty: from the beginning
  std::optional<std::size_t> limit;  ///< absent: everything in one answer
};

/// Throws InvalidParameterValue for a size out of bounds and InvalidNextToken for a token that this
/// server did not make. Without MaxResults everything comes at once (images.md section 5).
PageScope pageScope(const PageRequest& request, int minimum = kPageMin, int maximum = kPageMax);

/// The opaque text that stands for `lastKey`.
std::string encodePageToken(std::string_view lastKey);

}  // namespace amilocal::domain
