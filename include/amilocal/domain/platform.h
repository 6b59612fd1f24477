#pragma once

#include <span>
#include <string_view>

namespace amilocal::domain {

/// What an image's licence is: the two texts that answers show together
/// (aws-facts/images.md section 3).
struct Platform {
  std::string_view details;         ///< `Red Hat Enterprise Linux`
  std::string_view usageOperation;  ///< `RunInstances:0010`
  bool isWindows = false;
  bool isBilled = false;  ///< does AWS charge for the licence? Then only the owner may copy it
};

/// All of them, ordered by usageOperation.
std::span<const Platform> platforms();

/// Null when there is no such operation.
const Platform* findPlatform(std::string_view usageOperation);

/// Does AWS charge for a licence with this operation? Own licences (`BYOL`) are not charged; an
/// operation that is not in the table is taken for a charged one.
bool isBilled(std::string_view usageOperation);

}  // namespace amilocal::domain
