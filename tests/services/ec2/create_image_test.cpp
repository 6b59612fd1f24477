#include "amilocal/domain/errors/block_device_errors.h"
#include "amilocal/domain/errors/image_creation_errors.h"
#include "storage_test.h"

namespace amilocal::test {
namespace {

using domain::ImageState;
using domain::SnapshotState;

class CreateImageTest : public StorageTest {
 protected:
  CreateImageTest() : instance_(givenInstance()) {
    root_ = givenAttached(instance_, "/dev/xvda");
    data_ = givenAttached(instance_, "/dev/sdf");
  }

  ec2::CreateImageRequest wish(const std::string& name = "web") {
    return {.instanceId = instance_.id.str(), .name = name};
  }
  ImageId created(const ec2::CreateImageRequest& request) {
    return ImageId::trusted(call(&ec2::createImage, request).imageId.value());
  }
  ApiError refusal(const ec2::CreateImageRequest& request) {
    return errorOf(&ec2::createImage, request);
  }
  domain::Image image(const ImageId& id) { return catalog().images().find(id).value(); }
  std::vector<domain::Snapshot> snapshotsOf(const ImageId& id) {
    std::vector<domain::Snapshot> snapshots;
    for (const auto& device : image(id).blockDevices)
      if (device.ebs && device.ebs->snapshotId)
        snapshots.push_back(stored(*device.ebs->snapshotId));
    return snapshots;
  }

  domain::Instance instance_;
  domain::Volume root_, data_;
};

TEST_F(CreateImageTest, MakesAnImageThatIsPendingUntilItsTaskIsDone) {
  taskTime("hold");
  const auto id = created(wish());
  EXPECT_EQ(image(id).state, ImageState::pending);
  finishTaskOf(id.str());
  EXPECT_EQ(image(id).state, ImageState::available);
  EXPECT_TRUE(catalog().tasks().list().empty());
}

// With task time 0 the creating call answers, and the next look shows the end.
TEST_F(CreateImageTest, IsDoneAtTheNextLookWithoutTaskTime) {
  EXPECT_EQ(image(created(wish())).state, ImageState::available);
}

// Where work takes no time the rows are written as they are at the end, without a task: nobody may
// tell the difference.
TEST_F(CreateImageTest, IsTheSameWithoutATaskAsWithOne) {
  const auto story = [&](const std::string& taskTimes) {
    taskTime(taskTimes);
    const auto before = catalog().journal().list(0, 1000, {}).size();
    const auto eventsBefore = catalog().events().lastId();
    const auto id = created(wish("made in " + taskTimes));
    if (taskTimes == "hold") finishTaskOf(id.str());
    EXPECT_TRUE(catalog().tasks().list().empty());
    auto made = image(id);
    std::vector<std::string> ids{id.str()};
    for (const auto& snapshot : snapshotsOf(id)) ids.push_back(snapshot.id.str());
    std::vector<std::string> lines;
    for (const auto& entry : catalog().journal().list(0, 1000, {}))
      lines.push_back(entry.resourceId + " " + entry.fromState + " > " + entry.toState + " by " +
                      entry.cause + " " + entry.reason);
    lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(before));
    for (const auto& event : catalog().events().list({.after = eventsBefore, .limit = 100}))
      lines.push_back(event.detailType + " " + event.detail);
    for (const auto& snapshot : snapshotsOf(id))
      lines.push_back(std::string(domain::toString(snapshot.state)) + " " + snapshot.description +
                      " " + (snapshot.dueAt ? "due " : "") +
                      (snapshot.completedAt == now() ? "completed now" : ""));
    lines.push_back(std::string(domain::toString(made.state)));
    for (auto& line : lines)
      for (std::size_t i = 0; i < ids.size(); ++i)
        for (auto at = line.find(ids[i]); at != std::string::npos; at = line.find(ids[i]))
          line.replace(at, ids[i].size(), "#" + std::to_string(i));
    return lines;
  };
  const auto withTask = story("hold");
  EXPECT_EQ(withTask.size(), 3u + 3u + 3u + 2u + 1u);  // births, ends, events, rows
  EXPECT_EQ(story("0"), withTask);
}

TEST_F(CreateImageTest, MakesASnapshotOfEachAttachedVolume) {
  taskTime("5m");
  const auto id = created(wish());
  auto snapshots = snapshotsOf(id);
  ASSERT_EQ(snapshots.size(), 2u);
  EXPECT_EQ(snapshots[0].volumeId, root_.id.str());
  EXPECT_EQ(snapshots[1].volumeId, data_.id.str());
  EXPECT_EQ(snapshots[0].state, SnapshotState::pending);
  EXPECT_EQ(snapshots[0].dueAt, now() + std::chrono::minutes{5});
  EXPECT_EQ(snapshots[0].description,
            "Created by CreateImage(" + instance_.id.str() + ") for " + id.str());
  advance(std::chrono::minutes{5});
  snapshots = snapshotsOf(id);
  EXPECT_EQ(snapshots[0].state, SnapshotState::completed);
  EXPECT_EQ(snapshots[0].completedAt, now());
}

TEST_F(CreateImageTest, FailsWithItsTask) {
  taskTime("hold");
  const auto id = created(wish());
  finishTaskOf(id.str(), domain::StateReason{"Server.InternalError", "no luck"});
  EXPECT_EQ(image(id).state, ImageState::failed);
  EXPECT_EQ(image(id).stateReason->code, "Server.InternalError");
  EXPECT_EQ(snapshotsOf(id)[0].state, SnapshotState::error);
}

// The state does not visibly change, rebooted or not (images.md section 7, CreateImage; Terraform
// waits for `running` afterwards).
TEST_F(CreateImageTest, LeavesTheInstanceAsItWas) {
  for (const bool noReboot : {true, false}) {
    auto request = wish(noReboot ? "one" : "two");
    request.noReboot = noReboot;
    created(request);
    EXPECT_EQ(catalog().instances().find(instance_.id)->state, domain::InstanceState::running);
  }
}

TEST_F(CreateImageTest, RecordsInstanceAndSourceImage) {
  const auto made = image(created(wish()));
  EXPECT_EQ(made.sourceInstanceId, instance_.id.str());
  EXPECT_EQ(made.sourceImageId, instance_.imageId.str());
  EXPECT_EQ(made.sourceImageRegion, "us-east-1");
}

TEST_F(CreateImageTest, LeavesDevicesOut) {
  auto request = wish();
  request.blockDeviceMappings = {{.noDevice = "", .deviceName = "/dev/sdf"}};
  const auto id = created(request);
  EXPECT_EQ(image(id).blockDevices.size(), 1u);
  EXPECT_EQ(snapshotsOf(id).size(), 1u);
}

TEST_F(CreateImageTest, AddsAVolumeOfASnapshot) {
  const auto snapshot = givenSnapshot();
  auto request = wish();
  request.blockDeviceMappings = {
      {.ebs = ec2::EbsBlockDevice{.snapshotId = snapshot.id.str()}, .deviceName = "/dev/sdg"}};
  EXPECT_EQ(image(created(request)).blockDevices[2].ebs->snapshotId, snapshot.id);
}

TEST_F(CreateImageTest, RefusesToChangeVolumes) {
  auto request = wish();
  request.blockDeviceMappings = {
      {.ebs = ec2::EbsBlockDevice{.volumeSize = 100}, .deviceName = "/dev/xvda"}};
  const auto expected = errors::deviceNotChangeable("/dev/xvda", "VolumeSize");
  expectError(refusal(request), expected.code(), expected.message());
}

// The instance's own tags stay where they are (images.md section 7, CreateImage).
TEST_F(CreateImageTest, TagsTheImageAndEachSnapshot) {
  catalog().tags().put({std::string(kOwner), "us-east-1", "instance", instance_.id.str()},
                       {{"owner", "me"}});
  auto request = wish();
  request.tagSpecifications = {tagged("image", {tag("a", "1")}),
                               tagged("snapshot", {tag("b", "2")})};
  const auto id = created(request);
  EXPECT_EQ(tagsOn(id.str()), (domain::Tags{{"a", "1"}}));
  for (const auto& snapshot : snapshotsOf(id))
    EXPECT_EQ(tagsOn(snapshot.id.str()), (domain::Tags{{"b", "2"}}));
}

TEST_F(CreateImageTest, TagsNothingElse) {
  auto request = wish();
  request.tagSpecifications = {tagged("instance", {tag("a", "1")})};
  expectError(refusal(request), "InvalidParameterValue",
              "'instance' is not a valid taggable resource type for this operation.");
}

TEST_F(CreateImageTest, RefusesANameThatIsTaken) {
  const auto first = created(wish());
  expectError(refusal(wish()), "InvalidAMIName.Duplicate",
              "AMI name web is already in use by AMI " + first.str());
}

TEST_F(CreateImageTest, TakesSeveralImagesAtATime) {
  taskTime("hold");
  EXPECT_NE(created(wish("one")), created(wish("two")));
}

TEST_F(CreateImageTest, RefusesInstancesThatAreNotThere) {
  expectError(refusal({.instanceId = "x", .name = "web"}), "InvalidInstanceID.Malformed",
              "Invalid id: \"x\" (expecting \"i-...\")");
  expectError(refusal({.instanceId = "i-4cbc822a", .name = "web"}), "InvalidInstanceID.NotFound",
              "The instance ID 'i-4cbc822a' does not exist");
  as(kOther);
  EXPECT_EQ(refusal(wish()).code(), "InvalidInstanceID.NotFound");
}

TEST_F(CreateImageTest, RefusesTerminatedInstances) {
  instance_.state = domain::InstanceState::terminated;
  catalog().instances().update(instance_);
  const auto expected = errors::instanceNotImageable();
  expectError(refusal(wish()), expected.code(), expected.message());
}

// Local snapshots are for Local Zones.
TEST_F(CreateImageTest, RefusesLocalSnapshots) {
  auto request = wish();
  request.snapshotLocation = "local";
  EXPECT_EQ(refusal(request).code(), "UnsupportedOperation");
  request.snapshotLocation = "regional";
  EXPECT_EQ(image(created(request)).state, ImageState::available);
}

// EC2 API Reference, Image, stateReason: Client.InstanceTerminated.
TEST_F(CreateImageTest, FailsWhenTheInstanceIsTerminatedMeanwhile) {
  taskTime("hold");
  const auto id = created(wish());
  call(&ec2::terminateInstances, {.instanceIds = {instance_.id.str()}});
  EXPECT_EQ(image(id).state, ImageState::failed);
  EXPECT_EQ(image(id).stateReason->code, "Client.InstanceTerminated");
  EXPECT_TRUE(catalog().tasks().listFor(id.str()).empty());
}

TEST_F(CreateImageTest, OutlivesTheInstanceOnceItIsAvailable) {
  const auto id = created(wish());
  call(&ec2::terminateInstances, {.instanceIds = {instance_.id.str()}});
  EXPECT_EQ(image(id).state, ImageState::available);
}

}  // namespace
}  // namespace amilocal::test
