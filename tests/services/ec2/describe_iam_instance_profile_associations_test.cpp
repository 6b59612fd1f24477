#include "profile_world.h"

namespace amilocal::test {
namespace {

class DescribeIamInstanceProfileAssociations : public ProfileWorld {};

TEST_F(DescribeIamInstanceProfileAssociations, FiltersByInstance) {
  auto request = launch();
  request.iamInstanceProfile = givenProfile("p");
  const auto id = *call(&ec2::runInstances, request).instances[0].instanceId;
  call(&ec2::runInstances, request);
  EXPECT_EQ(associations().size(), 2U);
  const auto some = call(&ec2::describeIamInstanceProfileAssociations,
                         {.filters = {{.name = "instance-id", .values = {id}}}});
  ASSERT_EQ(some.iamInstanceProfileAssociations.size(), 1U);
  EXPECT_EQ(some.iamInstanceProfileAssociations.at(0).instanceId, id);
  expectError(
      errorOf(&ec2::describeIamInstanceProfileAssociations, {.associationIds = {"iip-assoc-1"}}),
      "NoSuchAssociation", "An invalid association-id of 'iip-assoc-1' was given");
}

}  // namespace
}  // namespace amilocal::test
