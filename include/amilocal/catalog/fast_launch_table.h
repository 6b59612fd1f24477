#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/domain/fast_launch.h"

namespace amilocal {

/// Fast launch, by image and account. Throws CatalogError.
class FastLaunchTable {
 public:
  explicit FastLaunchTable(Database& database) : database_(database) {}

  std::optional<domain::FastLaunch> find(const std::string& key) const;

  /// Those of an account in a Region, in the order of their keys.
  std::vector<domain::FastLaunch> list(const std::string& account, const std::string& region) const;

  /// Those of everybody for one image.
  std::vector<domain::FastLaunch> listFor(const ImageId& image) const;

  /// Inserts it, or replaces the one with its key.
  void put(const domain::FastLaunch& launch);
  bool remove(const std::string& key);  ///< was it there?

 private:
  Database& database_;
};

}  // namespace amilocal
