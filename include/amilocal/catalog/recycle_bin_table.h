#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/domain/recycle_bin.h"

namespace amilocal {

/// What is in the Recycle Bin. Throws CatalogError.
class RecycleBinTable {
 public:
  explicit RecycleBinTable(Database& database) : database_(database) {}

  std::optional<domain::BinEntry> find(const std::string& resourceId) const;

  /// The account's resources of one type in the Region's bin, in the order of ids.
  std::vector<domain::BinEntry> list(const std::string& account, const std::string& region,
                                     domain::BinResource resourceType) const;

  void insert(const domain::BinEntry& entry);
  bool remove(const std::string& resourceId);  ///< was it there?

 private:
  Database& database_;
};

}  // namespace amilocal
