// What is told of a change: aws-facts/images.md section 8 and snapshots-volumes-instances.md
// section 11.

#include "services/ec2/events.h"

#include <chrono>

#include "instance_world.h"
#include "storage_test.h"

namespace amilocal::test {
namespace {

class Events : public StorageTest {
 protected:
  std::vector<domain::Event> emitted() { return catalog().events().list({}); }
  domain::Event onlyEvent() {
    const auto events = emitted();
    EXPECT_EQ(events.size(), 1U);
    return events.at(0);
  }
  std::string imageIdOf(const domain::Snapshot& snapshot) {
    ec2::RegisterImageRequest request;
    request.name = "base";
    request.rootDeviceName = "/dev/xvda";
    ec2::EbsBlockDevice ebs;
    ebs.snapshotId = snapshot.id.str();
    ec2::BlockDeviceMapping root;
    root.deviceName = "/dev/xvda";
    root.ebs = ebs;
    request.blockDeviceMappings = {root};
    return call(&ec2::registerImage, request).imageId.value();
  }
  static std::string stateDetail(const std::string& id, const std::string& state,
                                 const std::string& error = {}) {
    return R"({"RequestId":"","ImageId":")" + id + R"(","State":")" + state +
           R"(","ErrorMessage":")" + error + "\"}";
  }
  static bool has(const domain::Event& event, const std::string& part) {
    return event.detail.find(part) != std::string::npos;
  }
  static std::string withoutRequestId(std::string detail) {
    const auto begin = detail.find("\"RequestId\":\"") + 13;
    return detail.erase(begin, detail.find('"', begin) - begin);
  }
};

TEST_F(Events, TellOfARegisteredImage) {
  const auto id = imageIdOf(givenSnapshot());
  const auto event = onlyEvent();
  EXPECT_EQ(event.detailType, "EC2 AMI State Change");
  EXPECT_EQ(event.source, "aws.ec2");
  EXPECT_EQ(event.account, kOwner);
  EXPECT_EQ(event.region, "us-east-1");
  EXPECT_EQ(event.at, now());
  EXPECT_EQ(event.resources, std::vector<std::string>{"arn:aws:ec2:us-east-1::image/" + id});
  EXPECT_EQ(withoutRequestId(event.detail), stateDetail(id, "available"));
  EXPECT_EQ(event.uuid.size(), 36U);
}

TEST_F(Events, TellOfDisablingEnablingAndDeregistering) {
  const auto id = imageIdOf(givenSnapshot());
  call(&ec2::disableImage, {.imageId = id});
  call(&ec2::disableImage, {.imageId = id});  // changes nothing
  call(&ec2::enableImage, {.imageId = id});
  call(&ec2::deregisterImage, {.imageId = id});
  const auto events = emitted();
  ASSERT_EQ(events.size(), 4U);
  EXPECT_EQ(withoutRequestId(events[1].detail), stateDetail(id, "disabled"));
  EXPECT_EQ(withoutRequestId(events[2].detail), stateDetail(id, "available"));
  EXPECT_EQ(withoutRequestId(events[3].detail), stateDetail(id, "deregistered"));
}

TEST_F(Events, TellNothingOfPendingAndTheReasonOfFailed) {
  const auto id = imageIdOf(givenSnapshot());
  taskTime("hold");
  ec2::CopyImageRequest request;
  request.name = "copy";
  request.sourceImageId = id;
  request.sourceRegion = "us-east-1";
  const auto copy = call(&ec2::copyImage, request).imageId.value();
  EXPECT_EQ(emitted().size(), 1U);
  finishTaskOf(copy, domain::StateReason{"Client.X", "no luck"});
  const auto events = emitted();
  ASSERT_EQ(events.size(), 3U);  // the failed snapshot, the failed image
  EXPECT_EQ(withoutRequestId(events[2].detail), stateDetail(copy, "failed", "no luck"));
}

// The request that began the copy is the one that the event names.
TEST_F(Events, NameTheRequestThatBeganTheWork) {
  const auto id = imageIdOf(givenSnapshot());
  const auto registered = emitted().at(0).detail;
  EXPECT_EQ(registered.find("\"RequestId\":\"\""), std::string::npos) << registered;
  ec2::CopyImageRequest request;
  request.name = "copy";
  request.sourceImageId = id;
  request.sourceRegion = "us-east-1";
  call(&ec2::copyImage, request);
  const auto copied = emitted().back().detail;
  EXPECT_NE(copied.find("\"State\":\"available\""), std::string::npos) << copied;
  EXPECT_EQ(copied.find("\"RequestId\":\"\""), std::string::npos) << copied;
}

TEST_F(Events, TellNothingOfARefusedCall) {
  EXPECT_EQ(errorOf(&ec2::deregisterImage, {.imageId = "ami-0123456789abcdef0"}).code(),
            "InvalidAMIID.NotFound");
  EXPECT_TRUE(emitted().empty());
}

TEST_F(Events, TellOfASnapshot) {
  const auto volume = givenVolume();
  const auto start = formatInstantSeconds(now());
  const auto id = call(&ec2::createSnapshot, {.volumeId = volume.id.str()}).snapshotId.value();
  const auto event = onlyEvent();
  EXPECT_EQ(event.detailType, "EBS Snapshot Notification");
  EXPECT_EQ(event.resources, std::vector<std::string>{"arn:aws:ec2:us-east-1::snapshot/" + id});
  EXPECT_EQ(event.detail,
            R"({"event":"createSnapshot","result":"succeeded","cause":"","request-id":"",)"
            R"("snapshot_id":"arn:aws:ec2:us-east-1::snapshot/)" +
                id + R"(","source":"arn:aws:ec2:us-east-1::volume/)" + volume.id.str() +
                R"(","startTime":")" + start + R"(","endTime":")" + start + R"("})");
}

// The set is told of once, when its last snapshot has ended.
TEST_F(Events, TellOfAMultiVolumeSetAtItsEnd) {
  const auto instance = givenInstance();
  givenAttached(instance, "/dev/xvda");
  givenAttached(instance, "/dev/sdf");
  taskTime("hold");
  ec2::CreateSnapshotsRequest request;
  request.instanceSpecification.instanceId = instance.id.str();
  const auto made = call(&ec2::createSnapshots, request).snapshots;
  const std::string kSet = "EBS Multi-Volume Snapshots Completion Status";
  const auto first = made.at(0).snapshotId.value(), second = made.at(1).snapshotId.value();
  finishTaskOf(first);
  EXPECT_TRUE(catalog().events().list({.detailType = kSet}).empty());
  finishTaskOf(second, domain::StateReason{"Server.InternalError", "bad luck"});
  const auto told = catalog().events().list({.detailType = kSet});
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].resources.size(), 2U);
  EXPECT_NE(told[0].detail.find(R"("result":"failed","cause":"Snapshot )" + second +
                                " is in status error\""),
            std::string::npos)
      << told[0].detail;
  EXPECT_NE(told[0].detail.find(R"("status":"completed")"), std::string::npos);
}

TEST_F(Events, TellTheDestinationOfACopiedSnapshot) {
  const auto source = givenSnapshot();
  in("eu-west-1");
  ec2::CopySnapshotRequest request;
  request.sourceRegion = "us-east-1";
  request.sourceSnapshotId = source.id.str();
  call(&ec2::copySnapshot, request);
  const auto event = onlyEvent();
  EXPECT_EQ(event.region, "eu-west-1");
  for (const auto* part :
       {R"("event":"copySnapshot")", R"("incremental":"false")", R"("transferType":"standard")",
        R"("completionDurationStartTime":"")", R"("missedCompletionDurationCause":"")"})
    EXPECT_NE(event.detail.find(part), std::string::npos) << part << event.detail;
  EXPECT_NE(event.detail.find("\"source\":\"arn:aws:ec2:us-east-1::snapshot/" + source.id.str()),
            std::string::npos)
      << event.detail;
}

TEST_F(Events, TellOfATimeBasedCopyThatTookTooLong) {
  const auto source = givenSnapshot();
  taskTime("hold");
  ec2::CopySnapshotRequest request;
  request.sourceRegion = "us-east-1";
  request.sourceSnapshotId = source.id.str();
  request.completionDurationMinutes = 15;
  const auto id = call(&ec2::copySnapshot, request).snapshotId.value();
  auto snapshot = storedSnapshot(id);
  snapshot.startedAt = now() - std::chrono::minutes{16};
  catalog().snapshots().update(snapshot);
  finishTaskOf(id);
  EXPECT_EQ(catalog()
                .events()
                .list({.detailType = "EBS Copy Snapshot Missed Completion Duration"})
                .size(),
            1U);
}

// The receiver is told, once, and nobody when the snapshot becomes public.
TEST_F(Events, TellTheReceiverOfASharedSnapshot) {
  const auto snapshot = givenSnapshot();
  ec2::ModifySnapshotAttributeRequest request;
  request.snapshotId = snapshot.id.str();
  request.createVolumePermission.emplace();
  request.createVolumePermission->add = {{.userId = std::string(kOther)}, {.group = "all"}};
  call(&ec2::modifySnapshotAttribute, request);
  call(&ec2::modifySnapshotAttribute, request);
  const auto event = onlyEvent();
  EXPECT_EQ(event.account, kOther);
  EXPECT_NE(event.detail.find(R"("event":"shareSnapshot")"), std::string::npos);
  EXPECT_NE(event.detail.find("\"source\":\"" + std::string(kOwner) + "\""), std::string::npos);
}

TEST_F(Events, TellOfBlockedPublicAccessOfSnapshots) {
  call(&ec2::enableSnapshotBlockPublicAccess, {.state = "block-all-sharing"});
  call(&ec2::disableSnapshotBlockPublicAccess, {});
  const auto events = emitted();
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].detailType, "EBS Snapshot Block Public Access Enabled");
  EXPECT_EQ(events[1].detailType, "EBS Snapshot Block Public Access Disabled");
}

// Amazon EBS User Guide, "Monitor Amazon EBS snapshot archiving".
TEST_F(Events, TellOfArchivingRestoringAndTheEndOfTheRestore) {
  const auto id = givenSnapshot().id.str();
  call(&ec2::modifySnapshotTier, {.snapshotId = id, .storageTier = "archive"});
  ec2::RestoreSnapshotTierRequest request;
  request.snapshotId = id;
  request.temporaryRestoreDays = 2;
  call(&ec2::restoreSnapshotTier, request);
  const auto expiry = now() + std::chrono::hours{48};
  advance(std::chrono::hours{49});
  const auto events = emitted();
  ASSERT_EQ(events.size(), 3U);
  EXPECT_TRUE(has(events[0], R"({"event":"archiveSnapshot","result":"succeeded","cause":"")"));
  EXPECT_TRUE(has(events[1], R"({"event":"restoreSnapshot","result":"succeeded")"));
  EXPECT_TRUE(has(events[1], "\"restoreExpiryTime\":\"" + formatInstantSeconds(expiry)));
  EXPECT_TRUE(has(events[2], R"({"event":"restoreExpiry","result":"succeeded")"));
  EXPECT_EQ(events[2].at, expiry);
  EXPECT_EQ(events[2].resources.at(0), "arn:aws:ec2:us-east-1::snapshot/" + id);
}

TEST_F(Events, TellWhyAnArchivalFailed) {
  const auto id = givenSnapshot().id.str();
  taskTime("hold");
  call(&ec2::modifySnapshotTier, {.snapshotId = id, .storageTier = "archive"});
  finishTaskOf(id, domain::StateReason{"Server.InternalError", "no luck"});
  EXPECT_TRUE(
      has(onlyEvent(), R"({"event":"archiveSnapshot","result":"failed","cause":"no luck")"));
}

// A restore that was made permanent does not end.
TEST_F(Events, TellNothingOfARestoreThatWasMadePermanent) {
  const auto id = givenSnapshot().id.str();
  call(&ec2::modifySnapshotTier, {.snapshotId = id, .storageTier = "archive"});
  ec2::RestoreSnapshotTierRequest request;
  request.snapshotId = id;
  request.temporaryRestoreDays = 2;
  call(&ec2::restoreSnapshotTier, request);
  call(&ec2::restoreSnapshotTier, {.snapshotId = id, .permanentRestore = true});
  advance(std::chrono::hours{49});
  EXPECT_EQ(storedSnapshot(id).storageTier, "standard");
  EXPECT_FALSE(has(emitted().back(), R"("event":"restoreExpiry")"));
}

// Amazon EBS User Guide, "Monitor Amazon EBS snapshot lock", which spells the names so.
TEST_F(Events, TellOfALockAndItsEnds) {
  const auto id = givenSnapshot().id.str();
  const auto begin = formatInstantSeconds(now());
  ec2::LockSnapshotRequest request;
  request.snapshotId = id;
  request.lockMode = "compliance";
  request.coolOffPeriod = 24;
  request.lockDuration = 3;
  call(&ec2::lockSnapshot, request);
  advance(std::chrono::hours{24 * 4});
  const auto events = emitted();
  ASSERT_EQ(events.size(), 3U);
  EXPECT_TRUE(has(events[0], R"({"event":"lockSnapshot","result":"succeeded",)"));
  EXPECT_TRUE(has(events[0], "\"source\":\"" + std::string(kOwner) +
                                 R"(","lockState":"compliance-cooloff","lockCreatedOn":")" +
                                 begin));
  EXPECT_TRUE(has(events[0], R"("lockDuration":3)"));
  EXPECT_TRUE(has(events[0], R"("cooOffPeriod":24)"));
  EXPECT_TRUE(has(events[1], R"({"event":"cooloffperiodExpiry","result":"succeeded")"));
  EXPECT_TRUE(has(events[1], R"("lockState":"compliance")"));
  EXPECT_TRUE(has(events[2], R"({"event":"lockDurationExpiry","result":"succeeded")"));
  EXPECT_TRUE(has(events[2], R"("lockState":"expired")"));
}

TEST_F(Events, TellOfTheEndThatALockHasAfterAChange) {
  const auto id = givenSnapshot().id.str();
  ec2::LockSnapshotRequest request;
  request.snapshotId = id;
  request.lockMode = "governance";
  request.lockDuration = 9;
  call(&ec2::lockSnapshot, request);
  request.lockDuration = 2;
  call(&ec2::lockSnapshot, request);
  const auto begin = now();
  advance(std::chrono::hours{24 * 10});
  const auto events = emitted();
  ASSERT_EQ(events.size(), 3U);  // two calls, one end
  EXPECT_EQ(events[2].at, begin + std::chrono::hours{48});
}

TEST_F(Events, TellOfTheLockOfAPendingSnapshotWhenItHasEnded) {
  const auto volume = givenVolume();
  taskTime("hold");
  for (const bool fails : {false, true}) {
    const auto id = call(&ec2::createSnapshot, {.volumeId = volume.id.str()}).snapshotId.value();
    ec2::LockSnapshotRequest request;
    request.snapshotId = id;
    request.lockMode = "governance";
    request.lockDuration = 1;
    call(&ec2::lockSnapshot, request);
    const auto before = emitted().size();
    if (fails) {
      finishTaskOf(id, domain::StateReason{"Server.InternalError", "no luck"});
    } else {
      finishTaskOf(id);
    }
    const auto events = emitted();
    ASSERT_EQ(events.size(), before + 2);
    EXPECT_TRUE(has(events.back(), fails ? R"("result":"failed","cause":"snapshot failed")"
                                         : R"("event":"lockSnapshot","result":"succeeded")"));
    EXPECT_TRUE(has(events.back(),
                    fails ? R"("lockState":"pending-governance")" : R"("lockState":"governance")"));
  }
}

// Amazon EBS User Guide, "Amazon EventBridge events for Amazon EBS", fast snapshot restore events.
TEST_F(Events, TellOfFastSnapshotRestoreInAZone) {
  const auto id = givenSnapshot().id.str();
  ec2::FastSnapshotRestoresRequest request;
  request.sourceSnapshotIds = {id};
  request.availabilityZones = {"us-east-1a"};
  call(&ec2::enableFastSnapshotRestores, request);
  const auto events = emitted();
  ASSERT_FALSE(events.empty());
  EXPECT_EQ(events[0].detailType, "EBS Fast Snapshot Restore State-change Notification");
  EXPECT_EQ(events[0].resources.at(0), "arn:aws:ec2:us-east-1::snapshot/" + id);
  EXPECT_EQ(events[0].detail, R"({"snapshot-id":")" + id +
                                  R"(","state":"enabling","zone":"us-east-1a",)"
                                  R"("message":"Client.UserInitiated"})");
  EXPECT_TRUE(has(events.back(), R"("state":"enabled")"));
  EXPECT_TRUE(has(events.back(), "Client.UserInitiated - Lifecycle state transition"));
}

TEST_F(Events, AreUndoneWithADryRun) {
  ec2::CreateSnapshotRequest request;
  request.volumeId = givenVolume().id.str();
  request.dryRun = true;
  EXPECT_EQ(errorOf(&ec2::createSnapshot, request).code(), "DryRunOperation");
  EXPECT_TRUE(emitted().empty());
}

class InstanceEvents : public InstanceWorld {};

TEST_F(InstanceEvents, TellEachState) {
  const auto id = call(&ec2::runInstances, launch()).instances.at(0).instanceId.value();
  call(&ec2::terminateInstances, {.instanceIds = {id}});
  std::vector<std::string> details;
  for (const auto& event : catalog().events().list({.resource = id})) {
    EXPECT_EQ(event.detailType, "EC2 Instance State-change Notification");
    EXPECT_EQ(event.resources.at(0),
              "arn:aws:ec2:us-east-1:" + std::string(kOwner) + ":instance/" + id);
    details.push_back(event.detail);
  }
  const auto of = [&](const std::string& state) {
    return R"({"instance-id":")" + id + R"(","state":")" + state + "\"}";
  };
  EXPECT_EQ(details, (std::vector<std::string>{of("pending"), of("running"), of("shutting-down"),
                                               of("terminated")}));
}

}  // namespace
}  // namespace amilocal::test
