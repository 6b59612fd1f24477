#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "amilocal/core/instant.h"

namespace amilocal::domain {

/// One event as EventBridge delivers it (aws-facts/images.md section 8 and
/// snapshots-volumes-instances.md section 11). Written in the transaction of the change that it
/// tells of.
struct Event {
  std::int64_t id = 0;  ///< its place among all events; never given twice
  std::string uuid;     ///< EventBridge's own `id`
  Instant at{};
  std::string account;
  std::string region;
  std::string detailType;
  std::string source = "aws.ec2";
  std::vector<std::string> resources;  ///< ARNs
  std::string detail = "{}";           ///< a JSON object, its members in AWS's order
  friend bool operator==(const Event&, const Event&) = default;
};

}  // namespace amilocal::domain
