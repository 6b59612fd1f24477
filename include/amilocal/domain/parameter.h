#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "amilocal/core/instant.h"

namespace amilocal::domain {

/// One version of a parameter of Systems Manager; the one with the highest number is what the
/// parameter is now.
struct Parameter {
  std::string owner;  ///< empty for AWS's own public parameters
  std::string region;
  std::string name;
  std::int64_t version = 1;
  std::string type;      ///< String, StringList, SecureString
  std::string dataType;  ///< text, aws:ec2:image, aws:ssm:integration
  std::string tier;      ///< Standard, Advanced
  std::optional<std::string> description;
  std::optional<std::string> allowedPattern;
  std::optional<std::string> keyId;
  Instant modifiedAt{};
  std::string modifiedBy;
  std::string value;
  std::vector<std::string> labels;  ///< in the order of the alphabet
  friend bool operator==(const Parameter&, const Parameter&) = default;
};

}  // namespace amilocal::domain
