#pragma once

#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/core/request_errors.h"

/// Refusals about VPCs, subnets, addresses, placement groups and key pairs. Codes are those of
/// AWS's list of EC2 error codes; texts follow AWS's answers where these are known, and are
/// reconstructed in their manner elsewhere.
namespace amilocal::errors {

// ---- VPCs

inline ApiError vpcNotFound(std::string_view id) {
  return {"InvalidVpcID.NotFound", "The vpc ID '" + std::string(id) + "' does not exist"};
}
inline ApiError invalidVpcRange(std::string_view cidr) {
  return {"InvalidVpc.Range", "The CIDR '" + std::string(cidr) + "' is invalid."};
}
inline ApiError malformedCidrBlock(std::string_view cidr, std::string_view parameter) {
  return invalidParameterValue(cidr, parameter, "This is not a valid CIDR block.");
}
inline ApiError vpcHasDependencies(std::string_view id) {
  return {"DependencyViolation",
          "The vpc '" + std::string(id) + "' has dependencies and cannot be deleted."};
}
inline ApiError defaultVpcExists() {
  return {"DefaultVpcAlreadyExists",
          "A Default VPC already exists for this account in this region."};
}
inline ApiError noDefaultVpc() {
  return {"VPCIdNotSpecified",
          "No default VPC for this user. GroupName is only supported for EC2-Classic and default "
          "VPC."};
}
inline ApiError oneVpcAttribute() {
  return invalidCombination("Exactly one attribute of the VPC must be given.");
}
inline ApiError dnsHostnamesNeedDnsSupport() {
  return invalidCombination(
      "The attribute enableDnsHostnames can only be true when enableDnsSupport is true.");
}
inline ApiError hostTenancyOfVpc() {
  return invalidParameterValue("host", "instanceTenancy",
                               "A VPC has the tenancy default or dedicated.");
}

// ---- Subnets

inline ApiError invalidSubnetRange(std::string_view cidr) {
  return {"InvalidSubnet.Range", "The CIDR '" + std::string(cidr) + "' is invalid."};
}
inline ApiError subnetConflict(std::string_view cidr) {
  return {"InvalidSubnet.Conflict",
          "The CIDR '" + std::string(cidr) + "' conflicts with another subnet"};
}
inline ApiError subnetHasDependencies(std::string_view id) {
  return {"DependencyViolation",
          "The subnet '" + std::string(id) + "' has dependencies and cannot be deleted."};
}
/// `zones` are the names of the Region's, with commas between.
inline ApiError noSuchSubnetZone(std::string_view zone, std::string_view zones) {
  return invalidParameterValue(zone, "availabilityZone",
                               "Subnets can currently only be created in the following "
                               "availability zones: " +
                                   std::string(zones) + ".");
}
inline ApiError noDefaultSubnet(std::string_view vpc) {
  return {"MissingInput", "No subnets found for the default VPC '" + std::string(vpc) +
                              "'. Please specify a subnet."};
}
inline ApiError noDefaultSubnetInZone(std::string_view zone) {
  return {"InvalidInput", "No default subnet for availability zone: '" + std::string(zone) + "'."};
}
inline ApiError oneSubnetAttribute() {
  return invalidCombination("Exactly one attribute of the subnet must be given.");
}

// ---- What comes with a VPC

inline ApiError routeTableNotFound(std::string_view id) {
  return {"InvalidRouteTableID.NotFound",
          "The routeTable ID '" + std::string(id) + "' does not exist"};
}
inline ApiError internetGatewayNotFound(std::string_view id) {
  return {"InvalidInternetGatewayID.NotFound",
          "The internetGateway ID '" + std::string(id) + "' does not exist"};
}
inline ApiError networkAclNotFound(std::string_view id) {
  return {"InvalidNetworkAclID.NotFound",
          "The networkAcl ID '" + std::string(id) + "' does not exist"};
}
inline ApiError dhcpOptionsNotFound(std::string_view id) {
  return {"InvalidDhcpOptionID.NotFound",
          "The dhcpOption ID '" + std::string(id) + "' does not exist"};
}
inline ApiError networkInterfaceNotFound(std::string_view id) {
  return {"InvalidNetworkInterfaceID.NotFound",
          "The networkInterface ID '" + std::string(id) + "' does not exist"};
}

// ---- Addresses

inline ApiError allocationNotFound(std::string_view id) {
  return {"InvalidAllocationID.NotFound",
          "The allocation ID '" + std::string(id) + "' does not exist"};
}
inline ApiError addressNotFound(std::string_view address) {
  return {"InvalidAddress.NotFound", "Address '" + std::string(address) + "' not found."};
}
inline ApiError associationNotFound(std::string_view id) {
  return {"InvalidAssociationID.NotFound",
          "The association ID '" + std::string(id) + "' does not exist"};
}
inline ApiError alreadyAssociated(std::string_view allocation, std::string_view association) {
  return {"Resource.AlreadyAssociated", "resource " + std::string(allocation) +
                                            " is already associated with associate-id " +
                                            std::string(association)};
}
inline ApiError gatewayNotAttached(std::string_view vpc) {
  return {"Gateway.NotAttached",
          "Network " + std::string(vpc) + " is not attached to any internet gateway"};
}
inline ApiError instanceCannotTakeAddress(std::string_view state, std::string_view instance) {
  return {"InvalidInstanceID", "The " + std::string(state) + " instance '" + std::string(instance) +
                                   "' is not in a valid state for this operation."};
}
inline ApiError notAnAddressOf(std::string_view address, std::string_view networkInterface) {
  return invalidParameterValue(
      address, "privateIpAddress",
      "It is not an address of the interface " + std::string(networkInterface) + ".");
}

// ---- Placement groups

inline ApiError placementGroupDuplicate(std::string_view name) {
  return {"InvalidPlacementGroup.Duplicate",
          "The Placement Group '" + std::string(name) + "' already exists."};
}
inline ApiError placementGroupInUse(std::string_view name) {
  return {"InvalidPlacementGroup.InUse",
          "The placement group '" + std::string(name) + "' is in use and may not be deleted."};
}
inline ApiError partitionsWithoutStrategy() {
  return invalidCombination(
      "The parameter partitionCount can only be used with the strategy partition.");
}
inline ApiError spreadLevelWithoutStrategy() {
  return invalidCombination("The parameter spreadLevel can only be used with the strategy spread.");
}
inline ApiError invalidPartitionCount(long long count) {
  return invalidParameterValue(std::to_string(count), "partitionCount",
                               "Expecting a value from 1 to 7.");
}
inline ApiError invalidPartitionNumber(long long number, std::string_view group) {
  return invalidParameterValue(
      std::to_string(number), "partitionNumber",
      "The placement group " + std::string(group) + " has no partition of this number.");
}

// ---- Key pairs

inline ApiError keyPairDuplicate(std::string_view name) {
  return {"InvalidKeyPair.Duplicate", "The keypair '" + std::string(name) + "' already exists."};
}
inline ApiError keyPairIdNotFound(std::string_view id) {
  return {"InvalidKeyPair.NotFound", "The key pair ID '" + std::string(id) + "' does not exist"};
}
inline ApiError invalidPublicKey() {
  return {"InvalidKey.Format", "Key is not in valid OpenSSH public key format"};
}

/// Names of key pairs and placement groups have up to 255 ASCII characters.
inline ApiError nameTooLong(std::string_view name, std::string_view parameter) {
  return invalidParameterValue(name, parameter, "A name has up to 255 characters.");
}
inline ApiError nameNotAscii(std::string_view name, std::string_view parameter) {
  return invalidParameterValue(name, parameter, "Character sets beyond ASCII are not supported.");
}

}  // namespace amilocal::errors
