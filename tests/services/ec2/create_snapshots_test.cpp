#include "storage_test.h"

namespace amilocal::test {
namespace {

class CreateSnapshots : public StorageTest {
 protected:
  CreateSnapshots()
      : instance_(givenInstance()),
        root_(givenAttached(instance_, "/dev/xvda")),
        data_(givenAttached(instance_, "/dev/sdf")) {}

  ec2::CreateSnapshotsRequest ofAll() {
    ec2::CreateSnapshotsRequest request;
    request.instanceSpecification.instanceId = instance_.id.str();
    return request;
  }

  domain::Instance instance_;
  domain::Volume root_, data_;
};

TEST_F(CreateSnapshots, MakesOneOfEachAttachedVolume) {
  const auto answer = call(&ec2::createSnapshots, ofAll());
  ASSERT_EQ(answer.snapshots.size(), 2U);
  EXPECT_NE(answer.snapshots[0].volumeId, answer.snapshots[1].volumeId);
  for (const auto& snapshot : answer.snapshots) {
    EXPECT_EQ(snapshot.state, "pending");
    EXPECT_EQ(snapshot.progress, "");
    EXPECT_EQ(snapshot.startTime, now());  // one instant for all: a crash-consistent set
    EXPECT_EQ(storedSnapshot(snapshot.snapshotId).state, domain::SnapshotState::completed);
  }
}

TEST_F(CreateSnapshots, GivesAllTheSameDescriptionAndTags) {
  auto request = ofAll();
  request.description = "nightly";
  request.tagSpecifications = {tagged("snapshot", {tag("k", "v")})};
  for (const auto& snapshot : call(&ec2::createSnapshots, request).snapshots) {
    EXPECT_EQ(snapshot.description, "nightly");
    EXPECT_EQ(tagsOn(*snapshot.snapshotId), (domain::Tags{{"k", "v"}}));
  }
}

TEST_F(CreateSnapshots, LeavesOutTheBootVolume) {
  auto request = ofAll();
  request.instanceSpecification.excludeBootVolume = true;
  const auto answer = call(&ec2::createSnapshots, request);
  ASSERT_EQ(answer.snapshots.size(), 1U);
  EXPECT_EQ(answer.snapshots[0].volumeId, data_.id.str());
}

TEST_F(CreateSnapshots, LeavesOutDataVolumes) {
  auto request = ofAll();
  request.instanceSpecification.excludeDataVolumeIds = {data_.id.str()};
  const auto answer = call(&ec2::createSnapshots, request);
  ASSERT_EQ(answer.snapshots.size(), 1U);
  EXPECT_EQ(answer.snapshots[0].volumeId, root_.id.str());
}

// Naming the root volume fails (EC2 API Reference, InstanceSpecification).
TEST_F(CreateSnapshots, RefusesTheRootAmongTheDataVolumes) {
  auto request = ofAll();
  request.instanceSpecification.excludeDataVolumeIds = {root_.id.str()};
  expectError(errorOf(&ec2::createSnapshots, request), "InvalidParameterValue");
}

TEST_F(CreateSnapshots, RefusesAnExcludedVolumeOfAnotherInstance) {
  auto request = ofAll();
  request.instanceSpecification.excludeDataVolumeIds = {givenVolume().id.str()};
  expectError(errorOf(&ec2::createSnapshots, request), "InvalidParameterValue");
}

TEST_F(CreateSnapshots, RefusesMoreThanFortyExcludedVolumes) {
  auto request = ofAll();
  request.instanceSpecification.excludeDataVolumeIds.assign(41, data_.id.str());
  expectError(errorOf(&ec2::createSnapshots, request), "InvalidParameterValue");
}

TEST_F(CreateSnapshots, RefusesToMakeNone) {
  auto request = ofAll();
  request.instanceSpecification.excludeBootVolume = true;
  request.instanceSpecification.excludeDataVolumeIds = {data_.id.str()};
  expectError(errorOf(&ec2::createSnapshots, request), "InvalidParameterCombination");
}

// The request's own tags win over the volume's; tags of AWS stay behind.
TEST_F(CreateSnapshots, CopiesTheTagsOfTheVolumes) {
  catalog().tags().put({std::string(kOwner), "us-east-1", "volume", data_.id.str()},
                       {{"a", "volume"}, {"b", "volume"}, {"aws:x", "y"}});
  auto request = ofAll();
  request.instanceSpecification.excludeBootVolume = true;
  request.copyTagsFromSource = "volume";
  request.tagSpecifications = {tagged("snapshot", {tag("b", "request")})};
  const auto answer = call(&ec2::createSnapshots, request);
  EXPECT_EQ(tagsOn(*answer.snapshots.at(0).snapshotId),
            (domain::Tags{{"a", "volume"}, {"b", "request"}}));
}

TEST_F(CreateSnapshots, RefusesMoreThanFiftyTagsInAll) {
  domain::Tags many;
  for (int i = 0; i < 50; ++i) many.push_back({"key" + std::to_string(i), ""});
  catalog().tags().put({std::string(kOwner), "us-east-1", "volume", data_.id.str()}, many);
  auto request = ofAll();
  request.copyTagsFromSource = "volume";
  request.tagSpecifications = {tagged("snapshot", {tag("one more", "")})};
  expectError(errorOf(&ec2::createSnapshots, request), "TagLimitExceeded");
}

TEST_F(CreateSnapshots, RefusesAnInstanceThatIsNotThere) {
  ec2::CreateSnapshotsRequest request;
  request.instanceSpecification.instanceId = "i-4cbc822a";
  expectError(errorOf(&ec2::createSnapshots, request), "InvalidInstanceID.NotFound",
              "The instance ID 'i-4cbc822a' does not exist");
}

TEST_F(CreateSnapshots, RefusesATerminatedInstance) {
  const auto gone =
      givenInstance([](domain::Instance& i) { i.state = domain::InstanceState::terminated; });
  ec2::CreateSnapshotsRequest request;
  request.instanceSpecification.instanceId = gone.id.str();
  expectError(errorOf(&ec2::createSnapshots, request), "IncorrectInstanceState");
}

TEST_F(CreateSnapshots, RefusesLocalSnapshots) {
  auto request = ofAll();
  request.location = "local";
  expectError(errorOf(&ec2::createSnapshots, request), "UnsupportedOperation");
}

}  // namespace
}  // namespace amilocal::test
