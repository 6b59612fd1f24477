#include <chrono>

#include "amilocal/domain/errors/ebs_errors.h"
#include "block_test.h"

namespace amilocal::test {
namespace {

using namespace std::chrono_literals;
using StartSnapshot = BlockTest;

TEST_F(StartSnapshot, AnswersAPendingSnapshot) {
  const auto answer =
      call(&ebs::startSnapshot,
           {.volumeSize = 8, .tags = {{.key = "k", .value = "v"}}, .description = "d"});
  EXPECT_EQ(answer.status, "pending");
  EXPECT_EQ(answer.volumeSize, 8);
  EXPECT_EQ(answer.blockSize, 524'288);
  EXPECT_EQ(answer.ownerId, kOwner);
  EXPECT_EQ(answer.startTime, now());
  EXPECT_EQ(answer.sseType, "none");
  const auto snapshot = storedSnapshot(answer.snapshotId);
  EXPECT_EQ(snapshot.state, domain::SnapshotState::pending);
  EXPECT_EQ(snapshot.description, "d");
  // Such snapshots have no volume (aws-facts/snapshots-volumes-instances.md section 10).
  EXPECT_EQ(snapshot.volumeId, "vol-ffffffff");
  EXPECT_EQ(tagsOn(*answer.snapshotId), (domain::Tags{{"k", "v"}}));
}

// Nothing but CompleteSnapshot completes it, whatever the task time.
TEST_F(StartSnapshot, StaysPendingUntilItIsCompleted) {
  const auto id = started();
  advance(59min);
  EXPECT_EQ(storedSnapshot(id).state, domain::SnapshotState::pending);
}

// StartSnapshot, Timeout: given up when nothing is written for so long; 60 minutes by default.
TEST_F(StartSnapshot, GivesUpASnapshotThatNobodyWrites) {
  const auto id = started();
  advance(30min);
  put(id, 0, 'a');
  advance(59min);
  EXPECT_EQ(storedSnapshot(id).state, domain::SnapshotState::pending);
  advance(1min);
  EXPECT_EQ(storedSnapshot(id).state, domain::SnapshotState::error);
  expectReason(errorOf(&ebs::putSnapshotBlock, putting(id, 1, 'b')), "WRITE_REQUEST_TIMEOUT");
  EXPECT_EQ(errors::ebsWriteTimeout(id).status(), 400);
}

TEST_F(StartSnapshot, TakesTheTimeoutOfTheRequest) {
  const auto id = call(&ebs::startSnapshot, {.volumeSize = 1, .timeout = 10}).snapshotId.value();
  advance(10min);
  EXPECT_EQ(storedSnapshot(id).state, domain::SnapshotState::error);
  for (const std::int64_t timeout : {9, 4321})
    expectReason(errorOf(&ebs::startSnapshot, {.volumeSize = 1, .timeout = timeout}),
                 "INVALID_PARAMETER_VALUE");
}

TEST_F(StartSnapshot, BeginsWithTheBlocksOfItsParent) {
  const auto parent = written("ab");
  const auto id = started(parent);
  put(id, 1, 'x');
  complete(id, 1);
  EXPECT_EQ(lettersOf(id), "ax");
  EXPECT_EQ(lettersOf(parent), "ab");
}

TEST_F(StartSnapshot, RefusesAParentThatCannotBeOne) {
  const auto parent = written("a");
  const auto start = [&](ebs::StartSnapshotRequest request) {
    return errorOf(&ebs::startSnapshot, std::move(request));
  };
  expectReason(start({.volumeSize = 1, .parentSnapshotId = "snap-x"}), "INVALID_SNAPSHOT_ID");
  expectError(start({.volumeSize = 1, .parentSnapshotId = kNowhere}), "ResourceNotFoundException");
  expectReason(start({.volumeSize = 1, .parentSnapshotId = started()}), "INVALID_SNAPSHOT_ID");
  expectReason(start({.volumeSize = 1, .parentSnapshotId = parent, .encrypted = true}),
               "INVALID_PARAMETER_VALUE");
  const auto large = givenSnapshot().id.str();
  expectReason(start({.volumeSize = 7, .parentSnapshotId = large}), "INVALID_VOLUME_SIZE");
  EXPECT_EQ(errors::ebsSnapshotNotFound("x").status(), 404);
}

TEST_F(StartSnapshot, EncryptsWithTheKeyThatIsNamed) {
  const auto answer =
      call(&ebs::startSnapshot,
           {.volumeSize = 1, .encrypted = true, .kmsKeyArn = "arn:aws:kms:us-east-1:1:key/a"});
  EXPECT_EQ(answer.kmsKeyArn, "arn:aws:kms:us-east-1:1:key/a");
  EXPECT_EQ(answer.sseType, "sse-kms");
  EXPECT_TRUE(storedSnapshot(answer.snapshotId).encrypted);
  expectReason(errorOf(&ebs::startSnapshot, {.volumeSize = 1, .kmsKeyArn = "arn"}),
               "INVALID_PARAMETER_VALUE");
}

TEST_F(StartSnapshot, RefusesSizesDescriptionsAndTagsOutOfBounds) {
  for (const std::int64_t size : {0, 65'537})
    expectReason(errorOf(&ebs::startSnapshot, {.volumeSize = size}), "INVALID_VOLUME_SIZE");
  expectReason(
      errorOf(&ebs::startSnapshot, {.volumeSize = 1, .description = std::string(256, 'd')}),
      "INVALID_PARAMETER_VALUE");
  expectReason(
      errorOf(&ebs::startSnapshot, {.volumeSize = 1, .tags = {{.key = "aws:x", .value = ""}}}),
      "INVALID_TAG");
  EXPECT_EQ(errors::ebsInvalidTag("t").status(), 400);
  EXPECT_EQ(errors::ebsInvalidVolumeSize("t").code(), errors::ebsInvalidParameter("t").code());
}

// Amazon EBS endpoints and quotas: 100 pending snapshots.
TEST_F(StartSnapshot, LimitsThePendingOnes) {
  for (int i = 0; i < 100; ++i) started();
  expectError(errorOf(&ebs::startSnapshot, {.volumeSize = 1}), "ConcurrentLimitExceededException");
  in("eu-west-1");
  EXPECT_FALSE(started().empty());
  EXPECT_EQ(errors::ebsTooManyUploads(1).status(), 400);
}

// What is being written can be deleted: it is given up.
TEST_F(StartSnapshot, IsGivenUpByItsDeletion) {
  const auto id = started();
  call(&ec2::deleteSnapshot, {.snapshotId = id});
  EXPECT_EQ(storedSnapshot(id).state, domain::SnapshotState::deleted);
  EXPECT_TRUE(catalog().tasks().listFor(id).empty());
}

}  // namespace
}  // namespace amilocal::test
