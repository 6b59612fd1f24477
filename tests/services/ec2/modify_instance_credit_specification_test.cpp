#include "instance_world.h"

namespace amilocal::test {
namespace {

class ModifyInstanceCreditSpecification : public InstanceWorld {};

TEST_F(ModifyInstanceCreditSpecification, ChangesEachOrSaysWhyNot) {
  const auto id = givenInstance();
  const auto answer = call(
      &ec2::modifyInstanceCreditSpecification,
      {.instanceCreditSpecifications = {{.instanceId = id, .cpuCredits = "standard"},
                                        {.instanceId = "i-12345678", .cpuCredits = "standard"}}});
  EXPECT_EQ(answer.successfulInstanceCreditSpecifications.at(0).instanceId, id);
  EXPECT_EQ(answer.unsuccessfulInstanceCreditSpecifications.at(0).error->code,
            "InvalidInstanceID.NotFound");
  EXPECT_EQ(call(&ec2::describeInstanceCreditSpecifications, {.instanceIds = {id}})
                .instanceCreditSpecifications.at(0)
                .cpuCredits,
            "standard");
}

}  // namespace
}  // namespace amilocal::test
