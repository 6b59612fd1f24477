#pragma once

#include <cstdint>
#include <span>

#include "amilocal/core/instant.h"

/// Time-based copies (Amazon EBS User Guide, "Time-based copies for Amazon EBS snapshots and
/// EBS-backed AMIs"). The size of a snapshot's data is taken to be its volume's.
namespace amilocal::domain {

/// One snapshot that is to be copied within a time.
struct TimedCopy {
  std::int64_t sizeGib = 0;
  std::int64_t minutes = 0;
};

/// MiB/s.
double throughputOf(const TimedCopy& copy);

/// Limits in MiB/s, and what copies between the same two Regions use already.
struct Throughput {
  std::int64_t ofSnapshot = 0;
  std::int64_t inAll = 0;
  double used = 0;
};

/// How long the copies will take: as long as they ask for, or longer where only a part of the
/// throughput that they need is left. Throws InvalidParameterValue when one snapshot needs more
/// than a single copy can have, ResourceLimitExceeded when nothing is left.
Duration timeOfCopies(std::span<const TimedCopy> copies, const Throughput& throughput);

}  // namespace amilocal::domain
