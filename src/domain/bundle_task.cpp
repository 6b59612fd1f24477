#include "amilocal/domain/bundle_task.h"

#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<BundleTaskState> kStates[] = {
    {BundleTaskState::pending, "pending"},
    {BundleTaskState::waiting_for_shutdown, "waiting-for-shutdown"},
    {BundleTaskState::bundling, "bundling"},
    {BundleTaskState::storing, "storing"},
    {BundleTaskState::cancelling, "cancelling"},
    {BundleTaskState::complete, "complete"},
    {BundleTaskState::failed, "failed"},
};

}  // namespace

std::string_view toString(BundleTaskState state) { return nameOf(kStates, state); }

std::optional<BundleTaskState> parseBundleTaskState(std::string_view text) {
  return valueOf(kStates, text);
}

}  // namespace amilocal::domain
