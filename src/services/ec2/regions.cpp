#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/domain/errors/region_errors.h"
#include "amilocal/domain/region.h"
#include "amilocal/domain/region_filters.h"
#include "amilocal/engine/request_context.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"

namespace amilocal::ec2 {
namespace {

bool contains(const std::vector<std::string>& texts, std::string_view text) {
  return std::ranges::find(texts, text) != texts.end();
}

// A caller knows the Regions of its own partition and no others.
void checkRegionNames(const std::vector<std::string>& names, std::string_view partition) {
  for (const auto& name : names) {
    const auto* const region = domain::findRegion(name);
    if (!region || region->partition != partition) throw errors::unknownRegion(name);
  }
}

// Regions that are not enabled are shown when all are asked for and when they are named (EC2 API
// Reference, DescribeRegions, RegionName: "whether they are enabled and disabled for your
// account").
bool isAskedFor(const domain::RegionListing& listing, const DescribeRegionsRequest& request) {
  if (!request.regionNames.empty()) return contains(request.regionNames, listing.region->name);
  return request.allRegions.value_or(false) || listing.optInStatus != "not-opted-in";
}

Region toWire(const domain::RegionListing& listing) {
  Region shape;
  shape.regionName = listing.region->name;
  shape.endpoint = domain::regionEndpoint(*listing.region);
  shape.optInStatus = listing.optInStatus;
  if (!listing.region->geography.empty())
    shape.geography.push_back({.name = std::string(listing.region->geography)});
  return shape;
}

void checkZones(const domain::Region* region, const DescribeAvailabilityZonesRequest& request) {
  for (const auto& name : request.zoneNames)
    if (!region || !domain::findZone(*region, name)) throw errors::unknownZone(name);
  for (const auto& id : request.zoneIds)
    if (!region || std::ranges::find(region->zones, id, &domain::Zone::id) == region->zones.end())
      throw errors::unknownZoneId(id);
}

AvailabilityZone toWire(const domain::ZoneListing& listing) {
  const auto& [region, zone] = listing;
  AvailabilityZone shape;
  shape.optInStatus = domain::kZoneOptInStatus;
  shape.regionName = region->name;
  shape.zoneName = zone->name;
  shape.zoneId = zone->id;
  shape.groupName = domain::zoneGroupName(*region);
  shape.groupLongName = domain::zoneGroupLongName(*region);
  shape.networkBorderGroup = region->name;
  shape.zoneType = domain::kZoneType;
  shape.state = domain::kZoneState;
  if (!region->geography.empty())
    shape.geography.push_back({.name = std::string(region->geography)});
  if (!region->subGeography.empty())
    shape.subGeography.push_back({.name = std::string(region->subGeography)});
  return shape;
}

}  // namespace

DescribeRegionsResponse describeRegions(RequestContext& ctx,
                                        const DescribeRegionsRequest& request) {
  const auto partition = domain::partitionOf(ctx.region());
  const auto filters = filtersOf(request.filters);
  domain::checkFilters(domain::regionFilters(), filters, domain::TagFilters::unknown);
  checkRegionNames(request.regionNames, partition);

  DescribeRegionsResponse response;
  for (const auto& region : domain::regions()) {
    const domain::RegionListing listing{&region,
                                        domain::optInStatus(region, ctx.settings.enabledRegions)};
    if (region.partition == partition && isAskedFor(listing, request) &&
        domain::matches(domain::regionFilters(), filters, listing, {}))
      response.regions.push_back(toWire(listing));
  }
  return response;
}

// AllAvailabilityZones adds zones that must be enabled first. All of ours are Availability Zones,
// which need not be, so it adds none (docs/compatibility.md: no Local Zones, no Wavelength Zones).
DescribeAvailabilityZonesResponse describeAvailabilityZones(
    RequestContext& ctx, const DescribeAvailabilityZonesRequest& request) {
  const auto* const region = domain::findRegion(ctx.region());
  const auto filters = filtersOf(request.filters);
  domain::checkFilters(domain::zoneFilters(), filters, domain::TagFilters::unknown);
  checkZones(region, request);

  DescribeAvailabilityZonesResponse response;
  if (!region) return response;
  for (const auto& zone : region->zones) {
    const domain::ZoneListing listing{region, &zone};
    if ((request.zoneNames.empty() || contains(request.zoneNames, zone.name)) &&
        (request.zoneIds.empty() || contains(request.zoneIds, zone.id)) &&
        domain::matches(domain::zoneFilters(), filters, listing, {}))
      response.availabilityZones.push_back(toWire(listing));
  }
  return response;
}

}  // namespace amilocal::ec2
