#include "amilocal/domain/fleet.h"

#include <algorithm>

#include "amilocal/domain/errors/fleet_errors.h"
#include "names.h"

namespace amilocal::domain {
namespace {

// EC2 User Guide, "EC2 Fleet quotas": the target capacity of one fleet.
constexpr std::int64_t kCapacityMax = 10000;

constexpr Named<FleetState> kStates[] = {
    {FleetState::active, "active"},
    {FleetState::deleted_terminating, "deleted_terminating"},
};

constexpr FilterRow<FleetView> kFilters[] = {
    {"activity-status", [](const FleetView& v) { return textsOf(v.activityStatus); }},
    {"excess-capacity-termination-policy",
     [](const FleetView& v) { return textsOf(v.excessCapacityTerminationPolicy); }},
    {"fleet-state", [](const FleetView& v) { return textsOf(v.state); }},
    {"replace-unhealthy-instances",
     [](const FleetView& v) { return textsOf(v.replaceUnhealthyInstances); }},
    {"type", [](const FleetView& v) { return textsOf(v.type); }},
};

void checkCapacity(std::int64_t value) {
  if (value < 0 || value > kCapacityMax) throw errors::invalidFleetCapacity(value);
}

}  // namespace

std::string_view toString(FleetState state) { return nameOf(kStates, state); }
std::optional<FleetState> parseFleetState(std::string_view text) { return valueOf(kStates, text); }

bool isFleetId(std::string_view text) {
  constexpr std::string_view kForm = "fleet-xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  constexpr std::string_view kHex = "0123456789abcdef";
  if (text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool fits = kForm[i] == 'x' ? kHex.find(text[i]) != kHex.npos : kForm[i] == text[i];
    if (!fits) return false;
  }
  return true;
}

FleetTarget fleetTarget(const FleetTargetWish& wish) {
  if (wish.total < 1) throw errors::invalidFleetCapacity(wish.total);
  checkCapacity(wish.total);
  FleetTarget target{wish.onDemand.value_or(0), wish.spot.value_or(0)};
  checkCapacity(target.onDemand);
  checkCapacity(target.spot);
  const auto rest = wish.total - target.onDemand - target.spot;
  if (rest < 0 || (rest > 0 && wish.onDemand && wish.spot)) throw errors::fleetCapacitiesDiffer();
  (wish.restIsSpot ? target.spot : target.onDemand) += rest;
  return target;
}

std::vector<std::int64_t> shareOut(double units, std::span<const double> weights,
                                   std::size_t spread) {
  std::vector<std::int64_t> counts(weights.size());
  const auto among = std::min(std::max<std::size_t>(spread, 1), weights.size());
  for (std::size_t next = 0; among > 0 && units > 0; next = (next + 1) % among) {
    ++counts[next];
    units -= weights[next];
  }
  return counts;
}

std::span<const FilterRow<FleetView>> fleetFilters() { return kFilters; }

}  // namespace amilocal::domain
