#include <chrono>

#include "storage_test.h"

namespace amilocal::test {
namespace {

class DisableFastSnapshotRestores : public StorageTest {
 protected:
  ec2::FastSnapshotRestoresRequest pair(const SnapshotId& id) {
    return {.availabilityZones = {"us-east-1a"}, .sourceSnapshotIds = {id.str()}};
  }
};

TEST_F(DisableFastSnapshotRestores, GoesThroughItsStates) {
  const auto id = givenSnapshot().id;
  call(&ec2::enableFastSnapshotRestores, pair(id));
  taskTime("1m");
  const auto answer = call(&ec2::disableFastSnapshotRestores, pair(id)).successful.at(0);
  EXPECT_EQ(answer.state, "disabling");
  EXPECT_EQ(answer.stateTransitionReason, "Client.UserInitiated");
  EXPECT_EQ(answer.disablingTime, now());
  EXPECT_TRUE(answer.enabledTime);
  advance(std::chrono::minutes{1});
  const auto shown = call(&ec2::describeFastSnapshotRestores, {}).fastSnapshotRestores.at(0);
  EXPECT_EQ(shown.state, "disabled");
  EXPECT_EQ(shown.disabledTime, now());
}

TEST_F(DisableFastSnapshotRestores, CanBeEnabledAgain) {
  const auto id = givenSnapshot().id;
  call(&ec2::enableFastSnapshotRestores, pair(id));
  call(&ec2::disableFastSnapshotRestores, pair(id));
  call(&ec2::enableFastSnapshotRestores, pair(id));
  const auto shown = call(&ec2::describeFastSnapshotRestores, {}).fastSnapshotRestores.at(0);
  EXPECT_EQ(shown.state, "enabled");
  EXPECT_FALSE(shown.disabledTime);
}

// An enabling that waits does not come back after it.
TEST_F(DisableFastSnapshotRestores, EndsAnEnablingUnderWay) {
  const auto id = givenSnapshot().id;
  taskTime("1m");
  call(&ec2::enableFastSnapshotRestores, pair(id));
  call(&ec2::disableFastSnapshotRestores, pair(id));
  advance(std::chrono::minutes{10});
  EXPECT_EQ(call(&ec2::describeFastSnapshotRestores, {}).fastSnapshotRestores.at(0).state,
            "disabled");
}

TEST_F(DisableFastSnapshotRestores, TellsWhereItIsNotEnabled) {
  const auto answer = call(&ec2::disableFastSnapshotRestores, pair(givenSnapshot().id));
  EXPECT_TRUE(answer.successful.empty());
  EXPECT_EQ(answer.unsuccessful.at(0).fastSnapshotRestoreStateErrors.at(0).error->code,
            "InvalidParameterValue");
}

}  // namespace
}  // namespace amilocal::test
