#pragma once

#include "amilocal/catalog/owned_table.h"
#include "amilocal/domain/fleet.h"
#include "amilocal/domain/root_volume.h"
#include "amilocal/domain/spot.h"

namespace amilocal {

using SpotRequestTable = OwnedTable<domain::SpotRequest>;
using FleetTable = OwnedTable<domain::Fleet>;
using RootVolumeTaskTable = OwnedTable<domain::RootVolumeTask>;

}  // namespace amilocal
