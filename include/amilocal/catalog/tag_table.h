#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/domain/tag.h"

namespace amilocal {

/// What a tag is on, and whose it is.
struct TaggedResource {
  std::string account;
  std::string region;
  std::string type;  ///< `image`, `snapshot`, `instance`, `volume` …
  std::string id;
};

/// Where a listing of tags goes on: after this key of this resource.
struct TagPosition {
  std::string resourceId;
  std::string key;
};

/// Which resources to find by a tag of theirs.
struct TagQuery {
  std::string account;
  std::string region;
  std::string resourceType;
  std::string key;
  std::optional<std::string> value;  ///< absent: any
};

/// Tags by account and resource: each account has its own on the same resource. Throws
/// CatalogError.
class TagTable {
 public:
  using TagsById = std::map<std::string, domain::Tags, std::less<>>;

  explicit TagTable(Database& database) : database_(database) {}

  /// The account's tags on one resource, in the order of keys.
  domain::Tags listFor(const std::string& account, const std::string& resourceId) const;

  /// The same for many; resources without tags are not in the map.
  TagsById listFor(const std::string& account, std::span<const std::string> resourceIds) const;

  /// The account's tags in the Region, in the order of resource ids and keys.
  std::vector<domain::TagEntry> list(const std::string& account, const std::string& region,
                                     const std::optional<TagPosition>& after,
                                     std::optional<std::int64_t> limit) const;

  /// The resources that have such a tag, in the order of ids.
  std::vector<std::string> idsTagged(const TagQuery& query) const;

  std::int64_t count(const std::string& account, const std::string& resourceId) const;

  /// Adds tags, or gives new values to those that are there.
  void put(const TaggedResource& resource, const domain::Tags& tags);

  /// Removes one tag, given a value only when it has that value. Was it there?
  bool remove(const std::string& account, const std::string& resourceId, const std::string& key,
              const std::optional<std::string>& onlyValue = std::nullopt);

  /// Removes every account's tags on the resource.
  void removeAll(const std::string& resourceId);

 private:
  Database& database_;
};

}  // namespace amilocal
