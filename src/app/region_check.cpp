#include "app/region_check.h"

#include <algorithm>
#include <utility>

#include "amilocal/core/api_error.h"
#include "amilocal/core/log.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/region.h"

namespace amilocal {
namespace {

// AWS has no server to say this: such a name does not resolve. We have one server for all names, so
// it says what is wrong, with the code of other faults of the credential scope.
ApiError noSuchRegion(std::string_view name) {
  std::vector<std::string_view> names;
  for (const auto& region : domain::regions()) names.push_back(region.name);
  const auto near = nearest(name, names);
  return {"AuthFailure",
          "Credential should be scoped to a valid region: there is no region '" +
              std::string(name) + "'" + (near.empty() ? "" : ", did you mean '" + near + "'?"),
          401};
}

}  // namespace

std::function<void(std::string_view)> regionCheck(std::vector<std::string> enabled) {
  return [enabled = std::move(enabled)](std::string_view name) {
    const auto* region = domain::findRegion(name);
    if (region == nullptr) throw noSuchRegion(name);
    if (!region->optIn || std::ranges::find(enabled, name) != enabled.end()) return;
    // AWS's words do not say what is wrong (errors.md section 2, AuthFailure); the log does.
    log::warn("region.not_enabled", {{"region", name}, {"see", "--enable-regions"}});
    throw errors::invalidCredentials();
  };
}

}  // namespace amilocal
