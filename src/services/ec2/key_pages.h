#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/domain/page.h"

namespace amilocal::ec2 {

template <class Row>
struct KeyPage {
  std::vector<Row> rows;
  std::optional<std::string> nextToken;
};

/// A page of short lists that are read whole: rows with a `key`, in the order of it.
template <class Row, class IsWanted>
KeyPage<Row> pageByKey(const std::vector<Row>& all, const domain::PageScope& scope,
                       IsWanted isWanted) {
  KeyPage<Row> page;
  for (const auto& row : all) {
    if (row.key <= scope.after || !isWanted(row)) continue;
    if (scope.limit && page.rows.size() == *scope.limit) {
      page.nextToken = domain::encodePageToken(page.rows.back().key);
      return page;
    }
    page.rows.push_back(row);
  }
  return page;
}

}  // namespace amilocal::ec2
