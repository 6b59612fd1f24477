#include "amilocal/domain/region_filters.h"

namespace amilocal::domain {
namespace {

using Texts = std::vector<std::string>;

// Names: aws-facts/snapshots-volumes-instances.md section 6.
constexpr FilterRow<RegionListing> kRegionFilters[] = {
    {"endpoint", [](const RegionListing& l) { return textsOf(regionEndpoint(*l.region)); }},
    {"opt-in-status", [](const RegionListing& l) { return textsOf(l.optInStatus); }},
    {"region-name", [](const RegionListing& l) { return textsOf(l.region->name); }},
};

// Availability Zones have no message and no parent zone, so these filters match none.
constexpr FilterRow<ZoneListing> kZoneFilters[] = {
    {"group-long-name", [](const ZoneListing& l) { return textsOf(zoneGroupLongName(*l.region)); }},
    {"group-name", [](const ZoneListing& l) { return textsOf(zoneGroupName(*l.region)); }},
    {"message", [](const ZoneListing&) { return Texts{}; }},
    {"opt-in-status", [](const ZoneListing&) { return textsOf(kZoneOptInStatus); }},
    {"parent-zone-id", [](const ZoneListing&) { return Texts{}; }},
    {"parent-zone-name", [](const ZoneListing&) { return Texts{}; }},
    {"region-name", [](const ZoneListing& l) { return textsOf(l.region->name); }},
    {"state", [](const ZoneListing&) { return textsOf(kZoneState); }},
    {"zone-id", [](const ZoneListing& l) { return textsOf(l.zone->id); }},
    {"zone-name", [](const ZoneListing& l) { return textsOf(l.zone->name); }},
    {"zone-type", [](const ZoneListing&) { return textsOf(kZoneType); }},
};

static_assert(std::ranges::is_sorted(kRegionFilters, {}, &FilterRow<RegionListing>::name));
static_assert(std::ranges::is_sorted(kZoneFilters, {}, &FilterRow<ZoneListing>::name));

}  // namespace

std::span<const FilterRow<RegionListing>> regionFilters() { return kRegionFilters; }
std::span<const FilterRow<ZoneListing>> zoneFilters() { return kZoneFilters; }

}  // namespace amilocal::domain
