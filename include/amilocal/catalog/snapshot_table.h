#pragma once

#include <optional>
#include <span>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/catalog/scope.h"
#include "amilocal/domain/snapshot.h"

namespace amilocal {

class Statement;

/// Snapshots with their create-volume permissions. Throws CatalogError.
class SnapshotTable {
 public:
  explicit SnapshotTable(Database& database) : database_(database) {}

  std::optional<domain::Snapshot> find(const SnapshotId& id) const;

  /// Those of the ids that exist, in the order of ids.
  std::vector<domain::Snapshot> listById(std::span<const SnapshotId> ids) const;
  std::vector<domain::Snapshot> list(const SnapshotScope& scope) const;

  void insert(const domain::Snapshot& snapshot);
  void update(const domain::Snapshot& snapshot);
  bool remove(const SnapshotId& id);  ///< was it there?

 private:
  std::vector<domain::Snapshot> read(Statement& statement) const;

  Database& database_;
};

}  // namespace amilocal
