#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/catalog/remembered.h"
#include "amilocal/domain/task.h"

namespace amilocal {

/// Which tasks to list; absent members do not narrow.
struct TaskFilter {
  std::optional<std::string> account{};
  std::optional<std::string> region{};
  std::optional<std::string> subject{};
  std::optional<domain::TaskKind> kind{};
  std::optional<bool> held{};
};

/// Work that waits. A task that has run is no row any more. Throws CatalogError.
class TaskTable {
 public:
  explicit TaskTable(Database& database) : database_(database), nextDueAt_(database, "task") {}

  std::optional<domain::Task> find(std::int64_t id) const;

  /// The first of those that are due at `now`, by due time and then by id. `except` has the ids of
  /// those that are passed over, here and below.
  std::optional<domain::Task> nextDue(Instant now,
                                      const std::vector<std::int64_t>& except = {}) const;

  /// When the next one is due; empty when none is, or all are held.
  std::optional<Instant> nextDueAt(const std::vector<std::int64_t>& except = {}) const;

  std::vector<domain::Task> list(const TaskFilter& filter = {}) const;  ///< by id
  std::vector<domain::Task> listFor(const std::string& subject) const;  ///< by id

  /// Returns the id: the task's own, or a new one when it has none (0).
  std::int64_t insert(const domain::Task& task);
  void update(const domain::Task& task);
  bool remove(std::int64_t id);  ///< was it there?
  void removeFor(const std::string& subject);

 private:
  std::optional<Instant> readNextDueAt(const std::vector<std::int64_t>& except) const;

  Database& database_;
  mutable Remembered<std::optional<Instant>> nextDueAt_;
};

}  // namespace amilocal
