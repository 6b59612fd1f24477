#include "amilocal/domain/instance.h"

#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<InstanceState> kInstanceStates[] = {
    {InstanceState::pending, "pending"},
    {InstanceState::running, "running"},
    {InstanceState::shutting_down, "shutting-down"},
    {InstanceState::terminated, "terminated"},
    {InstanceState::stopping, "stopping"},
    {InstanceState::stopped, "stopped"},
};

}  // namespace

std::string_view toString(InstanceState state) { return nameOf(kInstanceStates, state); }

std::optional<InstanceState> parseInstanceState(std::string_view text) {
  return valueOf(kInstanceStates, text);
}

}  // namespace amilocal::domain
