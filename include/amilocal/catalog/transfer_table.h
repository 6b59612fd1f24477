#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/domain/transfer.h"

namespace amilocal {

/// Imports and exports, under way and ended. Throws CatalogError.
class TransferTable {
 public:
  explicit TransferTable(Database& database) : database_(database) {}

  std::optional<domain::Transfer> find(const std::string& id) const;

  /// Those of an account in a Region, in the order in which they began.
  std::vector<domain::Transfer> list(const std::string& account, const std::string& region,
                                     domain::TransferKind kind) const;
  void insert(const domain::Transfer& transfer);
  void update(const domain::Transfer& transfer);  ///< the row of its number
  void remove(const domain::Transfer& transfer);

 private:
  Database& database_;
};

}  // namespace amilocal
