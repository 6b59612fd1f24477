#pragma once

#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/core/request_errors.h"

/// Refusals about security groups and their rules. Texts are AWS's where they are known from its
/// answers, and reconstructed in their manner elsewhere.
namespace amilocal::errors {

inline ApiError groupNotInDefaultVpc(std::string_view name, std::string_view vpc) {
  return {"InvalidGroup.NotFound", "The security group '" + std::string(name) +
                                       "' does not exist in default VPC '" + std::string(vpc) +
                                       "'"};
}
inline ApiError groupDuplicate(std::string_view name, std::string_view vpc) {
  return {"InvalidGroup.Duplicate", "The security group '" + std::string(name) +
                                        "' already exists for VPC '" + std::string(vpc) + "'"};
}
inline ApiError reservedGroupName(std::string_view name) {
  return invalidValue("Cannot use reserved security group name: " + std::string(name));
}
inline ApiError groupNameLikeAnId(std::string_view name) {
  return invalidParameterValue(name, "GroupName", "Group names may not be in the format sg-*.");
}
inline ApiError invalidGroupName(std::string_view name) {
  return invalidParameterValue(name, "GroupName",
                               "Names are up to 255 characters of a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
}
inline ApiError groupNameNotAscii(std::string_view name) {
  return invalidParameterValue(name, "GroupName", "Character sets beyond ASCII are not supported.");
}
inline ApiError invalidGroupDescription() {
  return invalidValue(
      "Invalid security group description. Valid descriptions are strings less than 256 characters "
      "from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
}
inline ApiError invalidRuleDescription() {
  return invalidValue(
      "Invalid rule description. Valid descriptions are strings less than 256 characters from the "
      "following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
}
inline ApiError defaultGroupUndeletable(std::string_view id) {
  return {"CannotDelete", "the specified group: \"" + std::string(id) +
                              "\" name: \"default\" cannot be deleted by a user"};
}
inline ApiError groupHasDependents(std::string_view id) {
  return {"DependencyViolation", "resource " + std::string(id) + " has a dependent object"};
}
inline ApiError groupMissing() { return missingParameter("groupName or groupId"); }
inline ApiError groupElsewhere() {
  return {"InvalidGroup.NotFound",
          "You have specified two resources that belong to different networks."};
}
/// RunInstances, errors.md section 5.
inline ApiError groupAndSubnetApart(std::string_view group, std::string_view subnet) {
  return invalidParameter("Security group " + std::string(group) + " and subnet " +
                          std::string(subnet) + " belong to different networks.");
}
inline ApiError groupNameWithSubnet() { return cannotBeUsedWith("groupName", "subnet"); }

// ---- Rules

inline ApiError ruleNotFound() {
  return {"InvalidPermission.NotFound",
          "The specified rule does not exist in this security group."};
}
/// `rule` is `peer: 0.0.0.0/0, TCP, from port: 22, to port: 22, ALLOW`.
inline ApiError ruleDuplicate(std::string_view rule) {
  return {"InvalidPermission.Duplicate",
          "the specified rule \"" + std::string(rule) + "\" already exists"};
}
inline ApiError ruleIdNotFound(std::string_view id) {
  return {"InvalidSecurityGroupRuleId.NotFound",
          "The security group rule ID '" + std::string(id) + "' does not exist"};
}
inline ApiError rulesMissing() {
  return {"MissingParameter",
          "Either 'ipPermissions' or 'securityGroupRuleIds' should be "
          "provided."};
}
inline ApiError descriptionsMissing() {
  return {"MissingParameter",
          "Either 'ipPermissions' or 'securityGroupRuleDescriptions' should be "
          "provided."};
}
inline ApiError rulesGivenTwice(std::string_view other) {
  return cannotBeUsedWith("ipPermissions", other);
}
inline ApiError unknownProtocol(std::string_view protocol) {
  return invalidValue("Invalid value '" + std::string(protocol) +
                      "' for IP protocol. Unknown protocol.");
}
inline ApiError portsMissing() {
  return invalidValue(
      "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
}
inline ApiError portOutOfRange(long long port) {
  return invalidValue("TCP/UDP port (" + std::to_string(port) + ") out of range");
}
inline ApiError portsReversed(long long from, long long to) {
  return invalidValue("Invalid TCP/UDP port range (" + std::to_string(from) + ":" +
                      std::to_string(to) + ")");
}
inline ApiError icmpOutOfRange(long long number) {
  return invalidValue("ICMP type or code (" + std::to_string(number) + ") out of range");
}
inline ApiError malformedPeer(std::string_view cidr) {
  return invalidValue("CIDR block " + std::string(cidr) + " is malformed");
}
inline ApiError peerMissing() {
  return invalidValue(
      "A rule needs an IPv4 or IPv6 range, a prefix list, or a security group to speak of.");
}
inline ApiError prefixListNotFound(std::string_view id) {
  return {"InvalidPrefixListID.NotFound",
          "The prefix list ID '" + std::string(id) + "' does not exist"};
}

}  // namespace amilocal::errors
