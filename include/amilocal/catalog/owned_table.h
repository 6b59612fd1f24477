#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"

namespace amilocal {

/// The values of one kind that accounts have in Regions, few enough to be read together. Throws
/// CatalogError.
template <class Value>
class OwnedTable {
 public:
  using Key = decltype(Value::id);

  explicit OwnedTable(Database& database) : database_(database) {}

  std::optional<Value> find(const Key& id) const;

  /// The account's in the Region, in the order of ids.
  std::vector<Value> list(const std::string& account, const std::string& region) const;

  /// Adds the value, or replaces the one with its id.
  void put(const Value& value);
  bool remove(const Key& id);  ///< was it there?

 private:
  Database& database_;
};

}  // namespace amilocal
