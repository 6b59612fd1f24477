#include "amilocal/domain/fast_launch.h"

#include <algorithm>

#include "amilocal/domain/errors/fast_launch_errors.h"
#include "amilocal/domain/errors/image_errors.h"
#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<FastLaunchState> kStates[] = {
    {FastLaunchState::enabling, "enabling"},
    {FastLaunchState::enabling_failed, "enabling-failed"},
    {FastLaunchState::enabled, "enabled"},
    {FastLaunchState::enabled_failed, "enabled-failed"},
    {FastLaunchState::disabling, "disabling"},
    {FastLaunchState::disabling_failed, "disabling-failed"},
};

constexpr std::int64_t kParallelLaunchesMin = 6;

constexpr FilterRow<FastLaunch> kFilters[] = {
    {"owner-id", [](const FastLaunch& l) { return textsOf(l.owner); }},
    {"resource-type", [](const FastLaunch&) { return textsOf(std::string_view("snapshot")); }},
    {"state", [](const FastLaunch& l) { return textsOf(toString(l.state)); }},
};
static_assert(std::ranges::is_sorted(kFilters, {}, &FilterRow<FastLaunch>::name));

}  // namespace

std::string_view toString(FastLaunchState state) { return nameOf(kStates, state); }

std::optional<FastLaunchState> parseFastLaunchState(std::string_view text) {
  return valueOf(kStates, text);
}

std::string fastLaunchKey(const ImageId& image, std::string_view account) {
  return image.str() + "/" + std::string(account);
}

void checkFastLaunchSettings(const FastLaunchSettings& settings) {
  if (settings.targetResourceCount < 1)
    throw errors::badTargetResourceCount(settings.targetResourceCount);
  if (settings.maxParallelLaunches < kParallelLaunchesMin)
    throw errors::tooFewParallelLaunches(settings.maxParallelLaunches);
}

void checkFastLaunchable(const Image& image, const std::string& account) {
  if (image.owner != account && !namesAccount(image.launchPermissions, account))
    throw errors::notAuthorizedForImage(image.id);
  if (image.state != ImageState::available) throw errors::imageNotAvailable(image.id);
  if (image.platform != "windows") throw errors::notFastLaunchable(image.id);
}

void move(FastLaunch& launch, FastLaunchState to, std::string_view reason, Instant now) {
  launch.state = to;
  launch.reason = reason;
  launch.changedAt = now;
}

std::span<const FilterRow<FastLaunch>> fastLaunchFilters() { return kFilters; }

}  // namespace amilocal::domain
