#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/domain/organization.h"

namespace amilocal {

/// The accounts that the server was told about, and their places in organizations. All others
/// exist too, and belong to none. Throws CatalogError.
class AccountTable {
 public:
  explicit AccountTable(Database& database) : database_(database) {}

  std::optional<domain::Account> find(const std::string& id) const;
  std::vector<domain::Account> list() const;  ///< in the order of ids

  void put(const domain::Account& account);  ///< in the place of the one with this id
  bool remove(const std::string& id);        ///< was it there?

 private:
  Database& database_;
};

}  // namespace amilocal
