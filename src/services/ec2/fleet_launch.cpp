#include "services/ec2/fleet_launch.h"

#include <algorithm>
#include <limits>

#include "amilocal/catalog/catalog.h"
#include "amilocal/catalog/transaction.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/fleet_errors.h"
#include "amilocal/domain/fleet.h"
#include "amilocal/wire/json_reader.h"
#include "amilocal/wire/json_writer.h"
#include "ec2/describe.gen.h"
#include "services/ec2/launch_template_data.h"
#include "services/ec2/launch_template_lookup.h"
#include "services/ec2/launching.h"

namespace amilocal::ec2 {
namespace {

constexpr std::string_view kSpotTags = "spot-instances-request";

// Members of one name mean the same in both shapes.
template <class To, class From>
To sameMembers(const From& from) {
  To to;
  wire::fromJson(wire::toJson(from), to);
  return to;
}

RunInstancesRequest launchOf(const FleetLaunchTemplateOverridesRequest& given,
                             const std::vector<TagSpecification>& tags) {
  auto over = sameMembers<RunInstancesRequest>(given);
  over.tagSpecifications = tags;
  if (!given.availabilityZone && !given.availabilityZoneId) return over;
  if (!over.placement) over.placement.emplace();
  over.placement->availabilityZone = given.availabilityZone;
  over.placement->availabilityZoneId = given.availabilityZoneId;
  return over;
}

// "If you specify multiple subnets, separate them using commas" (EC2 API Reference,
// FleetLaunchTemplateOverridesRequest, SubnetId).
std::vector<FleetLaunchTemplateOverridesRequest> overridesOf(
    const FleetLaunchTemplateConfigRequest& config) {
  if (config.overrides.empty()) return {{}};
  std::vector<FleetLaunchTemplateOverridesRequest> all;
  for (const auto& given : config.overrides) {
    if (given.instanceRequirements) throw errors::unsupportedParameter("InstanceRequirements");
    if (given.weightedCapacity && *given.weightedCapacity <= 0) throw errors::invalidFleetWeight();
    const auto subnets = given.subnetId.value_or("");
    for (const auto subnet : split(subnets, ',')) {
      all.push_back(given);
      if (const auto id = trim(subnet); !id.empty()) all.back().subnetId = std::string(id);
    }
  }
  return all;
}

// Tags of the fleet itself are not for its instances.
std::vector<TagSpecification> instanceTags(const CreateFleetRequest& request) {
  auto tags = request.tagSpecifications;
  std::erase_if(tags, [](const TagSpecification& each) { return each.resourceType == "fleet"; });
  return tags;
}

std::optional<std::string> maxPriceOf(const std::string& templateJson,
                                      const FleetLaunchTemplateOverridesRequest& given) {
  if (given.maxPrice) return given.maxPrice;
  const auto data = shownTemplateData(templateJson);
  const auto& market = data.instanceMarketOptions;
  if (!market || !market->spotOptions) return std::nullopt;
  return market->spotOptions->maxPrice;
}

RunInstancesRequest requestFor(const FleetPool& pool, std::int64_t count,
                               FleetLifecycle lifecycle) {
  auto over = pool.over;
  over.minCount = over.maxCount = count;
  if (lifecycle == FleetLifecycle::spot) {
    over.instanceMarketOptions.emplace().marketType = "spot";
    if (pool.maxPrice) over.instanceMarketOptions->spotOptions.emplace().maxPrice = pool.maxPrice;
  }
  auto launch = launchFromTemplate(pool.templateJson, over);
  if (lifecycle == FleetLifecycle::on_demand) {
    launch.instanceMarketOptions.reset();
    std::erase_if(launch.tagSpecifications,
                  [](const TagSpecification& each) { return each.resourceType == kSpotTags; });
  }
  // An instance of one interface stands in the subnet of that.
  if (over.subnetId && launch.networkInterfaces.size() == 1) {
    launch.networkInterfaces.front().subnetId = over.subnetId;
    launch.subnetId.reset();
  }
  return launch;
}

std::string lifecycleName(FleetLifecycle lifecycle) {
  return lifecycle == FleetLifecycle::spot ? "spot" : "on-demand";
}

class Launcher {
 public:
  Launcher(RequestContext& ctx, const FleetId& fleet, const FleetChoice& choice)
      : ctx_(ctx), fleet_(fleet), choice_(choice) {}

  FleetLaunch run(const std::vector<FleetPool>& pools) {
    std::vector<const FleetPool*> open;
    for (const auto& pool : pools) open.push_back(&pool);
    auto missing = static_cast<double>(choice_.units);
    while (missing > 0 && !open.empty()) {
      const auto counts = countsFor(missing, open);
      for (std::size_t i = 0; i < open.size(); ++i) {
        if (counts[i] == 0) continue;
        if (take(*open[i], counts[i]))
          missing -= static_cast<double>(counts[i]) * open[i]->weight;
        else
          open[i] = nullptr;
      }
      std::erase(open, nullptr);
    }
    launch_.fulfilled = static_cast<double>(choice_.units) - missing;
    return std::move(launch_);
  }

 private:
  std::vector<std::int64_t> countsFor(double units, const std::vector<const FleetPool*>& pools) {
    std::vector<double> weights;
    for (const auto* pool : pools) weights.push_back(pool->weight);
    return domain::shareOut(units, weights, choice_.spread);
  }

  // Launches `count` instances or none.
  bool take(const FleetPool& pool, std::int64_t count) {
    try {
      Savepoint part(ctx_.catalog.database());
      auto tags = pool.tags;
      tags.push_back({"aws:ec2:fleet-id", fleet_.str()});
      const auto made =
          launchInstances(ctx_, requestFor(pool, count, choice_.lifecycle), tags).instances;
      if (!isAlike(made.front())) return false;
      part.commit();
      note(pool, made);
      return true;
    } catch (const ApiError& error) {
      CreateFleetError entry;
      entry.launchTemplateAndOverrides = pool.shown;
      entry.lifecycle = lifecycleName(choice_.lifecycle);
      entry.errorCode = error.code();
      entry.errorMessage = error.message();
      launch_.errors.push_back(std::move(entry));
      return false;
    }
  }

  bool isAlike(const Instance& instance) const {
    if (launch_.instances.empty()) return true;
    const auto& first = launch_.instances.front();
    if (choice_.singleInstanceType && first.instanceType != instance.instanceType) return false;
    return !choice_.singleZone || first.availabilityZone == instance.placement->availabilityZone;
  }

  void note(const FleetPool& pool, const std::vector<Instance>& made) {
    CreateFleetInstance entry;
    entry.launchTemplateAndOverrides = pool.shown;
    entry.lifecycle = lifecycleName(choice_.lifecycle);
    entry.instanceType = made.front().instanceType;
    entry.platform = made.front().platform;
    entry.availabilityZone = made.front().placement->availabilityZone;
    entry.availabilityZoneId = made.front().placement->availabilityZoneId;
    entry.subnetId = made.front().subnetId;
    for (const auto& instance : made) entry.instanceIds.push_back(*instance.instanceId);
    launch_.instances.push_back(std::move(entry));
  }

  RequestContext& ctx_;
  const FleetId& fleet_;
  const FleetChoice& choice_;
  FleetLaunch launch_;
};

}  // namespace

std::vector<FleetPool> fleetPools(RequestContext& ctx, const CreateFleetRequest& request) {
  std::vector<FleetPool> pools;
  const auto tags = instanceTags(request);
  for (const auto& config : request.launchTemplateConfigs) {
    const auto& named = config.launchTemplateSpecification;
    if (!named) throw errors::fleetNeedsTemplate();
    if (named->launchTemplateSpecificationUserData)
      throw errors::unsupportedParameter("LaunchTemplateSpecificationUserData");
    const auto launchTemplate = requireLaunchTemplate(
        ctx, {.id = named->launchTemplateId, .name = named->launchTemplateName}, "launch from");
    const auto version = requireTemplateVersion(ctx, launchTemplate, named->version);
    for (const auto& given : overridesOf(config)) {
      FleetPool pool;
      pool.shown.launchTemplateSpecification =
          sameMembers<FleetLaunchTemplateSpecification>(*named);
      if (!config.overrides.empty())
        pool.shown.overrides = sameMembers<FleetLaunchTemplateOverrides>(given);
      pool.templateJson = version.data;
      pool.over = launchOf(given, tags);
      pool.tags = templateTags(version);
      pool.maxPrice = maxPriceOf(version.data, given);
      pool.weight = given.weightedCapacity.value_or(1);
      pool.priority = given.priority;
      pools.push_back(std::move(pool));
    }
  }
  return pools;
}

void sortByPriority(std::vector<FleetPool>& pools) {
  std::ranges::stable_sort(pools, {}, [](const FleetPool& pool) {
    return pool.priority.value_or(std::numeric_limits<double>::max());
  });
}

FleetLaunch launchFleet(RequestContext& ctx, const FleetId& fleet,
                        const std::vector<FleetPool>& pools, const FleetChoice& choice) {
  Savepoint all(ctx.catalog.database());
  auto launch = Launcher(ctx, fleet, choice).run(pools);
  if (launch.fulfilled >= static_cast<double>(choice.minimum)) {
    all.commit();
  } else {
    launch.instances.clear();
    launch.fulfilled = 0;
  }
  return launch;
}

}  // namespace amilocal::ec2
