#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/domain/setting.h"

namespace amilocal {

/// Named values by account and Region; both are empty for the server's own. Throws CatalogError.
class SettingTable {
 public:
  explicit SettingTable(Database& database) : database_(database) {}

  std::optional<std::string> find(const std::string& account, const std::string& region,
                                  const std::string& name) const;

  /// All of them, by account, Region and name.
  std::vector<domain::Setting> list() const;
  std::vector<domain::Setting> list(const std::string& account, const std::string& region) const;

  void put(const domain::Setting& setting);
  bool remove(const std::string& account, const std::string& region,
              const std::string& name);  ///< was it there?

 private:
  Database& database_;
};

}  // namespace amilocal
