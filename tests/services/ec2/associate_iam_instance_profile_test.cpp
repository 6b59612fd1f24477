#include "profile_world.h"

namespace amilocal::test {
namespace {

class AssociateIamInstanceProfile : public ProfileWorld {};

TEST_F(AssociateIamInstanceProfile, GivesARunningInstanceItsProfile) {
  const auto id = givenInstance();
  const auto profile = givenProfile("p");
  const auto answer =
      *call(&ec2::associateIamInstanceProfile, {.iamInstanceProfile = profile, .instanceId = id})
           .iamInstanceProfileAssociation;
  EXPECT_EQ(answer.state, "associating");
  EXPECT_EQ(described(id).iamInstanceProfile->arn, "arn:aws:iam::111111111111:instance-profile/p");
  EXPECT_EQ(associations().at(0).state, "associated");
  expectError(
      errorOf(&ec2::associateIamInstanceProfile, {.iamInstanceProfile = profile, .instanceId = id}),
      "IncorrectState", "There is an existing association for instance " + id);
}

// Terraform waits on these words (errors.md section 5).
TEST_F(AssociateIamInstanceProfile, WantsAProfileThatExistsAndHasARole) {
  const auto id = givenInstance();
  ec2::IamInstanceProfileSpecification named{.arn = {}, .name = "none"};
  expectError(
      errorOf(&ec2::associateIamInstanceProfile, {.iamInstanceProfile = named, .instanceId = id}),
      "InvalidParameterValue",
      "Value (none) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance "
      "Profile name");
  call(&iam::createInstanceProfile, {.instanceProfileName = "none"});
  EXPECT_NE(
      errorOf(&ec2::associateIamInstanceProfile, {.iamInstanceProfile = named, .instanceId = id})
          .message()
          .find("has no associated IAM Roles"),
      std::string::npos);
}

TEST_F(AssociateIamInstanceProfile, IsDoneByALaunchToo) {
  auto request = launch();
  request.iamInstanceProfile = givenProfile("p");
  const auto id = *call(&ec2::runInstances, request).instances[0].instanceId;
  EXPECT_EQ(associations().at(0).instanceId, id);
  request.iamInstanceProfile = ec2::IamInstanceProfileSpecification{.arn = "a", .name = "b"};
  EXPECT_EQ(errorOf(&ec2::runInstances, request).code(), "InvalidParameterCombination");
}

}  // namespace
}  // namespace amilocal::test
