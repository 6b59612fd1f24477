#include <algorithm>
#include <map>

#include "amilocal/catalog/catalog.h"
#include "amilocal/catalog/transaction.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/fleet_errors.h"
#include "amilocal/domain/errors/spot_errors.h"
#include "amilocal/domain/fleet.h"
#include "amilocal/domain/spot.h"
#include "amilocal/wire/json_reader.h"
#include "amilocal/wire/json_writer.h"
#include "ec2/describe.gen.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/fleet_launch.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"
#include "services/ec2/row_choice.h"
#include "services/ec2/to_wire.h"

namespace amilocal::ec2 {
namespace {

// EC2 API Reference, DeleteFleets, "Restrictions".
constexpr std::size_t kDeletedMax = 25;

void refuseIf(bool given, std::string_view parameter) {
  if (given) throw errors::unsupportedParameter(parameter);
}

// Fleets that are kept up, and what depends on prices and reservations, are not there.
void refuseUnsupported(const CreateFleetRequest& request) {
  const auto type = request.type.value_or("maintain");
  refuseIf(type != "instant", "Type=" + type);
  refuseIf(request.reservedCapacityOptions.has_value(), "ReservedCapacityOptions");
  refuseIf(request.replaceUnhealthyInstances.value_or(false), "ReplaceUnhealthyInstances");
  refuseIf(request.validFrom.has_value(), "ValidFrom");
  refuseIf(request.validUntil.has_value(), "ValidUntil");
  refuseIf(request.context.has_value(), "Context");
  const auto& target = request.targetCapacitySpecification;
  refuseIf(target.targetCapacityUnitType.value_or("units") != "units", "TargetCapacityUnitType");
  const auto kind = target.defaultTargetCapacityType.value_or("on-demand");
  refuseIf(kind != "on-demand" && kind != "spot", "DefaultTargetCapacityType=" + kind);
  if (const auto& spot = request.spotOptions) {
    refuseIf(spot->maxTotalPrice.has_value(), "SpotOptions.MaxTotalPrice");
    refuseIf(spot->maintenanceStrategies.has_value(), "SpotOptions.MaintenanceStrategies");
  }
  if (const auto& onDemand = request.onDemandOptions) {
    refuseIf(onDemand->maxTotalPrice.has_value(), "OnDemandOptions.MaxTotalPrice");
    refuseIf(onDemand->capacityReservationOptions.has_value(),
             "OnDemandOptions.CapacityReservationOptions");
  }
}

template <class Options>
void takeLimits(const Options& options, FleetChoice& choice) {
  choice.singleInstanceType = options.singleInstanceType.value_or(false);
  choice.singleZone = options.singleAvailabilityZone.value_or(false);
  choice.minimum = options.minTargetCapacity.value_or(0);
  if (choice.minimum > 0 && !choice.singleInstanceType && !choice.singleZone)
    throw errors::minimumNeedsSingle();
}

FleetChoice spotChoice(const CreateFleetRequest& request, std::int64_t units,
                       std::size_t poolCount) {
  FleetChoice choice{.lifecycle = FleetLifecycle::spot, .units = units};
  if (!request.spotOptions) return choice;
  const auto& options = *request.spotOptions;
  const auto behavior = options.instanceInterruptionBehavior.value_or("terminate");
  if (behavior != "terminate") throw errors::oneTimeCannotBe(behavior);
  takeLimits(options, choice);
  const auto strategy = options.allocationStrategy.value_or("lowest-price");
  if (options.instancePoolsToUseCount && strategy != "lowest-price")
    throw errors::poolsNeedLowestPrice();
  choice.spread = static_cast<std::size_t>(
      std::max<std::int64_t>(options.instancePoolsToUseCount.value_or(1), 1));
  if (strategy == "diversified") choice.spread = poolCount;
  return choice;
}

FleetChoice onDemandChoice(const CreateFleetRequest& request, std::int64_t units) {
  FleetChoice choice{.lifecycle = FleetLifecycle::on_demand, .units = units};
  if (request.onDemandOptions) takeLimits(*request.onDemandOptions, choice);
  return choice;
}

bool isPrioritized(const CreateFleetRequest& request, FleetLifecycle lifecycle) {
  if (lifecycle == FleetLifecycle::on_demand)
    return request.onDemandOptions && request.onDemandOptions->allocationStrategy == "prioritized";
  return request.spotOptions &&
         request.spotOptions->allocationStrategy == "capacity-optimized-prioritized";
}

domain::FleetTarget targetOf(const CreateFleetRequest& request) {
  const auto& wish = request.targetCapacitySpecification;
  return domain::fleetTarget(
      {.total = wish.totalTargetCapacity,
       .onDemand = wish.onDemandTargetCapacity,
       .spot = wish.spotTargetCapacity,
       .restIsSpot = wish.defaultTargetCapacityType.value_or("on-demand") == "spot"});
}

template <class To, class From>
To sameMembers(const From& from) {
  To to;
  wire::fromJson(wire::toJson(from), to);
  return to;
}

// What is kept to be shown: the request with its defaults, and what came of it.
FleetData dataOf(const CreateFleetRequest& request, const domain::FleetTarget& target,
                 const FleetLaunch& onDemand, const FleetLaunch& spot) {
  auto data = sameMembers<FleetData>(request);
  data.tags.clear();
  if (!data.excessCapacityTerminationPolicy) data.excessCapacityTerminationPolicy = "termination";
  data.terminateInstancesWithExpiration = request.terminateInstancesWithExpiration.value_or(false);
  data.replaceUnhealthyInstances = false;
  if (!data.spotOptions) data.spotOptions.emplace();
  if (!data.spotOptions->allocationStrategy) data.spotOptions->allocationStrategy = "lowest-price";
  if (!data.spotOptions->instanceInterruptionBehavior)
    data.spotOptions->instanceInterruptionBehavior = "terminate";
  if (!data.onDemandOptions) data.onDemandOptions.emplace();
  if (!data.onDemandOptions->allocationStrategy)
    data.onDemandOptions->allocationStrategy = "lowest-price";
  auto& capacity = *data.targetCapacitySpecification;
  capacity.onDemandTargetCapacity = target.onDemand;
  capacity.spotTargetCapacity = target.spot;
  if (!capacity.defaultTargetCapacityType) capacity.defaultTargetCapacityType = "on-demand";
  data.fulfilledCapacity = onDemand.fulfilled + spot.fulfilled;
  data.fulfilledOnDemandCapacity = onDemand.fulfilled;
  const bool isFull = *data.fulfilledCapacity >= static_cast<double>(target.onDemand + target.spot);
  data.activityStatus = isFull ? "fulfilled" : "error";
  for (const auto* launch : {&onDemand, &spot}) {
    for (const auto& each : launch->errors)
      data.errors.push_back(sameMembers<DescribeFleetError>(each));
    for (const auto& each : launch->instances)
      data.instances.push_back(sameMembers<DescribeFleetsInstances>(each));
  }
  return data;
}

FleetLaunch launchKind(RequestContext& ctx, const FleetId& id, const CreateFleetRequest& request,
                       std::vector<FleetPool> pools, const FleetChoice& choice) {
  if (choice.units == 0) return {};
  if (isPrioritized(request, choice.lifecycle)) sortByPriority(pools);
  return launchFleet(ctx, id, pools, choice);
}

template <class Item>
void append(std::vector<Item>& to, const std::vector<Item>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

// ---- Describing and deleting

bool hasLiveInstances(RequestContext& ctx, const FleetData& data) {
  const auto isLive = [&](const std::string& id) {
    const auto instance = ctx.catalog.instances().find(InstanceId::trusted(id));
    return instance && instance->state != domain::InstanceState::terminated;
  };
  return std::ranges::any_of(data.instances, [&](const DescribeFleetsInstances& each) {
    return std::ranges::any_of(each.instanceIds, isLive);
  });
}

// The state follows from what is left of the instances (EC2 User Guide, "EC2 Fleet request
// states").
FleetData readFleet(RequestContext& ctx, const domain::Fleet& fleet) {
  FleetData data;
  wire::fromJson(fleet.data, data);
  data.fleetId = fleet.id.str();
  data.createTime = fleet.createdAt;
  data.fleetState = std::string(domain::toString(fleet.state));
  if (fleet.state == domain::FleetState::deleted_terminating) {
    const bool isEnding = hasLiveInstances(ctx, data);
    if (!isEnding) data.fleetState = "deleted";
    data.activityStatus =
        isEnding ? std::optional<std::string>("pending_termination") : std::nullopt;
  }
  return data;
}

domain::FleetView viewOf(const domain::Fleet& fleet, const FleetData& data) {
  return {.id = fleet.id,
          .state = data.fleetState.value_or(""),
          .activityStatus = data.activityStatus.value_or(""),
          .excessCapacityTerminationPolicy = data.excessCapacityTerminationPolicy.value_or(""),
          .replaceUnhealthyInstances = data.replaceUnhealthyInstances.value_or(false),
          .type = data.type.value_or("")};
}

DeleteFleetErrorItem failedDeletion(const std::string& id, std::string code, std::string message) {
  DeleteFleetErrorItem item;
  item.fleetId = id;
  item.error = DeleteFleetError{.code = std::move(code), .message = std::move(message)};
  return item;
}

void terminateInstancesOf(RequestContext& ctx, const FleetData& data) {
  TerminateInstancesRequest request;
  for (const auto& each : data.instances)
    for (const auto& id : each.instanceIds)
      if (ctx.catalog.instances().find(InstanceId::trusted(id))) request.instanceIds.push_back(id);
  if (!request.instanceIds.empty()) terminateInstances(ctx, request);
}

void deleteOne(RequestContext& ctx, const std::string& id, DeleteFleetsResponse& answer) {
  auto& failures = answer.unsuccessfulFleetDeletions;
  if (!domain::isFleetId(id))
    return failures.push_back(
        failedDeletion(id, "fleetIdMalformed", errors::fleetIdMalformed(id).message()));
  auto fleet = ctx.catalog.fleets().find(FleetId::trusted(id));
  if (!fleet || fleet->owner != ctx.account() || fleet->region != ctx.region())
    return failures.push_back(
        failedDeletion(id, "fleetIdDoesNotExist", errors::fleetNotFound(id).message()));
  if (fleet->state != domain::FleetState::active)
    return failures.push_back(failedDeletion(id, "fleetNotInDeletableState",
                                             "The fleet '" + id + "' is already deleted."));
  try {
    Savepoint part(ctx.catalog.database());
    terminateInstancesOf(ctx, readFleet(ctx, *fleet));
    part.commit();
  } catch (const ApiError& error) {
    return failures.push_back(failedDeletion(id, "unexpectedError", error.message()));
  }
  fleet->state = domain::FleetState::deleted_terminating;
  ctx.catalog.fleets().put(*fleet);
  ctx.record(id, "active", domain::toString(fleet->state));
  DeleteFleetSuccessItem item;
  item.fleetId = id;
  item.previousFleetState = "active";
  item.currentFleetState = std::string(domain::toString(fleet->state));
  answer.successfulFleetDeletions.push_back(std::move(item));
}

}  // namespace

CreateFleetResponse createFleet(RequestContext& ctx, const CreateFleetRequest& request) {
  refuseUnsupported(request);
  const auto tags = specifiedTags(request.tagSpecifications, "fleet", {"fleet", "instance"});
  const auto target = targetOf(request);
  const auto pools = fleetPools(ctx, request);
  if (pools.empty()) throw errors::fleetNeedsTemplate();
  const auto forOnDemand = onDemandChoice(request, target.onDemand);
  const auto forSpot = spotChoice(request, target.spot, pools.size());

  domain::Fleet fleet;
  fleet.id = FleetId::trusted("fleet-" + ctx.ids.nextUuid());
  fleet.region = ctx.region();
  fleet.owner = ctx.account();
  fleet.createdAt = ctx.now;
  const auto onDemand = launchKind(ctx, fleet.id, request, pools, forOnDemand);
  const auto spot = launchKind(ctx, fleet.id, request, pools, forSpot);
  fleet.data = wire::toJson(dataOf(request, target, onDemand, spot));
  ctx.catalog.fleets().put(fleet);
  putTags(ctx, "fleet", fleet.id.str(), tags);
  ctx.record(fleet.id.str(), "", domain::toString(fleet.state));

  CreateFleetResponse answer;
  answer.fleetId = fleet.id.str();
  for (const auto* launch : {&onDemand, &spot}) {
    append(answer.instances, launch->instances);
    append(answer.errors, launch->errors);
  }
  return answer;
}

// "If a fleet is of type instant, you must specify the fleet ID in the request, otherwise the fleet
// does not appear in the response" (EC2 API Reference, DescribeFleets).
DescribeFleetsResponse describeFleets(RequestContext& ctx, const DescribeFleetsRequest& request) {
  std::vector<domain::Fleet> fleets;
  if (!request.fleetIds.empty())
    fleets = namedById(ctx.catalog.fleets().list(ctx.account(), ctx.region()), request.fleetIds,
                       &errors::fleetNotFound);
  std::map<std::string, FleetData> data;
  std::vector<domain::FleetView> views;
  for (const auto& fleet : fleets) {
    const auto& read = data[fleet.id.str()] = readFleet(ctx, fleet);
    views.push_back(viewOf(fleet, read));
  }
  const auto page = chosen(ctx, std::move(views), request, domain::fleetFilters());
  DescribeFleetsResponse answer;
  answer.nextToken = page.nextToken;
  for (const auto& row : page.rows) {
    auto shown = data[row.value.id.str()];
    shown.tags = toWire(row.tags);
    answer.fleets.push_back(std::move(shown));
  }
  return answer;
}

DeleteFleetsResponse deleteFleets(RequestContext& ctx, const DeleteFleetsRequest& request) {
  if (request.fleetIds.size() > kDeletedMax) throw errors::tooManyFleetsToDelete(kDeletedMax);
  if (!request.terminateInstances) throw errors::instantFleetMustTerminate();
  DeleteFleetsResponse answer;
  for (const auto& id : request.fleetIds) deleteOne(ctx, id, answer);
  return answer;
}

}  // namespace amilocal::ec2
