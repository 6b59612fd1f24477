#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "amilocal/core/ids.h"
#include "amilocal/core/instant.h"

namespace amilocal::domain {

/// A launch template, as one account owns it in one Region. Its contents are in its versions.
struct LaunchTemplate {
  LaunchTemplateId id = LaunchTemplateId::trusted("");
  std::string region;
  std::string owner;
  std::string name;
  Instant createdAt{};
  std::string createdBy;  ///< an ARN
  std::int64_t defaultVersion = 1;
  std::int64_t latestVersion = 1;  ///< the highest that there is
  std::int64_t lastNumber = 1;     ///< the last that was given: numbers are never given again
  friend bool operator==(const LaunchTemplate&, const LaunchTemplate&) = default;
};

/// One version: it never changes.
struct LaunchTemplateVersion {
  LaunchTemplateId templateId = LaunchTemplateId::trusted("");
  std::int64_t number = 0;
  std::optional<std::string> description;
  Instant createdAt{};
  std::string createdBy;
  std::optional<std::string> imageId;  ///< as `data` has it: an id or `resolve:ssm:…`
  std::string data;  ///< RequestLaunchTemplateData as JSON, under the model's names
  friend bool operator==(const LaunchTemplateVersion&, const LaunchTemplateVersion&) = default;
};

}  // namespace amilocal::domain
