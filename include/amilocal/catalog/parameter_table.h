#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/core/ids.h"
#include "amilocal/domain/parameter.h"

namespace amilocal {

class Statement;

/// Parameters of Systems Manager, by account, Region and name, with all their versions. Throws
/// CatalogError.
class ParameterTable {
 public:
  /// Which parameter.
  struct Key {
    std::string owner;
    std::string region;
    std::string name;
  };

  explicit ParameterTable(Database& database) : database_(database) {}

  /// Its newest version, a version by number, a version by label.
  std::optional<domain::Parameter> find(const Key& key) const;
  std::optional<domain::Parameter> findVersion(const Key& key, std::int64_t version) const;
  std::optional<domain::Parameter> findLabelled(const Key& key, const std::string& label) const;

  /// Oldest first.
  std::vector<domain::Parameter> listVersions(const Key& key) const;

  /// The newest versions of the account's parameters in the Region, in the order of names.
  std::vector<domain::Parameter> list(const std::string& owner, const std::string& region) const;

  std::int64_t count(const std::string& owner, const std::string& region) const;

  /// The names of those whose value, of data type aws:ec2:image, is the image, in order.
  std::vector<std::string> usersOf(const std::string& owner, const std::string& region,
                                   const ImageId& image) const;

  void insert(const domain::Parameter& parameter);  ///< a version, with its labels
  bool remove(const Key& key);                      ///< all versions; was it there?
  void removeVersion(const Key& key, std::int64_t version);

  /// Gives the label to this version, taking it from any other.
  void putLabel(const Key& key, std::int64_t version, const std::string& label);
  void removeLabel(const Key& key, const std::string& label);

 private:
  std::optional<domain::Parameter> readOne(Statement& statement) const;
  std::vector<std::string> labelsOf(const Key& key, std::int64_t version) const;

  Database& database_;
};

}  // namespace amilocal
