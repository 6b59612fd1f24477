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
};

/// All of them, ordered by usageOperation.
std::span<const Platform> platforms();

/// Null when there is no such operation.
const Platform* findPlatform(std::string_view usageOperation);

/// Does the operation stand for a billing product? Only the owner may copy such an image. Licences
/// that customers bring along (`BYOL`) have codes too, and what is not in the table is one.
bool hasBillingCode(std::string_view usageOperation);

}  // namespace amilocal::domain
