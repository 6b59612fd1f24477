#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/domain/lifecycle_policy.h"

namespace amilocal {

/// Policies of the Data Lifecycle Manager. Throws CatalogError.
class LifecyclePolicyTable {
 public:
  explicit LifecyclePolicyTable(Database& database) : database_(database) {}

  std::optional<domain::LifecyclePolicy> find(const LifecyclePolicyId& id) const;

  /// The account's policies in the Region, in the order of ids.
  std::vector<domain::LifecyclePolicy> list(const std::string& owner,
                                            const std::string& region) const;

  void insert(const domain::LifecyclePolicy& policy);
  void update(const domain::LifecyclePolicy& policy);
  bool remove(const LifecyclePolicyId& id);  ///< was it there?

 private:
  Database& database_;
};

}  // namespace amilocal
