#include "amilocal/domain/bundle_task_rules.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "amilocal/domain/errors/bundle_task_errors.h"
#include "amilocal/domain/task_time.h"

namespace amilocal::domain {
namespace {

constexpr BundleTaskState kCourse[] = {
    BundleTaskState::pending, BundleTaskState::waiting_for_shutdown, BundleTaskState::bundling,
    BundleTaskState::storing, BundleTaskState::complete};

constexpr FilterRow<BundleTaskView> kFilters[] = {
    {"bundle-id", [](const BundleTaskView& view) { return textsOf(view.task.id); }},
    {"error-code", [](const BundleTaskView& view) { return textsOf(view.task.errorCode); }},
    {"error-message", [](const BundleTaskView& view) { return textsOf(view.task.errorMessage); }},
    {"instance-id", [](const BundleTaskView& view) { return textsOf(view.task.instanceId.str()); }},
    {"progress",
     [](const BundleTaskView& view) { return textsOf(std::to_string(view.progress) + "%"); }},
    {"s3-bucket", [](const BundleTaskView& view) { return textsOf(view.task.bucket); }},
    {"s3-prefix", [](const BundleTaskView& view) { return textsOf(view.task.prefix); }},
    {"start-time",
     [](const BundleTaskView& view) { return textsOf(formatInstant(view.task.startedAt)); }},
    {"state", [](const BundleTaskView& view) { return textsOf(toString(view.task.state)); }},
    {"update-time",
     [](const BundleTaskView& view) { return textsOf(formatInstant(view.task.updatedAt)); }},
};
static_assert(std::ranges::is_sorted(kFilters, {}, &FilterRow<BundleTaskView>::name));

}  // namespace

void checkBundleable(const Instance& instance) {
  if (instance.platform != "windows" || instance.rootDeviceType != "instance-store")
    throw errors::instanceNotBundleable(instance.id);
  if (instance.state != InstanceState::running)
    throw errors::instanceNotRunning(instance.id, toString(instance.state));
}

void checkBundlePrefix(std::string_view prefix) {
  constexpr std::size_t kPrefixMax = 512;
  const bool isClean = std::ranges::all_of(prefix, [](unsigned char c) { return c > 0x1f; });
  if (prefix.empty() || prefix.size() > kPrefixMax || prefix.ends_with('/') || !isClean)
    throw errors::bundlePrefixInvalid(prefix);
}

std::optional<BundleTaskState> nextOf(BundleTaskState state) {
  const auto* at = std::ranges::find(kCourse, state);
  if (at == std::end(kCourse) || at + 1 == std::end(kCourse)) return std::nullopt;
  return at[1];
}

bool isOver(BundleTaskState state) {
  return state == BundleTaskState::complete || state == BundleTaskState::failed;
}

int progressOf(const BundleTask& task, Instant now) {
  constexpr int kSteps = static_cast<int>(std::size(kCourse)) - 1;
  const auto* at = std::ranges::find(kCourse, task.state);
  if (at == std::end(kCourse)) return 0;
  const int steps = static_cast<int>(at - std::begin(kCourse));
  if (steps == kSteps) return 100;
  const int ofStep = std::min(percentDone(task.updatedAt, task.dueAt, now), 99);
  return (100 * steps + ofStep) / kSteps;
}

std::span<const FilterRow<BundleTaskView>> bundleTaskFilters() { return kFilters; }

}  // namespace amilocal::domain
