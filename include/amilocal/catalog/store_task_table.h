#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/domain/store_task.h"

namespace amilocal {

/// Images stored in buckets, or on their way there. Throws CatalogError.
class StoreTaskTable {
 public:
  explicit StoreTaskTable(Database& database) : database_(database) {}

  std::optional<domain::StoreImageTask> find(std::int64_t id) const;

  /// Those of an account in a Region, the newest first.
  std::vector<domain::StoreImageTask> list(const std::string& account,
                                           const std::string& region) const;
  std::int64_t insert(const domain::StoreImageTask& task);  ///< answers the new id
  void update(const domain::StoreImageTask& task);
  void removeBefore(Instant at);  ///< those that started before

 private:
  Database& database_;
};

}  // namespace amilocal
