#include "amilocal/domain/errors/ebs_errors.h"
#include "amilocal/domain/snapshot_rules.h"
#include "block_test.h"

namespace amilocal::test {
namespace {

using PutSnapshotBlock = BlockTest;

TEST_F(PutSnapshotBlock, AnswersTheChecksum) {
  const auto answer = call(&ebs::putSnapshotBlock, putting(started(), 0, 'a'));
  EXPECT_EQ(answer.checksum, checksumOf(blockOf('a')));
  EXPECT_EQ(answer.checksumAlgorithm, "SHA256");
}

TEST_F(PutSnapshotBlock, ReplacesABlockThatWasWritten) {
  const auto id = started();
  put(id, 5, 'a');
  put(id, 5, 'b');
  complete(id, 1);
  EXPECT_EQ(lettersOf(id), "b");
}

// x-amz-Progress is what DescribeSnapshots shows (PutSnapshotBlock, Progress).
TEST_F(PutSnapshotBlock, TellsHowFarItIs) {
  const auto id = started();
  EXPECT_EQ(domain::progressOf(storedSnapshot(id), now()), "0%");
  auto request = putting(id, 0, 'a');
  request.progress = 42;
  call(&ebs::putSnapshotBlock, request);
  EXPECT_EQ(domain::progressOf(storedSnapshot(id), now()), "42%");
  request.progress = 101;
  expectReason(errorOf(&ebs::putSnapshotBlock, request), "INVALID_PARAMETER_VALUE");
}

TEST_F(PutSnapshotBlock, RefusesABlockThatIsNotWhatItSays) {
  const auto id = started();
  auto request = putting(id, 0, 'a');
  request.checksum = checksumOf("other");
  expectReason(errorOf(&ebs::putSnapshotBlock, request), "INVALID_BLOCK");
  request = putting(id, 0, 'a');
  request.blockData.pop_back();
  expectReason(errorOf(&ebs::putSnapshotBlock, request), "INVALID_BLOCK");
  request = putting(id, 0, 'a');
  request.dataLength = 5;
  expectReason(errorOf(&ebs::putSnapshotBlock, request), "INVALID_BLOCK");
  expectReason(errors::ebsInvalidBlock("b"), "INVALID_BLOCK");
}

// A GiB has 2,048 blocks.
TEST_F(PutSnapshotBlock, RefusesABlockBehindTheEnd) {
  const auto id = started();
  put(id, 2047, 'a');
  expectReason(errorOf(&ebs::putSnapshotBlock, putting(id, 2048, 'a')), "INVALID_BLOCK");
}

TEST_F(PutSnapshotBlock, WritesOnlyWhatStartSnapshotBegan) {
  const auto put = [&](const std::string& id) {
    return errorOf(&ebs::putSnapshotBlock, putting(id, 0, 'a'));
  };
  expectReason(put(written("a")), "INVALID_SNAPSHOT_ID");
  expectReason(put(givenSnapshot().id.str()), "INVALID_SNAPSHOT_ID");
  expectError(put(kNowhere), "ResourceNotFoundException");
  const auto id = started();
  as(kOther);
  expectError(put(id), "ResourceNotFoundException");
}

// The text is recorded (aws-facts/snapshots-volumes-instances.md section 10).
TEST_F(PutSnapshotBlock, RefusesAMalformedId) {
  const auto error = errorOf(&ebs::putSnapshotBlock, putting("snap-x", 0, 'a'));
  expectError(error, "ValidationException",
              "Value (snap-x) for parameter snapshotId is invalid. Expected: 'snap-...'.");
  expectReason(errors::ebsMalformedSnapshotId("a", "b"), "INVALID_SNAPSHOT_ID");
  expectReason(errors::ebsSnapshotState("a", "b"), "INVALID_SNAPSHOT_ID");
}

// --max-data: amilocal's own limit, as AWS tells of quotas.
TEST_F(PutSnapshotBlock, SaysWhenThereIsNoRoom) {
  const auto id = started();
  const auto filler = blobs().begin();
  filler->append(std::string(blobs().limit() - blobs().bytesUsed(), 'x'));
  const auto error = errorOf(&ebs::putSnapshotBlock, putting(id, 0, 'a'));
  EXPECT_EQ(error.code(), errors::ebsNoRoom("").code());
  EXPECT_EQ(error.status(), 402);
}

}  // namespace
}  // namespace amilocal::test
