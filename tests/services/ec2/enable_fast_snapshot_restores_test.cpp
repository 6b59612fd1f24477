#include <chrono>

#include "storage_test.h"

namespace amilocal::test {
namespace {

class EnableFastSnapshotRestores : public StorageTest {
 protected:
  ec2::FastSnapshotRestoresResponse enable(const SnapshotId& id,
                                           std::vector<std::string> zones = {"us-east-1a"}) {
    return call(&ec2::enableFastSnapshotRestores,
                {.availabilityZones = std::move(zones), .sourceSnapshotIds = {id.str()}});
  }
  std::string errorCodeOf(const SnapshotId& id) {
    const auto answer = enable(id);
    EXPECT_TRUE(answer.successful.empty());
    return answer.unsuccessful.at(0).fastSnapshotRestoreStateErrors.at(0).error->code.value();
  }
  ec2::FastSnapshotRestore first() {
    return call(&ec2::describeFastSnapshotRestores, {}).fastSnapshotRestores.at(0);
  }
  domain::Volume volumeIn(const SnapshotId& id, std::string zone) {
    return storedVolume(
        call(&ec2::createVolume, {.availabilityZone = std::move(zone), .snapshotId = id.str()})
            .volumeId);
  }
};

// The states and their reasons: snapshots-volumes-instances.md 1.3.
TEST_F(EnableFastSnapshotRestores, GoesThroughItsStates) {
  taskTime("1m");
  const auto id = givenSnapshot().id;
  const auto answer = enable(id).successful.at(0);
  EXPECT_EQ(answer.snapshotId, id.str());
  EXPECT_EQ(answer.availabilityZone, "us-east-1a");
  EXPECT_EQ(answer.availabilityZoneId, "use1-az6");
  EXPECT_EQ(answer.state, "enabling");
  EXPECT_EQ(answer.stateTransitionReason, "Client.UserInitiated");
  EXPECT_EQ(answer.ownerId, kOwner);
  EXPECT_EQ(answer.enablingTime, now());
  advance(std::chrono::minutes{1});
  EXPECT_EQ(first().state, "optimizing");
  EXPECT_EQ(first().stateTransitionReason, "Client.UserInitiated - Lifecycle state transition");
  advance(std::chrono::minutes{1});
  EXPECT_EQ(first().state, "enabled");
  EXPECT_EQ(first().enabledTime, now());
  EXPECT_EQ(first().optimizingTime, now() - std::chrono::minutes{1});
}

TEST_F(EnableFastSnapshotRestores, TakesZonesByTheirIds) {
  const auto answer =
      call(&ec2::enableFastSnapshotRestores, {.availabilityZoneIds = {"use1-az1", "use1-az2"},
                                              .sourceSnapshotIds = {givenSnapshot().id.str()}});
  ASSERT_EQ(answer.successful.size(), 2U);
  EXPECT_EQ(answer.successful.at(1).availabilityZoneId, "use1-az2");
}

// Volumes made then are restored fast: in that zone, by that account.
TEST_F(EnableFastSnapshotRestores, ShowsInTheVolumesMadeAfterwards) {
  const auto id = givenSnapshot().id;
  EXPECT_FALSE(volumeIn(id, "us-east-1a").fastRestored);
  enable(id);
  EXPECT_TRUE(volumeIn(id, "us-east-1a").fastRestored);
  EXPECT_FALSE(volumeIn(id, "us-east-1b").fastRestored);
  const auto shown =
      call(&ec2::describeVolumes, {.filters = {{.name = "fast-restored", .values = {"true"}}}})
          .volumes;
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(shown.front().fastRestored, true);
}

// "Not returned by CreateVolume" (EC2 API Reference, Volume, fastRestored).
TEST_F(EnableFastSnapshotRestores, IsNotToldByCreateVolume) {
  const auto id = givenSnapshot().id;
  enable(id);
  EXPECT_FALSE(call(&ec2::createVolume, {.availabilityZone = "us-east-1a", .snapshotId = id.str()})
                   .fastRestored);
}

TEST_F(EnableFastSnapshotRestores, ChangesNothingWhenItIsOn) {
  const auto id = givenSnapshot().id;
  enable(id);
  EXPECT_EQ(enable(id).successful.at(0).state, "enabled");
}

// One bad pair does not keep the others from being done.
TEST_F(EnableFastSnapshotRestores, TellsWhatCannotBeDoneInItsPlace) {
  const auto good = givenSnapshot().id;
  const auto pending = givenSnapshot([](auto& s) { s.state = domain::SnapshotState::pending; }).id;
  const auto answer = call(&ec2::enableFastSnapshotRestores,
                           {.availabilityZones = {"us-east-1a"},
                            .sourceSnapshotIds = {good.str(), pending.str(), "snap-00000000"}});
  EXPECT_EQ(answer.successful.size(), 1U);
  ASSERT_EQ(answer.unsuccessful.size(), 2U);
  const auto& error = answer.unsuccessful.at(0);
  EXPECT_EQ(error.snapshotId, pending.str());
  EXPECT_EQ(error.fastSnapshotRestoreStateErrors.at(0).availabilityZone, "us-east-1a");
  EXPECT_EQ(error.fastSnapshotRestoreStateErrors.at(0).error->code, "InvalidSnapshot.InvalidState");
  EXPECT_EQ(answer.unsuccessful.at(1).fastSnapshotRestoreStateErrors.at(0).error->code,
            "InvalidSnapshot.NotFound");
}

// Up to 16 TiB, and not while archived (Amazon EBS User Guide, considerations).
TEST_F(EnableFastSnapshotRestores, RefusesLargeAndArchivedSnapshots) {
  EXPECT_EQ(errorCodeOf(givenSnapshot([](auto& s) { s.volumeSizeGib = 16385; }).id),
            "InvalidParameterValue");
  EXPECT_EQ(errorCodeOf(givenSnapshot([](auto& s) { s.storageTier = "archive"; }).id),
            "InvalidSnapshot.InvalidState");
}

// Five snapshots in a Region, however many zones (the same page).
TEST_F(EnableFastSnapshotRestores, ObeysTheQuotaOfSnapshots) {
  for (int i = 0; i < 5; ++i) enable(givenSnapshot().id, {"us-east-1a", "us-east-1b"});
  EXPECT_EQ(errorCodeOf(givenSnapshot().id), "ResourceLimitExceeded");
  catalog().settings().put({{}, {}, limitSettingName(domain::Limit::fast_restores), "6"});
  EXPECT_TRUE(enable(givenSnapshot().id).unsuccessful.empty());
}

TEST_F(EnableFastSnapshotRestores, IsForSharedSnapshotsTooUntilTheyAreUnshared) {
  const auto id = givenSnapshot([](domain::Snapshot& s) {
                    s.createVolumePermissions = {{domain::GranteeKind::userId, kOther.data()}};
                  }).id;
  as(kOther);
  EXPECT_EQ(enable(id).successful.at(0).ownerId, kOther);
  as(kOwner);
  EXPECT_TRUE(call(&ec2::describeFastSnapshotRestores, {}).fastSnapshotRestores.empty());
  call(&ec2::resetSnapshotAttribute,
       {.attribute = "createVolumePermission", .snapshotId = id.str()});
  as(kOther);
  EXPECT_EQ(first().state, "disabled");
}

TEST_F(EnableFastSnapshotRestores, EndsWithTheArchivalOfTheSnapshot) {
  const auto id = givenSnapshot().id;
  enable(id);
  call(&ec2::modifySnapshotTier, {.snapshotId = id.str(), .storageTier = "archive"});
  EXPECT_EQ(first().state, "disabled");
}

// "When you delete a snapshot, fast snapshot restore is automatically disabled."
TEST_F(EnableFastSnapshotRestores, EndsWithTheSnapshot) {
  const auto id = givenSnapshot().id;
  taskTime("hold");
  enable(id);
  call(&ec2::deleteSnapshot, {.snapshotId = id.str()});
  EXPECT_TRUE(call(&ec2::describeFastSnapshotRestores, {}).fastSnapshotRestores.empty());
  EXPECT_TRUE(catalog().tasks().list({}).empty());
}

// The documented message of the event (errors.md section 4).
TEST_F(EnableFastSnapshotRestores, EndsDisabledWhenItsTaskFails) {
  taskTime("hold");
  const auto id = givenSnapshot().id;
  enable(id);
  const std::string why =
      "Client.InvalidSnapshot.InvalidState - The requested snapshot transitioned to an invalid "
      "state (Error)";
  finishTaskOf(domain::fastRestoreKey(id, "us-east-1a", kOwner),
               domain::StateReason{"Client.InvalidSnapshot.InvalidState", why});
  EXPECT_EQ(first().state, "disabled");
  EXPECT_EQ(first().stateTransitionReason, why);
}

TEST_F(EnableFastSnapshotRestores, NeedsZonesThatExistInOneSpelling) {
  const auto id = givenSnapshot().id.str();
  expectError(errorOf(&ec2::enableFastSnapshotRestores, {.sourceSnapshotIds = {id}}),
              "MissingParameter");
  expectError(errorOf(&ec2::enableFastSnapshotRestores, {.availabilityZones = {"us-east-1a"},
                                                         .availabilityZoneIds = {"use1-az1"},
                                                         .sourceSnapshotIds = {id}}),
              "InvalidParameterCombination");
  expectError(errorOf(&ec2::enableFastSnapshotRestores,
                      {.availabilityZones = {"us-east-1z"}, .sourceSnapshotIds = {id}}),
              "InvalidZone.NotFound");
}

}  // namespace
}  // namespace amilocal::test
