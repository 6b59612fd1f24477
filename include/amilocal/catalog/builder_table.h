#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/core/ids.h"
#include "amilocal/domain/builder_resource.h"

namespace amilocal {

/// Components and recipes of Image Builder, by ARN. Throws CatalogError.
class BuilderTable {
 public:
  explicit BuilderTable(Database& database) : database_(database) {}

  std::optional<domain::BuilderResource> find(const std::string& arn) const;

  /// The account's resources of a kind in the Region, in the order of ARNs.
  std::vector<domain::BuilderResource> list(const std::string& owner, const std::string& region,
                                            domain::BuilderKind kind) const;

  /// The ARNs of those that start from the image, in order.
  std::vector<std::string> usersOf(const std::string& owner, const std::string& region,
                                   domain::BuilderKind kind, const ImageId& image) const;

  void insert(const domain::BuilderResource& resource);
  bool remove(const std::string& arn);  ///< was it there?

 private:
  Database& database_;
};

}  // namespace amilocal
