#include "amilocal/domain/platform.h"

#include <algorithm>
#include <functional>

namespace amilocal::domain {
namespace {

constexpr bool kWindows = true, kBilled = true;

// EC2 User Guide, "AMI billing information fields" (aws-facts/images.md section 3).
constexpr Platform kPlatforms[] = {
    {"Linux/UNIX", "RunInstances", !kWindows, !kBilled},
    {"SQL Server Standard", "RunInstances:0004", !kWindows, kBilled},
    {"Windows", "RunInstances:0002", kWindows, kBilled},
    {"Windows with SQL Server Standard", "RunInstances:0006", kWindows, kBilled},
    {"Red Hat Enterprise Linux", "RunInstances:0010", !kWindows, kBilled},
    {"Red Hat Enterprise Linux with SQL Server Standard", "RunInstances:0014", !kWindows, kBilled},
    {"SUSE Linux", "RunInstances:000g", !kWindows, kBilled},
    {"Red Hat BYOL Linux", "RunInstances:00g0", !kWindows, !kBilled},
    {"SQL Server Enterprise", "RunInstances:0100", !kWindows, kBilled},
    {"Windows with SQL Server Enterprise", "RunInstances:0102", kWindows, kBilled},
    {"Red Hat Enterprise Linux with SQL Server Enterprise", "RunInstances:0110", !kWindows,
     kBilled},
    {"SQL Server Web", "RunInstances:0200", !kWindows, kBilled},
    {"Windows with SQL Server Web", "RunInstances:0202", kWindows, kBilled},
    {"Red Hat Enterprise Linux with SQL Server Web", "RunInstances:0210", !kWindows, kBilled},
    {"Windows BYOL", "RunInstances:0800", kWindows, !kBilled},
    {"Ubuntu Pro", "RunInstances:0g00", !kWindows, kBilled},
    {"Red Hat Enterprise Linux with HA", "RunInstances:1010", !kWindows, kBilled},
    {"Red Hat Enterprise Linux with SQL Server Standard and HA", "RunInstances:1014", !kWindows,
     kBilled},
    {"Red Hat Enterprise Linux with SQL Server Enterprise and HA", "RunInstances:1110", !kWindows,
     kBilled},
};

}  // namespace

std::span<const Platform> platforms() { return kPlatforms; }

const Platform* findPlatform(std::string_view usageOperation) {
  const auto* row = std::ranges::find(kPlatforms, usageOperation, &Platform::usageOperation);
  return row == std::end(kPlatforms) ? nullptr : row;
}

bool isBilled(std::string_view usageOperation) {
  const auto* platform = findPlatform(usageOperation);
  return platform == nullptr || platform->isBilled;
}

}  // namespace amilocal::domain
