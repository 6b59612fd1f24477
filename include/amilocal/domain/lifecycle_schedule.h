#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "amilocal/core/instant.h"

/// When the Data Lifecycle Manager does something (Data Lifecycle Manager API Reference,
/// CreateRule, RetainRule, DeprecateRule).
namespace amilocal::domain {

/// When images are made: every so many hours from a time of the day, or as a cron expression says.
struct CreationRule {
  std::int64_t everyHours = 0;
  std::optional<std::string> time;  ///< `09:00`, UTC; absent: AWS chooses, and so do we
  std::optional<std::string> cron;  ///< `cron(0 9 * * ? *)`
};

/// Is it one of the two, with hours that AWS takes (1, 2, 3, 4, 6, 8, 12, 24) and a time of the
/// day?
bool isCreationRule(const CreationRule& rule);

/// The first time after `after`; empty for an expression whose time has passed for good.
std::optional<Instant> nextCreation(const CreationRule& rule, Instant after);

/// A period of `count` DAYS, WEEKS, MONTHS or YEARS after `at`. Months and years are those of the
/// calendar; a day that a month has not is its last.
Instant afterPeriod(Instant at, std::int64_t count, std::string_view unit);

}  // namespace amilocal::domain
