#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/ids.h"
#include "amilocal/core/instant.h"

namespace amilocal::domain {

/// How late a use is seen by reports: at once, or as late as AWS says (images.md section 7, "Usage
/// reports", Freshness).
enum class UsageDelay { none, aws };

/// How many resources an account has that use an image.
struct UsageCount {
  std::string account;
  std::int64_t count = 0;
  friend bool operator==(const UsageCount&, const UsageCount&) = default;
};

/// A row of a finished report.
struct UsageReportEntry {
  std::string resourceType;
  std::string account;
  std::int64_t usageCount = 0;
  friend bool operator==(const UsageReportEntry&, const UsageReportEntry&) = default;
};

enum class UsageReportState { pending, available, error };

std::string_view toString(UsageReportState state);
std::optional<UsageReportState> parseUsageReportState(std::string_view text);

/// A report on who uses an image, as its owner asked for it.
struct UsageReport {
  UsageReportId id = UsageReportId::trusted("");
  std::string region;
  std::string owner;
  ImageId imageId = ImageId::trusted("");
  UsageReportState state = UsageReportState::pending;
  std::optional<std::string> stateReason;
  Instant createdAt{};
  std::string data;  ///< CreateImageUsageReportRequest as JSON, under the model's names
  std::vector<UsageReportEntry> entries;
  friend bool operator==(const UsageReport&, const UsageReport&) = default;
};

}  // namespace amilocal::domain
