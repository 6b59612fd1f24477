#pragma once

#include <span>
#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/core/ids.h"
#include "amilocal/core/request_errors.h"

/// Refusals of instance operations, with the texts of aws-facts/errors.md section 5.
namespace amilocal::errors {

inline ApiError instancesNotFound(std::span<const InstanceId> ids) {
  std::string list;
  for (const auto& id : ids) list += (list.empty() ? "" : ", ") + id.str();
  return {"InvalidInstanceID.NotFound", ids.size() == 1
                                            ? "The instance ID '" + list + "' does not exist"
                                            : "The instance IDs '" + list + "' do not exist"};
}
inline ApiError instanceNotFound(const InstanceId& id) {
  return instancesNotFound(std::span(&id, 1));
}
inline ApiError instanceNotInStateTo(const InstanceId& id, std::string_view participle) {
  return {"IncorrectInstanceState", "The instance '" + id.str() +
                                        "' is not in a state from which it can be " +
                                        std::string(participle) + "."};
}
inline ApiError terminationProtected(const InstanceId& id) {
  return {"OperationNotPermitted",
          "The instance '" + id.str() +
              "' may not be terminated. Modify its 'disableApiTermination' instance attribute and "
              "try again."};
}
/// `participle` is `stopped` or `terminated`: stop protection forbids both.
inline ApiError stopProtected(const InstanceId& id, std::string_view participle) {
  return {"OperationNotPermitted", "The instance '" + id.str() + "' may not be " +
                                       std::string(participle) +
                                       ". Modify its 'disableApiStop' instance attribute and try "
                                       "again."};
}
inline ApiError cannotStopInstanceStore(const InstanceId& id) {
  return {"UnsupportedOperation", "The instance '" + id.str() +
                                      "' does not have an 'ebs' root device type and cannot be "
                                      "stopped"};
}
inline ApiError notHibernatable(const InstanceId& id) {
  return {"UnsupportedHibernationConfiguration",
          "The instance '" + id.str() + "' was not configured for hibernation."};
}
inline ApiError unknownInstanceType(std::string_view type) {
  return invalidValue("Invalid value '" + std::string(type) + "' for InstanceType.");
}
inline ApiError architectureMismatch(std::string_view ofType, std::string_view ofImage) {
  return invalidValue(
      "The architecture '" + std::string(ofType) +
      "' of the specified instance type does not match the architecture '" + std::string(ofImage) +
      "' of the specified AMI. Specify an instance type and an AMI that have matching "
      "architectures, and try again. You can use 'describe-instance-types' or 'describe-images' "
      "to discover the architecture of the instance type or AMI.");
}
/// DescribeInstanceTypes names all types that it does not know.
inline ApiError instanceTypesNotFound(std::span<const std::string> names) {
  std::string list;
  for (const auto& name : names) list += (list.empty() ? "" : ", ") + name;
  return {"InvalidInstanceType",
          "The following supplied instance types do not exist: [" + list + "]"};
}
inline ApiError tooManyInstanceTypes(int maximum) {
  return invalidValue("No more than " + std::to_string(maximum) +
                      " instance types can be described in one request.");
}
inline ApiError virtualizationMismatch() {
  return {"InvalidParameterCombination",
          "Non-Windows instances with a virtualization type of 'paravirtual' are currently not "
          "supported for this instance type."};
}
inline ApiError keyPairNotFound(std::string_view name) {
  return {"InvalidKeyPair.NotFound", "The key pair '" + std::string(name) + "' does not exist"};
}
inline ApiError subnetNotFound(std::string_view id) {
  return {"InvalidSubnetID.NotFound", "The subnet ID '" + std::string(id) + "' does not exist"};
}
inline ApiError securityGroupNotFound(std::string_view id) {
  return {"InvalidGroup.NotFound", "The security group '" + std::string(id) + "' does not exist"};
}
inline ApiError placementGroupUnknown(std::string_view name) {
  return {"InvalidPlacementGroup.Unknown",
          "The Placement Group '" + std::string(name) + "' is unknown."};
}
/// `how` is `name` or `arn`: what the profile was named by.
inline ApiError unknownInstanceProfile(std::string_view value, std::string_view how) {
  return invalidParameterValue(
      value, "iamInstanceProfile." + std::string(how),
      "Invalid IAM Instance Profile " + std::string(how == "arn" ? "ARN" : "name"));
}
inline ApiError profileNamedTwice() {
  return invalidCombination(
      "The parameter 'iamInstanceProfile.name' may not be used in "
      "combination with 'iamInstanceProfile.arn'");
}
inline ApiError addressOutsideSubnet(std::string_view address) {
  return invalidValue("Address " + std::string(address) +
                      " does not fall within the subnet's address range");
}
inline ApiError addressInUse(std::string_view address) {
  return {"InvalidIPAddress.InUse", "Address " + std::string(address) + " is in use."};
}
inline ApiError noFreeAddress(std::string_view subnet) {
  return {"InsufficientFreeAddressesInSubnet",
          "The specified subnet does not have enough free addresses to satisfy the request: " +
              std::string(subnet)};
}
inline ApiError oneAddressForSeveral() {
  return invalidCombination(
      "The parameter privateIpAddress cannot be used when more than one instance is launched");
}
inline ApiError invalidZone(std::string_view zone) {
  return invalidValue("Invalid availability zone: [" + std::string(zone) + "]");
}
inline ApiError invalidUserData() {
  return {"InvalidUserData.Malformed", "Invalid BASE64 encoding of user data."};
}
inline ApiError userDataTooLong() { return invalidValue("User data is limited to 16384 bytes"); }
inline ApiError invalidCount(std::string_view parameter, long long value) {
  return invalidParameterValue(std::to_string(value), parameter, "Expecting a value of 1 or more.");
}
inline ApiError minimumAboveMaximum() {
  return invalidCombination("The parameter minCount cannot be greater than the parameter maxCount");
}
inline ApiError tooManyInstances(long long maximum) {
  return {"ResourceCountExceeded",
          "You can launch up to " + std::to_string(maximum) + " instances in one request."};
}
/// The image exists and is not shared with the caller (errors.md section 2; HTTP 400).
inline ApiError notAuthorizedForImages(const ImageId& id) {
  return {"AuthFailure", "Not authorized for images: [" + id.str() + "]"};
}
/// A Marketplace image without a subscription.
inline ApiError marketplaceOptInRequired(std::string_view productCode) {
  return {"OptInRequired",
          "In order to use this AWS Marketplace product you need to accept terms and subscribe. To "
          "do so please visit https://aws.amazon.com/marketplace/pp?sku=" +
              std::string(productCode),
          401};
}

/// What can be changed in a stopped instance only.
inline ApiError instanceNotStopped(const InstanceId& id) {
  return {"IncorrectInstanceState",
          "The instance '" + id.str() + "' is not in the 'stopped' state."};
}
inline ApiError unknownInstanceAttribute(std::string_view name) {
  return invalidParameterValue(name, "attribute", "Unknown attribute.");
}
inline ApiError severalInstanceAttributes() {
  return invalidCombination("Fields for multiple attribute types specified");
}
inline ApiError noInstanceAttribute() { return invalidCombination("No attributes specified."); }
inline ApiError noDeviceMapped(std::string_view device) {
  return {"InvalidInstanceAttributeValue",
          "No device is currently mapped at " + std::string(device)};
}
inline ApiError invalidInstanceAttributeValue(std::string_view value, std::string_view attribute) {
  return {"InvalidInstanceAttributeValue",
          "Invalid value '" + std::string(value) + "' for " + std::string(attribute) + "."};
}
inline ApiError ebsOptimizedUnsupported() {
  return {
      "Unsupported",
      "EBS-optimized instances are not supported for your requested configuration. Please check "
      "the documentation for supported configurations."};
}
inline ApiError creditsNotSupported(const InstanceId& id) {
  return {"InstanceCreditSpecification.NotSupported",
          "The instance '" + id.str() + "' is not of a burstable performance type."};
}
/// Terraform tries again on these words, as a role takes a while to spread.
inline ApiError instanceProfileWithoutRole(std::string_view arn) {
  return invalidParameterValue(
      arn, "iamInstanceProfile.arn",
      "IAM Instance Profile \"" + std::string(arn) + "\" has no associated IAM Roles");
}
inline ApiError profileAlreadyAssociated(const InstanceId& id) {
  return {"IncorrectState", "There is an existing association for instance " + id.str()};
}
inline ApiError profileAssociationNotFound(std::string_view id) {
  return {"NoSuchAssociation", "An invalid association-id of '" + std::string(id) + "' was given"};
}
inline ApiError latestConsoleUnsupported() {
  return {"UnsupportedOperation",
          "This instance type does not support retrieving the latest console logs. To determine "
          "which instance types are supported, see the documentation."};
}

}  // namespace amilocal::errors
