#include "amilocal/domain/platform.h"

#include <algorithm>

namespace amilocal::domain {
namespace {

constexpr bool kWindows = true;

// The operation of an image without billing codes.
constexpr std::string_view kFree = "RunInstances";

// EC2 User Guide, "AMI billing information fields" (aws-facts/images.md section 3).
constexpr Platform kPlatforms[] = {
    {"Linux/UNIX", "RunInstances", !kWindows},
    {"Windows", "RunInstances:0002", kWindows},
    {"SQL Server Standard", "RunInstances:0004", !kWindows},
    {"Windows with SQL Server Standard", "RunInstances:0006", kWindows},
    {"SUSE Linux", "RunInstances:000g", !kWindows},
    {"Red Hat Enterprise Linux", "RunInstances:0010", !kWindows},
    {"Red Hat Enterprise Linux with SQL Server Standard", "RunInstances:0014", !kWindows},
    {"Red Hat BYOL Linux", "RunInstances:00g0", !kWindows},
    {"SQL Server Enterprise", "RunInstances:0100", !kWindows},
    {"Windows with SQL Server Enterprise", "RunInstances:0102", kWindows},
    {"Red Hat Enterprise Linux with SQL Server Enterprise", "RunInstances:0110", !kWindows},
    {"SQL Server Web", "RunInstances:0200", !kWindows},
    {"Windows with SQL Server Web", "RunInstances:0202", kWindows},
    {"Red Hat Enterprise Linux with SQL Server Web", "RunInstances:0210", !kWindows},
    {"Windows BYOL", "RunInstances:0800", kWindows},
    {"Ubuntu Pro", "RunInstances:0g00", !kWindows},
    {"Red Hat Enterprise Linux with HA", "RunInstances:1010", !kWindows},
    {"Red Hat Enterprise Linux with SQL Server Standard and HA", "RunInstances:1014", !kWindows},
    {"Red Hat Enterprise Linux with SQL Server Enterprise and HA", "RunInstances:1110", !kWindows},
};
static_assert(std::ranges::is_sorted(kPlatforms, {}, &Platform::usageOperation));

}  // namespace

std::span<const Platform> platforms() { return kPlatforms; }

const Platform* findPlatform(std::string_view usageOperation) {
  const auto* row = std::ranges::find(kPlatforms, usageOperation, &Platform::usageOperation);
  return row == std::end(kPlatforms) ? nullptr : row;
}

bool hasBillingCode(std::string_view usageOperation) { return usageOperation != kFree; }

}  // namespace amilocal::domain
