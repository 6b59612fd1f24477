#pragma once

#include <cstdint>
#include <optional>

#include "amilocal/core/ids.h"

namespace amilocal::domain::seed {

/// What the id of a seed image or of one of its snapshots says.
struct Key {
  int region = 0;   ///< Region::number, up to 255
  int variant = 0;  ///< Variant::number, up to 65,535
  int release = 0;  ///< counted from the family's first, up to 16,383
  int device = 0;   ///< for snapshots: the place in the image's mapping, up to 63
  friend bool operator==(const Key&, const Key&) = default;
};

/// 64 bits that are different for each key and look like random ones. They can be read back.
std::uint64_t imageCode(const Key& key);

/// The id made of such bits; ids are ordered as their codes are.
ImageId imageIdOf(std::uint64_t code);

ImageId imageIdOf(const Key& key);
SnapshotId snapshotIdOf(const Key& key);

/// Empty for an id that is not of a seed image: one of 2^20 ids made elsewhere would be taken for
/// one if its Region, variant and release existed too, which few do.
std::optional<Key> keyOf(const ImageId& id);
std::optional<Key> keyOf(const SnapshotId& id);

}  // namespace amilocal::domain::seed
