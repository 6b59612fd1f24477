#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/domain/volume_modification.h"

namespace amilocal {

/// The latest change of each volume. Throws CatalogError.
class VolumeModificationTable {
 public:
  explicit VolumeModificationTable(Database& database) : database_(database) {}

  std::optional<domain::VolumeModification> find(const VolumeId& id) const;

  /// Those of an account in a Region, in the order of volume ids.
  std::vector<domain::VolumeModification> list(const std::string& region,
                                               const std::string& owner) const;

  void put(const domain::VolumeModification& modification);  ///< the volume's only one
  void remove(const VolumeId& id);

 private:
  Database& database_;
};

}  // namespace amilocal
