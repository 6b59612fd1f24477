#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/catalog/remembered.h"
#include "amilocal/catalog/scope.h"
#include "amilocal/domain/instance.h"
#include "amilocal/domain/usage_report.h"

namespace amilocal {

class Statement;

/// Instances with their security groups, product codes and instance store devices. Throws
/// CatalogError.
class InstanceTable {
 public:
  explicit InstanceTable(Database& database) : database_(database), found_(database, "instance") {}

  std::optional<domain::Instance> find(const InstanceId& id) const;

  /// Those of the ids that exist, in the order of ids.
  std::vector<domain::Instance> listById(std::span<const InstanceId> ids) const;
  std::vector<domain::Instance> list(const InstanceScope& scope) const;

  /// The instances launched from the image, in the order of ids.
  std::vector<InstanceId> usersOf(const ImageId& image,
                                  std::span<const domain::InstanceState> statesLeftOut) const;

  /// Which instances of one account to find by their image.
  struct ImageUse {
    std::string region;
    std::string owner;
    ImageId image = ImageId::trusted("");
    std::vector<domain::InstanceState> states;
  };
  /// Their ids, in order.
  std::vector<InstanceId> usersOf(const ImageUse& use) const;

  /// How many instances each account has that are not terminated and were launched from the image
  /// in the Region up to `launchedUntil`, in the order of accounts.
  std::vector<domain::UsageCount> countUsers(const std::string& region, const ImageId& image,
                                             Instant launchedUntil) const;

  void insert(const domain::Instance& instance);
  void update(const domain::Instance& instance);
  bool remove(const InstanceId& id);  ///< was it there?

 private:
  std::vector<domain::Instance> read(Statement& statement) const;
  std::optional<domain::Instance> read(const InstanceId& id) const;

  Database& database_;
  mutable Remembered<std::optional<domain::Instance>> found_;
};

}  // namespace amilocal
