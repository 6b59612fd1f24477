#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/domain/fault.h"

namespace amilocal {

/// The faults that are in force, the oldest first. Throws CatalogError.
class FaultTable {
 public:
  explicit FaultTable(Database& database) : database_(database) {}

  std::vector<domain::Fault> list() const;
  std::optional<domain::Fault> find(std::int64_t id) const;
  std::int64_t insert(const domain::Fault& fault);  ///< returns the new id
  void update(const domain::Fault& fault);
  bool remove(std::int64_t id);  ///< false when there is none
  void removeAll();

 private:
  Database& database_;
};

}  // namespace amilocal
