#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/domain/kms_key.h"

namespace amilocal {

/// Customer managed keys with their tags. Throws CatalogError.
class KmsKeyTable {
 public:
  explicit KmsKeyTable(Database& database) : database_(database) {}

  std::optional<domain::KmsKey> find(const std::string& arn) const;

  /// Those of an account in a Region, in the order of ids, deleted ones too.
  std::vector<domain::KmsKey> list(const std::string& account, const std::string& region) const;

  /// The ARNs of all keys, whosoever they are, that cannot be used now.
  std::vector<std::string> listUnusable() const;

  void insert(const domain::KmsKey& key);
  void update(const domain::KmsKey& key);

 private:
  Database& database_;
};

/// Throws CatalogError.
class KmsAliasTable {
 public:
  explicit KmsAliasTable(Database& database) : database_(database) {}

  std::optional<domain::KmsAlias> find(const std::string& arn) const;
  std::vector<domain::KmsAlias> list(const std::string& account,
                                     const std::string& region) const;  ///< by name

  void insert(const domain::KmsAlias& alias);
  void update(const domain::KmsAlias& alias);
  bool remove(const std::string& arn);       ///< was it there?
  void removeOf(const std::string& keyArn);  ///< all that name this key

 private:
  Database& database_;
};

}  // namespace amilocal
