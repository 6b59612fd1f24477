#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "amilocal/domain/region.h"

namespace amilocal::domain {

/// The zone that a request names by its name or by its id (EC2 API Reference, CreateVolume:
/// "Either AvailabilityZone or AvailabilityZoneId must be specified, but not both"). Throws
/// MissingParameter, InvalidParameterCombination, InvalidZone.NotFound.
const Zone& requireZone(std::string_view region, const std::optional<std::string>& name,
                        const std::optional<std::string>& id);

/// `use1-az1` for `us-east-1a`; empty when the Region has no such zone.
std::string zoneIdOf(std::string_view region, std::string_view zoneName);

}  // namespace amilocal::domain
