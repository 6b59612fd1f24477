#include "instance_world.h"

namespace amilocal::test {
namespace {

class ModifyInstanceMaintenanceOptions : public InstanceWorld {};

TEST_F(ModifyInstanceMaintenanceOptions, ChangesWhatIsNamed) {
  const auto id = givenInstance();
  const auto answer =
      call(&ec2::modifyInstanceMaintenanceOptions, {.instanceId = id, .autoRecovery = "disabled"});
  EXPECT_EQ(answer.autoRecovery, "disabled");
  EXPECT_EQ(answer.rebootMigration, "default");
  EXPECT_EQ(described(id).maintenanceOptions->autoRecovery, "disabled");
}

}  // namespace
}  // namespace amilocal::test
