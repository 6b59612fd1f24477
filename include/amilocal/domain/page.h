#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

/// Leaves of `rows`, which are in the order of their keys, those of one page, and answers the token
/// of the next one. For lists that are short enough to be read whole.
template <class Row, class KeyOf>
std::optional<std::string> cutPage(std::vector<Row>& rows, const PageScope& scope, KeyOf keyOf) {
  std::erase_if(rows, [&](const Row& row) { return keyOf(row) <= scope.after; });
  if (!scope.limit || rows.size() <= *scope.limit) return std::nullopt;
  rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(*scope.limit), rows.end());
  return encodePageToken(keyOf(rows.back()));
}

}  // namespace amilocal::domain
