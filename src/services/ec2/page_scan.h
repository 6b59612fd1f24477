#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/page.h"
#include "amilocal/domain/tag.h"
#include "amilocal/engine/request_context.h"

namespace amilocal::ec2 {

/// A row and the caller's tags on it.
template <class Row>
struct Tagged {
  Row value;
  domain::Tags tags;
};

/// Rows with the caller's tags, read at once.
template <class Row>
std::vector<Tagged<Row>> withTags(RequestContext& ctx, std::vector<Row> rows) {
  std::vector<std::string> ids;
  ids.reserve(rows.size());
  for (const auto& row : rows) ids.push_back(row.id.str());
  auto tags = ctx.catalog.tags().listFor(ctx.account(), ids);
  std::vector<Tagged<Row>> result;
  result.reserve(rows.size());
  for (auto& row : rows) {
    const auto own = tags.find(row.id.str());
    auto ownTags = own == tags.end() ? domain::Tags() : std::move(own->second);
    result.push_back({std::move(row), std::move(ownTags)});
  }
  return result;
}

template <class Row>
struct TaggedPage {
  std::vector<Tagged<Row>> rows;
  std::optional<std::string> nextToken;
};

/// One page of the rows that match. `fetch(afterId, limit)` reads rows in the order of their ids,
/// `isWanted(row, tags)` decides. Rows are read in batches, so that a page costs what it shows and
/// what it leaves out, and no more than one batch beyond.
template <class Row, class Fetch, class IsWanted>
TaggedPage<Row> scanPage(RequestContext& ctx, const domain::PageScope& scope, Fetch fetch,
                         IsWanted isWanted) {
  constexpr std::size_t kBatchMin = 100, kBatchMax = 1000;
  const auto batch = std::clamp(scope.limit.value_or(kBatchMax) + 1, kBatchMin, kBatchMax);
  TaggedPage<Row> page;
  auto after = scope.after;
  for (bool more = true; more;) {
    std::vector<Row> read = fetch(after, static_cast<std::int64_t>(batch));
    more = read.size() == batch;
    if (!read.empty()) after = read.back().id.str();
    for (auto& row : withTags(ctx, std::move(read))) {
      if (!isWanted(row.value, row.tags)) continue;
      if (scope.limit && page.rows.size() == *scope.limit) {
        page.nextToken = domain::encodePageToken(page.rows.back().value.id.str());
        return page;
      }
      page.rows.push_back(std::move(row));
    }
  }
  return page;
}

}  // namespace amilocal::ec2
