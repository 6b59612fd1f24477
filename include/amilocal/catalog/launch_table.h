#pragma once

#include <map>
#include <span>
#include <string>

#include "amilocal/catalog/database.h"
#include "amilocal/core/ids.h"
#include "amilocal/core/instant.h"

namespace amilocal {

/// When images were launched, by whomever. Of the launches that all may know of only the last one
/// is kept. Throws CatalogError.
class LaunchTable {
 public:
  using LaunchById = std::map<std::string, Instant, std::less<>>;

  explicit LaunchTable(Database& database) : database_(database) {}

  /// Notes a launch, and forgets what the last one up to `known` has made stale.
  void note(const ImageId& image, Instant at, Instant known);

  /// The last launch of each image up to `known`; images without one are not in the map.
  LaunchById lastUpTo(Instant known, std::span<const std::string> images) const;

 private:
  Database& database_;
};

}  // namespace amilocal
