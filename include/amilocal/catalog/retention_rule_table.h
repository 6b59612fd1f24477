#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/domain/recycle_bin.h"

namespace amilocal {

/// The Recycle Bin's retention rules, with all of their tags. Throws CatalogError.
class RetentionRuleTable {
 public:
  explicit RetentionRuleTable(Database& database) : database_(database) {}

  std::optional<domain::RetentionRule> find(const std::string& id) const;

  /// The account's rules in the Region for one type of resource, in the order of ids.
  std::vector<domain::RetentionRule> list(const std::string& account, const std::string& region,
                                          domain::BinResource resourceType) const;

  /// How many rules the account has in the Region, of all types.
  std::int64_t count(const std::string& account, const std::string& region) const;

  void insert(const domain::RetentionRule& rule);
  void update(const domain::RetentionRule& rule);
  bool remove(const std::string& id);  ///< was it there?

 private:
  void readTags(domain::RetentionRule& rule) const;

  Database& database_;
};

}  // namespace amilocal
