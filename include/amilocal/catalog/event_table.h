#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/domain/event.h"

namespace amilocal {

/// Which events to list; what is absent narrows nothing.
struct EventFilter {
  std::int64_t after = 0;  ///< only those with greater ids
  std::optional<std::string> account{};
  std::optional<std::string> region{};
  std::optional<std::string> detailType{};
  std::optional<std::string> resource{};  ///< an ARN of the event, or the id at the end of one
  std::int64_t limit = 100;
};

/// The events that were emitted, in order. Throws CatalogError.
class EventTable {
 public:
  explicit EventTable(Database& database) : database_(database) {}

  std::vector<domain::Event> list(const EventFilter& filter) const;  ///< the oldest first
  /// The greatest id ever given; 0 before the first event.
  std::int64_t lastId() const;

  /// Returns the new id.
  std::int64_t append(const domain::Event& event);

  /// Forgets all but the latest `count` ids.
  void keepLatest(std::int64_t count);

  /// Makes new ids greater than `id`, whatever the table holds: followers have seen that one.
  void continueAfter(std::int64_t id);

 private:
  Database& database_;
};

}  // namespace amilocal
