#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/instant.h"
#include "amilocal/core/launch_ids.h"
#include "amilocal/domain/filter.h"

namespace amilocal::domain {

/// EC2 API Reference, FleetData, fleetState: what an `instant` fleet can be in. `deleted` and
/// `deleted_running` come later or never; the model's other states are of other types of fleets.
enum class FleetState { active, deleted_terminating };

std::string_view toString(FleetState state);
std::optional<FleetState> parseFleetState(std::string_view text);

/// An EC2 Fleet of the type `instant`: a launch from several templates at once, and what is
/// remembered of it.
struct Fleet {
  FleetId id = FleetId::trusted("");
  std::string region;
  std::string owner;
  FleetState state = FleetState::active;
  Instant createdAt{};
  std::string data;  ///< JSON of FleetData as DescribeFleets shows it, but for id, state and tags
  friend bool operator==(const Fleet&, const Fleet&) = default;
};

/// `fleet-` and a UUID.
bool isFleetId(std::string_view text);

/// How many units of capacity a fleet wants of each kind.
struct FleetTarget {
  std::int64_t onDemand = 0;
  std::int64_t spot = 0;
};

/// What TargetCapacitySpecification says; members are absent where it says nothing.
struct FleetTargetWish {
  std::int64_t total = 0;
  std::optional<std::int64_t> onDemand;
  std::optional<std::int64_t> spot;
  bool restIsSpot = false;  ///< DefaultTargetCapacityType
};

/// What is named neither On-Demand nor Spot is of the default type (EC2 API Reference,
/// TargetCapacitySpecificationRequest). Throws InvalidParameterValue and
/// InvalidParameterCombination for numbers that do not fit together.
FleetTarget fleetTarget(const FleetTargetWish& wish);

/// How many instances each pool gets for `units` of capacity, when an instance of pool `i` counts
/// `weights[i]`: round and round among the first `spread` pools until there is enough.
std::vector<std::int64_t> shareOut(double units, std::span<const double> weights,
                                   std::size_t spread);

/// The filters of DescribeFleets besides tags; rows of this type come with their data read.
struct FleetView {
  FleetId id = FleetId::trusted("");
  std::string state;
  std::string activityStatus;
  std::string excessCapacityTerminationPolicy;
  bool replaceUnhealthyInstances = false;
  std::string type;
};
std::span<const FilterRow<FleetView>> fleetFilters();

}  // namespace amilocal::domain
