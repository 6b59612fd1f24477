#include "amilocal/catalog/tag_table.h"

#include "amilocal/catalog/statement.h"

namespace amilocal {
namespace {

using domain::Tag;
using domain::TagEntry;
using domain::Tags;

constexpr std::string_view kListForOne = R"sql(
  SELECT key, value FROM tag
  WHERE account = :account AND resource_id = :resource
  ORDER BY key
)sql";

constexpr std::string_view kList = R"sql(
  SELECT resource_id, resource_type, key, value FROM tag
  WHERE account = :account AND region = :region
    AND (resource_id, key) > (:after_resource, :after_key)
  ORDER BY resource_id, key
  LIMIT :limit
)sql";

// Keys are distinct on a resource, so each id comes once.
constexpr std::string_view kIdsByKey = R"sql(
  SELECT resource_id FROM tag INDEXED BY tag_by_value
  WHERE account = :account AND key = :key AND resource_type = :type AND region = :region
  ORDER BY resource_id
)sql";

constexpr std::string_view kIdsByValue = R"sql(
  SELECT resource_id FROM tag INDEXED BY tag_by_value
  WHERE account = :account AND key = :key AND value = :value
    AND resource_type = :type AND region = :region
  ORDER BY resource_id
)sql";

constexpr std::string_view kCount =
    "SELECT count(*) FROM tag WHERE account = :account AND resource_id = :resource";

constexpr std::string_view kPut = R"sql(
  INSERT INTO tag (account, resource_id, key, value, region, resource_type)
  VALUES (:account, :resource, :key, :value, :region, :type)
  ON CONFLICT DO UPDATE SET value = excluded.value
)sql";

constexpr std::string_view kRemove = R"sql(
  DELETE FROM tag
  WHERE account = :account AND resource_id = :resource AND key = :key
    AND (:value IS NULL OR value = :value)
)sql";

constexpr std::string_view kRemoveAll = "DELETE FROM tag WHERE resource_id = :resource";

Tags tagsIn(Statement& statement) {
  Tags tags;
  while (statement.step())
    tags.push_back(Tag{statement.get<std::string>(0), statement.get<std::string>(1)});
  return tags;
}

}  // namespace

Tags TagTable::listFor(const std::string& account, const std::string& resourceId) const {
  Statement statement(database_, kListForOne);
  return tagsIn(statement.bind(":account", account).bind(":resource", resourceId));
}

TagTable::TagsById TagTable::listFor(const std::string& account,
                                     std::span<const std::string> resourceIds) const {
  Statement statement(database_, kListForOne);
  statement.bind(":account", account);
  TagsById tags;
  for (const auto& id : resourceIds) {
    auto found = tagsIn(statement.bind(":resource", id));
    if (!found.empty()) tags.emplace(id, std::move(found));
  }
  return tags;
}

std::vector<TagEntry> TagTable::list(const std::string& account, const std::string& region,
                                     const std::optional<TagPosition>& after,
                                     std::optional<std::int64_t> limit) const {
  const auto position = after.value_or(TagPosition{});
  Statement statement(database_, kList);
  statement.bind(":account", account)
      .bind(":region", region)
      .bind(":after_resource", position.resourceId)
      .bind(":after_key", position.key)
      .bind(":limit", limit.value_or(-1));
  std::vector<TagEntry> entries;
  while (statement.step()) {
    entries.push_back(TagEntry{statement.get<std::string>(0), statement.get<std::string>(1),
                               statement.get<std::string>(2), statement.get<std::string>(3)});
  }
  return entries;
}

std::vector<std::string> TagTable::idsTagged(const TagQuery& query) const {
  Statement statement(database_, query.value ? kIdsByValue : kIdsByKey);
  statement.bind(":account", query.account)
      .bind(":key", query.key)
      .bind(":type", query.resourceType)
      .bind(":region", query.region)
      .bindIfUsed(":value", query.value);
  return columnOf<std::string>(statement);
}

std::int64_t TagTable::count(const std::string& account, const std::string& resourceId) const {
  Statement statement(database_, kCount);
  statement.bind(":account", account).bind(":resource", resourceId);
  return statement.step() ? statement.get<std::int64_t>(0) : 0;
}

void TagTable::put(const TaggedResource& resource, const Tags& tags) {
  if (tags.empty()) return;
  Statement statement(database_, kPut);
  statement.bind(":account", resource.account)
      .bind(":resource", resource.id)
      .bind(":region", resource.region)
      .bind(":type", resource.type);
  for (const auto& tag : tags) statement.bind(":key", tag.key).bind(":value", tag.value).run();
}

bool TagTable::remove(const std::string& account, const std::string& resourceId,
                      const std::string& key, const std::optional<std::string>& onlyValue) {
  Statement statement(database_, kRemove);
  statement.bind(":account", account)
      .bind(":resource", resourceId)
      .bind(":key", key)
      .bind(":value", onlyValue)
      .run();
  return database_.changedRows() > 0;
}

void TagTable::removeAll(const std::string& resourceId) {
  Statement(database_, kRemoveAll).bind(":resource", resourceId).run();
}

}  // namespace amilocal
