#include "image_search.h"

#include <algorithm>
#include <cmath>

#include "amilocal/core/text.h"
#include "sql_text.h"

namespace amilocal {
namespace {

using domain::Filter;

constexpr ScopedTable kImages{"image", "launch_permission", "image_id"};

constexpr std::string_view kInRegion =
    "SELECT ifnull(sum(live), 0) FROM image_count WHERE region = :region";

constexpr std::string_view kAreTexts = "IN (SELECT value FROM json_each(:texts))";

bool isExact(const Filter& filter) {
  return std::none_of(filter.values.begin(), filter.values.end(), isPattern);
}

/// What the values of an exact filter stand for, as a JSON array.
std::string literals(const Filter& filter) {
  return jsonTexts(filter.values, [](const std::string& value) { return literalPrefix(value); });
}

}  // namespace

ImageSearch::ImageSearch(Database& database, const ImageScope& scope)
    : database_(database),
      scope_(scope),
      conditions_(scope.filters, scope.visibleTo ? ImageConditions::Tags::known
                                                 : ImageConditions::Tags::unknown) {}

std::vector<std::int64_t> ImageSearch::rows() const {
  ScopeQuery query(kImages, scope_);
  query.addRows();
  const auto found = lookUp().value_or(LookUp{});
  const auto filters = conditions_.sql();
  const auto* const and_ = filters.empty() || found.condition.empty() ? "" : " AND ";
  query.narrow(found.condition + and_ + filters, found.index);
  const auto isFound = !found.condition.empty();
  const auto sql = isFound ? query.idsInAnyOrder() : query.ids();
  Statement statement(database_, sql);
  query.bind(statement);
  bind(statement, found);
  conditions_.bind(statement);
  std::vector<Row> rows;
  while (statement.step())
    rows.push_back({isFound ? statement.get<std::string>(0) : "", statement.get<std::int64_t>(1)});
  if (isFound) sortAndCut(rows);
  std::vector<std::int64_t> numbers;
  numbers.reserve(rows.size());
  for (const auto& row : rows) numbers.push_back(row.number);
  return numbers;
}

/// Few rows are sorted sooner than by SQLite.
void ImageSearch::sortAndCut(std::vector<Row>& rows) const {
  const auto limit = static_cast<std::size_t>(scope_.limit.value_or(-1));
  if (rows.size() > limit) {
    const auto end = rows.begin() + static_cast<std::ptrdiff_t>(limit);
    std::ranges::nth_element(rows, end, {}, &Row::id);
    rows.erase(end, rows.end());
  }
  std::ranges::sort(rows, {}, &Row::id);
}

/// The first that finds little. Ids and names are never many.
std::optional<ImageSearch::LookUp> ImageSearch::lookUp() const {
  if (scope_.region.empty()) return std::nullopt;
  for (const auto& filter : scope_.filters)
    if (auto found = byTexts(filter)) return found;
  for (const auto& filter : scope_.filters) {
    auto found = scope_.visibleTo ? byTag(filter) : std::nullopt;
    if (!found) found = byPrefix(filter);
    if (found && isRare(*found)) return found;
  }
  return std::nullopt;
}

std::optional<ImageSearch::LookUp> ImageSearch::byTexts(const Filter& filter) {
  if (!isExact(filter)) return std::nullopt;
  const std::string areTexts(kAreTexts);
  if (filter.name == "image-id")
    return LookUp{.condition = "t.id " + areTexts, .texts = literals(filter)};
  if (filter.name == "name")
    return LookUp{
        .condition = "t.name " + areTexts, .index = "image_by_name", .texts = literals(filter)};
  return std::nullopt;
}

/// Tags with these values, or snapshots of block devices: what other tables' indexes know.
std::optional<ImageSearch::LookUp> ImageSearch::byTag(const Filter& filter) {
  if (!isExact(filter)) return std::nullopt;
  LookUp found{.texts = literals(filter)};
  std::string id = "resource_id";
  const std::string areTexts(kAreTexts);
  const auto key = domain::tagKey(filter.name);
  if (filter.name == "block-device-mapping.snapshot-id") {
    id = "image_id";
    found.rows = "FROM image_block_device WHERE snapshot_id " + areTexts;
  } else if (domain::isTagFilter(filter.name)) {
    found.key = key;
    found.rows = "FROM tag INDEXED BY tag_by_value WHERE account = :account AND " +
                 (key.empty() ? "key " + areTexts : "key = :key AND value " + areTexts) +
                 " AND resource_type = 'image' AND region = :region";
  } else {
    return std::nullopt;
  }
  found.condition = "t.id IN (SELECT " + id + " " + found.rows + ")";
  return found;
}

std::optional<ImageSearch::LookUp> ImageSearch::byPrefix(const Filter& filter) {
  if (filter.name != "name" || filter.values.size() != 1) return std::nullopt;
  LookUp found{.index = "image_by_name",
               .range = textsThatBegin(literalPrefix(filter.values.front()))};
  if (found.range.low.empty()) return std::nullopt;
  const std::string inRange = "name >= :low AND name < :high";
  found.condition = "t." + inRange;
  found.rows = "FROM image INDEXED BY image_by_name WHERE region = :region AND " + inRange;
  return found;
}

bool ImageSearch::isRare(const LookUp& lookUp) const {
  if (!scope_.limit) return true;
  const auto most = few();
  const auto sql = "SELECT count(*) FROM (SELECT 1 " + lookUp.rows + " LIMIT :few)";
  Statement statement(database_, sql);
  statement.bind(":few", most).bindIfUsed(":region", scope_.region);
  statement.bindIfUsed(":account", scope_.visibleTo);
  bind(statement, lookUp);
  return statement.step() && statement.get<std::int64_t>(0) < most;
}

/// A page can be found by going through the `n` rows that an index finds and sorting their ids, or
/// by going through ids until the page is full, which are `page * all / n`. The former cost about
/// twice as much as the latter, so the first is right while `2 * n * n < page * all`.
std::int64_t ImageSearch::few() const {
  Statement statement(database_, kInRegion);
  statement.bind(":region", scope_.region);
  const auto all = statement.step() ? statement.get<std::int64_t>(0) : 0;
  const auto page = static_cast<double>(*scope_.limit);
  return static_cast<std::int64_t>(std::sqrt(page * static_cast<double>(all) / 2));
}

void ImageSearch::bind(Statement& statement, const LookUp& lookUp) const {
  statement.bindIfUsed(":key", lookUp.key);
  statement.bindIfUsed(":texts", lookUp.texts);
  statement.bindIfUsed(":low", lookUp.range.low);
  statement.bindIfUsed(":high", lookUp.range.high);
}

}  // namespace amilocal
