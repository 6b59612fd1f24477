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

/// The numbers in the second column.
std::vector<std::int64_t> numbersIn(Statement& statement) {
  std::vector<std::int64_t> numbers;
  while (statement.step()) numbers.push_back(statement.get<std::int64_t>(1));
  return numbers;
}

/// The first rows in the order of ids, of rows in any order. SQLite's sort takes longer, since it
/// writes down every row, and most of them come too late to be kept.
class FirstRows {
 public:
  explicit FirstRows(std::optional<std::int64_t> limit)
      : limit_(static_cast<std::size_t>(limit.value_or(-1))) {}

  void add(std::string_view id, std::int64_t number) {
    if (rows_.size() < limit_) {
      rows_.push_back({std::string(id), number});
    } else {
      if (rows_.empty() || id >= rows_.front().id) return;
      std::ranges::pop_heap(rows_, {}, &Row::id);
      rows_.back().id = id;
      rows_.back().number = number;
    }
    std::ranges::push_heap(rows_, {}, &Row::id);
  }

  std::vector<std::int64_t> numbers() && {
    std::ranges::sort_heap(rows_, {}, &Row::id);
    std::vector<std::int64_t> numbers;
    numbers.reserve(rows_.size());
    for (const auto& row : rows_) numbers.push_back(row.number);
    return numbers;
  }

 private:
  struct Row {
    std::string id;
    std::int64_t number = 0;
  };

  std::size_t limit_;
  std::vector<Row> rows_;  ///< a heap: the last in the order is in front
};

}  // namespace

ImageSearch::ImageSearch(Database& database, const ImageScope& scope)
    : database_(database), scope_(scope) {}

std::vector<std::int64_t> ImageSearch::rows() const {
  const auto found = lookUp().value_or(LookUp{});
  const auto filters = filtersBut(found.decided);
  const ImageConditions conditions(
      filters, scope_.visibleTo ? ImageConditions::Tags::known : ImageConditions::Tags::unknown);
  const auto further = conditions.sql();
  const auto* const and_ = further.empty() || found.condition.empty() ? "" : " AND ";
  ScopeQuery query(kImages, scope_);
  query.addRows();
  query.narrow(found.condition + and_ + further, found.index);
  const auto isFound = !found.condition.empty();
  const auto sql = isFound ? query.idsInAnyOrder() : query.ids();
  Statement statement(database_, sql);
  query.bind(statement);
  bind(statement, found);
  conditions.bind(statement);
  if (!isFound) return numbersIn(statement);
  FirstRows first(scope_.limit);
  while (statement.step())
    first.add(statement.get<std::string_view>(0), statement.get<std::int64_t>(1));
  return std::move(first).numbers();
}

domain::Filters ImageSearch::filtersBut(const Filter* decided) const {
  domain::Filters filters;
  for (const auto& filter : scope_.filters)
    if (&filter != decided) filters.push_back(filter);
  return filters;
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
    return LookUp{.condition = "t.id " + areTexts, .texts = literals(filter), .decided = &filter};
  if (filter.name == "name")
    return LookUp{.condition = "t.name " + areTexts,
                  .index = "image_by_name",
                  .texts = literals(filter),
                  .decided = &filter};
  return std::nullopt;
}

/// Tags with these values, or snapshots of block devices: what other tables' indexes know.
std::optional<ImageSearch::LookUp> ImageSearch::byTag(const Filter& filter) {
  if (!isExact(filter)) return std::nullopt;
  LookUp found{.texts = literals(filter), .decided = &filter};
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
  const auto& value = filter.values.front();
  LookUp found{.index = "image_by_name",
               .range = textsThatBegin(literalPrefix(value)),
               .decided = isPrefixPattern(value) ? &filter : nullptr};
  if (found.range.low.empty()) return std::nullopt;
  const std::string inRange = "name >= :low AND name < :high";
  found.condition = "t." + inRange;
  found.rows = "FROM image INDEXED BY image_by_name WHERE region = :region AND " + inRange;
  return found;
}

bool ImageSearch::isRare(const LookUp& lookUp) const {
  if (!scope_.limit) return true;
  const auto most = few();
  const auto sql = "SELECT 1 " + lookUp.rows + " LIMIT 1 OFFSET :few";
  Statement statement(database_, sql);
  statement.bind(":few", most).bindIfUsed(":region", scope_.region);
  statement.bindIfUsed(":account", scope_.visibleTo);
  bind(statement, lookUp);
  return !statement.step();
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
