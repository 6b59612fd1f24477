#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "amilocal/core/launch_ids.h"
#include "amilocal/domain/tag.h"
#include "amilocal/engine/request_context.h"
#include "ec2/shapes.gen.h"

/// The launches of a fleet: which pools it may take instances from, and the taking.
namespace amilocal::ec2 {

/// A template with one of its overrides: what AWS calls a capacity pool.
struct FleetPool {
  LaunchTemplateAndOverridesResponse shown;
  std::string templateJson;
  RunInstancesRequest over;             ///< what the override says
  domain::Tags tags;                    ///< which template it is
  std::optional<std::string> maxPrice;  ///< for Spot
  double weight = 1;                    ///< units of capacity that an instance counts
  std::optional<double> priority;
};

/// The pools of a request in its order: each override makes one, and each of its subnets.
/// Throws what requireLaunchTemplate() throws, MissingParameter without a template,
/// InvalidParameterValue for weights.
std::vector<FleetPool> fleetPools(RequestContext& ctx, const CreateFleetRequest& request);

/// Puts pools with lower numbers first, and those without a number last.
void sortByPriority(std::vector<FleetPool>& pools);

enum class FleetLifecycle { on_demand, spot };

struct FleetChoice {
  FleetLifecycle lifecycle = FleetLifecycle::on_demand;
  std::int64_t units = 0;
  std::size_t spread = 1;           ///< among how many pools the units are shared out
  bool singleInstanceType = false;  ///< what the first launch has, all must have
  bool singleZone = false;
  std::int64_t minimum = 0;  ///< below it nothing is launched
};

struct FleetLaunch {
  double fulfilled = 0;
  std::vector<CreateFleetInstance> instances;
  std::vector<CreateFleetError> errors;
};

/// Launches as much as it can. A pool that cannot be launched from becomes an error of the answer,
/// and the others have to do (EC2 API Reference, CreateFleet, errorSet).
FleetLaunch launchFleet(RequestContext& ctx, const FleetId& fleet,
                        const std::vector<FleetPool>& pools, const FleetChoice& choice);

}  // namespace amilocal::ec2
