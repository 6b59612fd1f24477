#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/domain/bundle_task.h"

namespace amilocal {

/// Instances bundled into buckets, or on their way there. Throws CatalogError.
class BundleTaskTable {
 public:
  explicit BundleTaskTable(Database& database) : database_(database) {}

  std::optional<domain::BundleTask> find(const std::string& id) const;

  /// Those of an account in a Region, the oldest first.
  std::vector<domain::BundleTask> list(const std::string& account, const std::string& region) const;
  void insert(const domain::BundleTask& task);
  void update(const domain::BundleTask& task);

 private:
  Database& database_;
};

}  // namespace amilocal
