#include "amilocal/domain/lifecycle_policy.h"

#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<PolicyState> kStates[] = {
    {PolicyState::enabled, "ENABLED"},
    {PolicyState::disabled, "DISABLED"},
};

}  // namespace

std::string_view toString(PolicyState state) { return nameOf(kStates, state); }

std::optional<PolicyState> parsePolicyState(std::string_view text) {
  return valueOf(kStates, text);
}

}  // namespace amilocal::domain
