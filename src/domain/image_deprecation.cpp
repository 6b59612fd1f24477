#include "amilocal/domain/image_deprecation.h"

#include <chrono>
#include <string_view>

#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/image_errors.h"

namespace amilocal::domain {
namespace {

using namespace std::chrono_literals;

// Half a minute counts as a whole one.
Instant nearestMinute(Instant at) { return std::chrono::floor<std::chrono::minutes>(at + 30s); }

[[noreturn]] void refuse(Instant at, std::string_view reason) {
  throw errors::invalidParameterValue(formatInstantSeconds(at), "deprecateAt", reason);
}

}  // namespace

Instant latestPublicDeprecation(const Image& image) {
  return yearsAfter(wholeSeconds(image.createdAt), kPublicLifeYears);
}

Image planDeprecation(Image image, Instant at, Instant now) {
  // Clients send whole seconds, so that the present second is not in the past.
  if (at < wholeSeconds(now)) refuse(at, "The date and time can't be in the past.");
  if (at > yearsAfter(now, kDeprecationMaxYears))
    refuse(at, "The date and time can't be more than 10 years from now.");
  if (isPublic(image.launchPermissions) && at > latestPublicDeprecation(image))
    refuse(at, "The date and time can't be more than 2 years after a public image's creation.");
  image.deprecationAt = nearestMinute(at);
  return image;
}

Image planNoDeprecation(Image image) {
  if (isPublic(image.launchPermissions)) throw errors::publicDeprecationNotCancellable(image.id);
  image.deprecationAt.reset();
  return image;
}

}  // namespace amilocal::domain
