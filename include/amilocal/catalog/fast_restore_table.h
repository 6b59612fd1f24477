#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/domain/fast_restore.h"

namespace amilocal {

/// Fast snapshot restores, by snapshot, zone and account. Throws CatalogError.
class FastRestoreTable {
 public:
  explicit FastRestoreTable(Database& database) : database_(database) {}

  std::optional<domain::FastRestore> find(const std::string& key) const;

  /// Those of an account in a Region, in the order of their keys.
  std::vector<domain::FastRestore> list(const std::string& account,
                                        const std::string& region) const;

  /// Those of everybody on one snapshot.
  std::vector<domain::FastRestore> listFor(const SnapshotId& snapshot) const;

  /// Inserts it, or replaces the one with its key.
  void put(const domain::FastRestore& restore);
  bool remove(const std::string& key);  ///< was it there?

 private:
  Database& database_;
};

}  // namespace amilocal
