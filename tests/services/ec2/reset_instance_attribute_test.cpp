#include "instance_world.h"

namespace amilocal::test {
namespace {

class ResetInstanceAttribute : public InstanceWorld {};

TEST_F(ResetInstanceAttribute, PutsTheSourceCheckBack) {
  const auto id = givenInstance();
  call(&ec2::modifyInstanceAttribute,
       {.sourceDestCheck = ec2::AttributeBooleanValue{.value = false}, .instanceId = id});
  EXPECT_FALSE(*described(id).sourceDestCheck);
  call(&ec2::resetInstanceAttribute, {.instanceId = id, .attribute = "sourceDestCheck"});
  EXPECT_TRUE(*described(id).sourceDestCheck);
}

TEST_F(ResetInstanceAttribute, PutsTheKernelOfTheImageBack) {
  const auto id = givenInstance();
  call(&ec2::stopInstances, {.instanceIds = {id}});
  call(&ec2::modifyInstanceAttribute,
       {.instanceId = id, .kernel = ec2::AttributeValue{.value = "aki-12345678"}});
  call(&ec2::resetInstanceAttribute, {.instanceId = id, .attribute = "kernel"});
  EXPECT_FALSE(described(id).kernelId.has_value());
}

TEST_F(ResetInstanceAttribute, RefusesOtherAttributes) {
  expectError(errorOf(&ec2::resetInstanceAttribute,
                      {.instanceId = givenInstance(), .attribute = "disableApiStop"}),
              "InvalidParameterValue");
}

}  // namespace
}  // namespace amilocal::test
