#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/domain/filter.h"
#include "amilocal/domain/page.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/page_scan.h"

namespace amilocal::ec2 {

/// Of rows that are read whole, those that `ids` name. Throws what `notFound` makes for one that no
/// row has; without ids all are meant. `idOf` says how a row is named.
template <class Row, class IdOf>
std::vector<Row> named(std::vector<Row> rows, const std::vector<std::string>& ids, IdOf idOf,
                       ApiError (*notFound)(std::string_view)) {
  if (ids.empty()) return rows;
  for (const auto& id : ids) {
    const auto isIt = [&](const Row& row) { return idOf(row) == id; };
    if (std::ranges::none_of(rows, isIt)) throw notFound(id);
  }
  std::erase_if(rows,
                [&](const Row& row) { return std::ranges::find(ids, idOf(row)) == ids.end(); });
  return rows;
}

template <class Row>
std::vector<Row> namedById(std::vector<Row> rows, const std::vector<std::string>& ids,
                           ApiError (*notFound)(std::string_view)) {
  return named(
      std::move(rows), ids, [](const Row& row) { return row.id.str(); }, notFound);
}

/// The rows that match the request's filters, with their tags, cut to a page where the request has
/// pages. Throws InvalidParameterValue for unknown filters and for sizes out of bounds.
template <class Row, class Request>
TaggedPage<Row> chosen(RequestContext& ctx, std::vector<Row> rows, const Request& request,
                       std::span<const domain::FilterRow<Row>> table,
                       int pageMaximum = domain::kPageMax) {
  const auto filters = filtersOf(request.filters);
  domain::checkFilters(table, filters, domain::TagFilters::allowed);
  TaggedPage<Row> page;
  page.rows = withTags(ctx, std::move(rows));
  std::erase_if(page.rows, [&](const Tagged<Row>& row) {
    return !domain::matches(table, filters, row.value, row.tags);
  });
  if constexpr (requires { request.maxResults; }) {
    const auto scope = domain::pageScope(pageOf(request.maxResults, request.nextToken),
                                         domain::kPageMin, pageMaximum);
    page.nextToken = domain::cutPage(page.rows, scope,
                                     [](const Tagged<Row>& row) { return row.value.id.str(); });
  }
  return page;
}

}  // namespace amilocal::ec2
