#include "amilocal/domain/copy_throughput.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "amilocal/domain/errors/snapshot_care_errors.h"

namespace amilocal::domain {
namespace {

constexpr double kMibPerGib = 1024, kSecondsPerMinute = 60;
constexpr std::int64_t kStepMinutes = 15;

double mibOf(const TimedCopy& copy) { return kMibPerGib * static_cast<double>(copy.sizeGib); }

std::int64_t shortestMinutes(const TimedCopy& copy, std::int64_t limit) {
  const auto minutes = mibOf(copy) / static_cast<double>(limit) / kSecondsPerMinute;
  return kStepMinutes * static_cast<std::int64_t>(std::ceil(minutes / kStepMinutes));
}

Duration secondsOf(double seconds) {
  return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(std::ceil(seconds)));
}

}  // namespace

double throughputOf(const TimedCopy& copy) {
  return mibOf(copy) / (kSecondsPerMinute * static_cast<double>(copy.minutes));
}

// "Greater than or equal to the required throughput rate, the copy completes within the requested
// completion duration. Less than the required throughput rate but greater than zero, the request
// succeeds but it will take longer" (Amazon EBS User Guide, "Time-based copies", quotas).
Duration timeOfCopies(std::span<const TimedCopy> copies, const Throughput& throughput) {
  double needed = 0, mib = 0;
  std::int64_t minutes = 0;
  for (const auto& copy : copies) {
    if (throughputOf(copy) > static_cast<double>(throughput.ofSnapshot))
      throw errors::copyDurationTooShort(throughput.ofSnapshot,
                                         shortestMinutes(copy, throughput.ofSnapshot));
    needed += throughputOf(copy);
    mib += mibOf(copy);
    minutes = std::max(minutes, copy.minutes);
  }
  const auto left = static_cast<double>(throughput.inAll) - throughput.used;
  if (left <= 0) throw errors::copyThroughputExceeded(throughput.inAll);
  const Duration asked = std::chrono::minutes{minutes};
  return needed <= left ? asked : std::max(asked, secondsOf(mib / left));
}

}  // namespace amilocal::domain
