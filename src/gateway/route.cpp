#include "gateway/route.h"

#include <algorithm>
#include <string>

#include "amilocal/core/api_error.h"
#include "amilocal/core/text.h"
#include "amilocal/wire/rest_request.h"
#include "gateway/doors.h"

namespace amilocal::gateway {
namespace {

constexpr std::string_view kDefaultService = "ec2";
constexpr std::string_view kStorageService = "s3";

template <class Property>
const wire::ServiceTable* firstThat(Services services, const Property& has) {
  const auto found = std::ranges::find_if(services, [&](const auto* s) { return has(*s); });
  return found == services.end() ? nullptr : *found;
}

const wire::ServiceTable* findNamed(Services services, std::string_view name) {
  return firstThat(services, [&](const wire::ServiceTable& s) { return s.name == name; });
}

}  // namespace

const wire::ServiceTable& serviceNamed(Services services, std::string_view name) {
  if (const auto* service = findNamed(services, name)) return *service;
  throw ApiError("UnsupportedOperation",
                 "amilocal does not emulate the service '" + std::string(name) + "'.");
}

const wire::ServiceTable* likelyService(Services services, const HttpRequest& request) {
  if (const auto target = request.headers.find("X-Amz-Target")) {
    const auto prefix = target->substr(0, target->rfind('.'));
    return firstThat(services, [&](const auto& s) { return s.target == prefix; });
  }
  const auto host = request.headers.find("Host").value_or("");
  if (const auto* service = findNamed(services, host.substr(0, host.find('.')))) return service;
  // `BUCKET.s3.us-east-1.amazonaws.com`
  if (host.find(".s3.") != std::string_view::npos || host.find(".s3-") != std::string_view::npos)
    return findNamed(services, kStorageService);
  const auto path = pathOf(request);
  const auto* byPath =
      path == "/" ? nullptr
                  : firstThat(services, [&](const auto& s) { return wire::hasPath(s, path); });
  if (byPath != nullptr) return byPath;
  // What has a path that nobody knows can only be a bucket's.
  const auto* storage = path == "/" ? nullptr : findNamed(services, kStorageService);
  return storage != nullptr ? storage : findNamed(services, kDefaultService);
}

}  // namespace amilocal::gateway
