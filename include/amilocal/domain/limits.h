#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace amilocal::domain {

/// What AWS limits for an account in a Region, and what can be raised there on request. Bounds of
/// single requests are no limits in this sense; they stay with their rules.
enum class Limit {
  images,
  public_images,
  image_sharing,
  image_copies,
  snapshot_copies,
  archived_snapshots,
  snapshot_archives,
  snapshot_restores,
  fast_restores,
  fast_launches,
  copy_throughput,
  snapshot_copy_throughput,
};

struct LimitRow {
  Limit limit;
  std::string_view name;  ///< in `--quota NAME=VALUE` and in the control API
  std::int64_t value;     ///< AWS's default
  std::string_view what;
  std::string_view source;
};

/// All limits, ordered by name.
std::span<const LimitRow> limits();

/// Null when no limit has the name.
const LimitRow* findLimit(std::string_view name);
const LimitRow& rowOf(Limit limit);

/// Values that were set instead of AWS's, by name.
using LimitValues = std::map<std::string, std::int64_t, std::less<>>;

/// The most that a limit can be set to.
inline constexpr std::int64_t kLimitMax = 1'000'000'000;

}  // namespace amilocal::domain
