#pragma once

#include "amilocal/catalog/owned_table.h"
#include "amilocal/domain/network.h"

namespace amilocal {

using VpcTable = OwnedTable<domain::Vpc>;
using SubnetTable = OwnedTable<domain::Subnet>;
using SecurityGroupTable = OwnedTable<domain::SecurityGroup>;
using AddressTable = OwnedTable<domain::ElasticAddress>;
using PlacementGroupTable = OwnedTable<domain::PlacementGroup>;
using KeyPairTable = OwnedTable<domain::KeyPair>;

}  // namespace amilocal
