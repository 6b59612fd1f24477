#pragma once

#include <span>
#include <string_view>

#include "amilocal/domain/filter.h"
#include "amilocal/domain/region.h"

namespace amilocal::domain {

/// A Region as one account sees it.
struct RegionListing {
  const Region* region = nullptr;
  std::string_view optInStatus;
};

/// A zone and the Region it lies in.
struct ZoneListing {
  const Region* region = nullptr;
  const Zone* zone = nullptr;
};

/// Zones of the kind we have need no enabling, whatever their Region needs, and are always there
/// (aws-facts/snapshots-volumes-instances.md section 6).
inline constexpr std::string_view kZoneOptInStatus = "opt-in-not-required";
inline constexpr std::string_view kZoneState = "available", kZoneType = "availability-zone";

/// The filters of DescribeRegions and of DescribeAvailabilityZones.
std::span<const FilterRow<RegionListing>> regionFilters();
std::span<const FilterRow<ZoneListing>> zoneFilters();

}  // namespace amilocal::domain
