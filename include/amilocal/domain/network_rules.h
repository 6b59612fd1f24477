#pragma once

#include <span>
#include <string>
#include <string_view>

#include "amilocal/domain/network.h"

namespace amilocal::domain {

/// The range of a new VPC in its canonical form: /16 to /28 (VPC User Guide, "VPC CIDR blocks").
/// Throws InvalidParameterValue for what is no range, InvalidVpc.Range.
std::string vpcBlock(std::string_view cidr);

/// The range of a new subnet: /16 to /28, within its VPC, and apart from its other subnets. Throws
/// InvalidParameterValue, InvalidSubnet.Range, InvalidSubnet.Conflict.
std::string subnetBlock(std::string_view cidr, const Vpc& vpc, std::span<const Subnet> others);

/// Names of key pairs and placement groups: up to 255 ASCII characters (EC2 API Reference,
/// CreateKeyPair, CreatePlacementGroup). Throws InvalidParameterValue.
void checkAsciiName(std::string_view name, std::string_view parameter);

}  // namespace amilocal::domain
