#pragma once

#include <string_view>

#include "amilocal/core/ids.h"

/// Ids of what concerns launches and their machines beside the instances themselves.
namespace amilocal {

struct SpotRequestKind {
  static constexpr std::string_view kPrefix = "sir";
};
struct RootVolumeTaskKind {
  static constexpr std::string_view kPrefix = "replacevol";
};
/// Fleets have a UUID behind the hyphen, so their texts are made and checked in domain/fleet.h.
struct FleetKind {
  static constexpr std::string_view kPrefix = "fleet";
};

using SpotRequestId = Id<SpotRequestKind>;
using RootVolumeTaskId = Id<RootVolumeTaskKind>;
using FleetId = Id<FleetKind>;

}  // namespace amilocal
