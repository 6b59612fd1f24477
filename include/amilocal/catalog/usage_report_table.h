#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/domain/usage_report.h"

namespace amilocal {

/// Reports on the use of images, with their entries. Throws CatalogError.
class UsageReportTable {
 public:
  explicit UsageReportTable(Database& database) : database_(database) {}

  std::optional<domain::UsageReport> find(const UsageReportId& id) const;

  /// The account's reports in the Region, in the order of ids.
  std::vector<domain::UsageReport> list(const std::string& owner, const std::string& region) const;

  void insert(const domain::UsageReport& report);
  void update(const domain::UsageReport& report);
  bool remove(const UsageReportId& id);  ///< was it there?

 private:
  Database& database_;
};

}  // namespace amilocal
