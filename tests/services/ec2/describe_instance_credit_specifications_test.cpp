#include "instance_world.h"

namespace amilocal::test {
namespace {

class DescribeInstanceCreditSpecifications : public InstanceWorld {};

// EC2 User Guide, "Burstable performance instances": T3 is unlimited unless told otherwise.
TEST_F(DescribeInstanceCreditSpecifications, ShowsTheDefaultOfTheType) {
  const auto id = givenInstance();
  const auto list = call(&ec2::describeInstanceCreditSpecifications, {.instanceIds = {id}})
                        .instanceCreditSpecifications;
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list.at(0).cpuCredits, "unlimited");
}

TEST_F(DescribeInstanceCreditSpecifications, RefusesATypeWithoutCredits) {
  auto request = launch();
  request.instanceType = "m5.large";
  const auto id = *call(&ec2::runInstances, request).instances[0].instanceId;
  expectError(errorOf(&ec2::describeInstanceCreditSpecifications, {.instanceIds = {id}}),
              "InstanceCreditSpecification.NotSupported",
              "The instance '" + id + "' is not of a burstable performance type.");
}

TEST_F(DescribeInstanceCreditSpecifications, ListsOnlyUnlimitedOnesWithoutIds) {
  const auto id = givenInstance();
  auto request = launch();
  request.instanceType = "t2.micro";
  call(&ec2::runInstances, request);
  const auto list =
      call(&ec2::describeInstanceCreditSpecifications, {}).instanceCreditSpecifications;
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list.at(0).instanceId, id);
}

}  // namespace
}  // namespace amilocal::test
