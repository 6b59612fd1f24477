#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/domain/journal_entry.h"

namespace amilocal {

/// What happened, in order. Throws CatalogError.
class JournalTable {
 public:
  explicit JournalTable(Database& database) : database_(database) {}

  /// Entries with ids greater than `after`, the oldest first; of one resource when it is given.
  std::vector<domain::JournalEntry> list(std::int64_t after, std::int64_t limit,
                                         const std::optional<std::string>& resource) const;

  /// Returns the id: the entry's own, or a new one when it has none (0).
  std::int64_t append(const domain::JournalEntry& entry);

  /// Forgets all but the latest `count` ids.
  void keepLatest(std::int64_t count);

 private:
  Database& database_;
};

}  // namespace amilocal
