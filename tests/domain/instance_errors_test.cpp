#include "amilocal/domain/errors/instance_errors.h"

#include <gtest/gtest.h>

#include <span>

namespace amilocal {
namespace {

struct Refusal {
  ApiError error;
  const char* code;
  const char* message;
};

const InstanceId kOne = InstanceId::trusted("i-00000001");
const InstanceId kTwo[] = {kOne, InstanceId::trusted("i-00000002")};
const ImageId kImage = ImageId::trusted("ami-00000001");

void expectEach(std::span<const Refusal> refusals) {
  for (const auto& refusal : refusals) {
    EXPECT_EQ(refusal.error.code(), refusal.code);
    EXPECT_EQ(refusal.error.message(), refusal.message);
  }
}

// aws-facts/errors.md section 5, text by text; section 8 for codes without a text.
TEST(InstanceErrors, HaveTheCodesAndTextsOfAws) {
  const Refusal refusals[] = {
      {errors::instanceNotFound(kOne), "InvalidInstanceID.NotFound",
       "The instance ID 'i-00000001' does not exist"},
      {errors::instancesNotFound(kTwo), "InvalidInstanceID.NotFound",
       "The instance IDs 'i-00000001, i-00000002' do not exist"},
      {errors::instanceNotInStateTo(kOne, "started"), "IncorrectInstanceState",
       "The instance 'i-00000001' is not in a state from which it can be started."},
      {errors::terminationProtected(kOne), "OperationNotPermitted",
       "The instance 'i-00000001' may not be terminated. Modify its 'disableApiTermination' "
       "instance attribute and try again."},
      {errors::stopProtected(kOne, "stopped"), "OperationNotPermitted",
       "The instance 'i-00000001' may not be stopped. Modify its 'disableApiStop' instance "
       "attribute and try again."},
      {errors::cannotStopInstanceStore(kOne), "UnsupportedOperation",
       "The instance 'i-00000001' does not have an 'ebs' root device type and cannot be stopped"},
      {errors::notHibernatable(kOne), "UnsupportedHibernationConfiguration",
       "The instance 'i-00000001' was not configured for hibernation."},
      {errors::unknownInstanceType("x"), "InvalidParameterValue",
       "Invalid value 'x' for InstanceType."},
      {errors::virtualizationMismatch(), "InvalidParameterCombination",
       "Non-Windows instances with a virtualization type of 'paravirtual' are currently not "
       "supported for this instance type."},
  };
  expectEach(refusals);
}

TEST(InstanceErrors, NameWhatALaunchAsksForInVain) {
  const Refusal refusals[] = {
      {errors::keyPairNotFound("x"), "InvalidKeyPair.NotFound", "The key pair 'x' does not exist"},
      {errors::subnetNotFound("subnet-1"), "InvalidSubnetID.NotFound",
       "The subnet ID 'subnet-1' does not exist"},
      {errors::securityGroupNotFound("sg-1"), "InvalidGroup.NotFound",
       "The security group 'sg-1' does not exist"},
      {errors::placementGroupUnknown("g"), "InvalidPlacementGroup.Unknown",
       "The Placement Group 'g' is unknown."},
      {errors::unknownInstanceProfile("NAME", "name"), "InvalidParameterValue",
       "Value (NAME) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance "
       "Profile name"},
      {errors::addressOutsideSubnet("10.0.0.6"), "InvalidParameterValue",
       "Address 10.0.0.6 does not fall within the subnet's address range"},
      {errors::addressInUse("10.0.0.6"), "InvalidIPAddress.InUse", "Address 10.0.0.6 is in use."},
      {errors::noFreeAddress("subnet-1"), "InsufficientFreeAddressesInSubnet",
       "The specified subnet does not have enough free addresses to satisfy the request: "
       "subnet-1"},
      {errors::oneAddressForSeveral(), "InvalidParameterCombination",
       "The parameter privateIpAddress cannot be used when more than one instance is launched"},
      {errors::invalidZone("us-east-1z"), "InvalidParameterValue",
       "Invalid availability zone: [us-east-1z]"},
      {errors::invalidUserData(), "InvalidUserData.Malformed",
       "Invalid BASE64 encoding of user data."},
      {errors::userDataTooLong(), "InvalidParameterValue", "User data is limited to 16384 bytes"},
      {errors::invalidCount("minCount", 0), "InvalidParameterValue",
       "Value (0) for parameter minCount is invalid. Expecting a value of 1 or more."},
      {errors::minimumAboveMaximum(), "InvalidParameterCombination",
       "The parameter minCount cannot be greater than the parameter maxCount"},
      {errors::tooManyInstances(1000), "ResourceCountExceeded",
       "You can launch up to 1000 instances in one request."},
      {errors::notAuthorizedForImages(kImage), "AuthFailure",
       "Not authorized for images: [ami-00000001]"},
      {errors::marketplaceOptInRequired("sku1"), "OptInRequired",
       "In order to use this AWS Marketplace product you need to accept terms and subscribe. To do "
       "so please visit https://aws.amazon.com/marketplace/pp?sku=sku1"},
  };
  expectEach(refusals);
}

TEST(InstanceErrors, TellArchitecturesApart) {
  const auto mismatch = errors::architectureMismatch("arm64", "x86_64");
  EXPECT_EQ(mismatch.code(), "InvalidParameterValue");
  EXPECT_TRUE(mismatch.message().starts_with(
      "The architecture 'arm64' of the specified instance type does not match the architecture "
      "'x86_64' of the specified AMI."));
}

}  // namespace
}  // namespace amilocal
