#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/ids.h"
#include "amilocal/core/instant.h"
#include "amilocal/domain/image.h"

namespace amilocal::domain {

/// The public images of well-known owners, as a function of Region and time: nothing is stored, so
/// the catalogue costs nothing at start, and its dates move with the present. An id stands for a
/// Region, a variant and a release, so whatever was once listed is found for ever. What there is:
/// schema/seed/default.json, read when the first request needs it. Safe for all threads.
class SeedCatalogue {
 public:
  SeedCatalogue();
  ~SeedCatalogue();
  SeedCatalogue(const SeedCatalogue&) = delete;
  SeedCatalogue& operator=(const SeedCatalogue&) = delete;

  /// All public images of a Region at a time, ordered by id: of each series the newest two, the
  /// last before deprecation and the first after. The result is shared, and the same until the next
  /// release comes out. Empty for a Region that does not exist.
  std::shared_ptr<const std::vector<Image>> list(std::string_view region, Instant now) const;

  /// The image with this id, also when it is too old to be listed; null when no seed image has it
  /// or when it comes out after `now`. Takes a few microseconds, whatever the catalogue's size.
  SharedImage find(const ImageId& id, Instant now) const;

  /// Is this the snapshot of a seed image? Then the image's Region, owner and device come with it.
  struct SnapshotOrigin {
    ImageId image = ImageId::trusted("");
    std::string region;
    std::string owner;
    EbsDevice device;
  };
  std::optional<SnapshotOrigin> findSnapshot(const SnapshotId& id, Instant now) const;

 private:
  class Cache;
  std::unique_ptr<Cache> cache_;
};

/// The one catalogue there is.
const SeedCatalogue& seedCatalogue();

}  // namespace amilocal::domain
