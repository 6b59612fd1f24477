#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/domain/launch_template.h"
#include "amilocal/domain/usage_report.h"

namespace amilocal {

/// Launch templates and their versions. Throws CatalogError.
class LaunchTemplateTable {
 public:
  explicit LaunchTemplateTable(Database& database) : database_(database) {}

  std::optional<domain::LaunchTemplate> find(const LaunchTemplateId& id) const;
  std::optional<domain::LaunchTemplate> findByName(const std::string& owner,
                                                   const std::string& region,
                                                   const std::string& name) const;

  /// The account's templates in the Region, in the order of ids.
  std::vector<domain::LaunchTemplate> list(const std::string& owner,
                                           const std::string& region) const;

  void insert(const domain::LaunchTemplate& launchTemplate);
  void update(const domain::LaunchTemplate& launchTemplate);
  bool remove(const LaunchTemplateId& id);  ///< its versions go with it

  std::optional<domain::LaunchTemplateVersion> findVersion(const LaunchTemplateId& id,
                                                           std::int64_t number) const;
  /// Newest first.
  std::vector<domain::LaunchTemplateVersion> listVersions(const LaunchTemplateId& id) const;
  void insertVersion(const domain::LaunchTemplateVersion& version);
  bool removeVersion(const LaunchTemplateId& id, std::int64_t number);

  /// Where to look for an image: in the newest `depth` versions of each template that were made
  /// up to `createdUntil`.
  struct ImageUse {
    std::string region;
    ImageId image = ImageId::trusted("");
    std::int64_t depth = 0;
    Instant createdUntil{};
  };
  /// The account's templates that have the image there, in the order of ids.
  std::vector<LaunchTemplateId> usersOf(const ImageUse& use, const std::string& owner) const;
  /// How many such templates each account has, in the order of accounts.
  std::vector<domain::UsageCount> countUsers(const ImageUse& use) const;

 private:
  Database& database_;
};

}  // namespace amilocal
