#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/catalog/scope.h"
#include "amilocal/domain/image.h"

namespace amilocal {

/// Images with their block devices, product codes and launch permissions. The public images of the
/// seed are not here, unless something has changed them. Throws CatalogError.
class ImageTable {
 public:
  explicit ImageTable(Database& database) : database_(database) {}

  std::optional<domain::Image> find(const ImageId& id) const;

  /// In the order of ids.
  std::vector<domain::Image> list(const ImageScope& scope) const;

  /// The image that has the name, if there is one that is neither deregistered nor in the Recycle
  /// Bin: a failed one keeps its name while it is listed (aws-facts/images.md section 6). A copy
  /// may share its name with others (clients/contract.md 3.4); then the one with the least id is
  /// found.
  std::optional<domain::Image> findByName(const std::string& owner, const std::string& region,
                                          const std::string& name) const;

  /// The pending images that are made of an instance.
  std::vector<domain::Image> listPendingOf(const InstanceId& instance) const;

  /// The images with a block device of this snapshot, in the order of ids.
  std::vector<ImageId> idsUsingSnapshot(const SnapshotId& snapshot,
                                        std::span<const domain::ImageState> statesLeftOut) const;

  /// How many images an account has in a Region that are not deregistered.
  std::int64_t count(const std::string& owner, const std::string& region) const;

  void insert(const domain::Image& image);
  void update(const domain::Image& image);
  bool remove(const ImageId& id);  ///< was it there?

 private:
  void fill(std::vector<domain::Image>& images) const;

  Database& database_;
};

}  // namespace amilocal
