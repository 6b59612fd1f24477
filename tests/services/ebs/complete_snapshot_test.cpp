#include "amilocal/domain/errors/ebs_errors.h"
#include "block_test.h"

namespace amilocal::test {
namespace {

using CompleteSnapshot = BlockTest;

TEST_F(CompleteSnapshot, CompletesTheSnapshot) {
  const auto id = started();
  put(id, 0, 'a');
  EXPECT_EQ(call(&ebs::completeSnapshot, {.snapshotId = id, .changedBlocksCount = 1}).status,
            "pending");
  EXPECT_EQ(storedSnapshot(id).state, domain::SnapshotState::completed);
}

TEST_F(CompleteSnapshot, TakesAsLongAsASnapshotDoes) {
  taskTime("hold");
  const auto id = started();
  complete(id, 0);
  EXPECT_EQ(storedSnapshot(id).state, domain::SnapshotState::pending);
  finishTaskOf(id);
  EXPECT_EQ(storedSnapshot(id).state, domain::SnapshotState::completed);
}

// A snapshot that nobody wrote to is all zeros, and can be an image's root.
TEST_F(CompleteSnapshot, MakesWhatAnImageCanBeRegisteredOf) {
  const auto id = started();
  put(id, 0, 'a');
  complete(id, 1);
  ec2::EbsBlockDevice ebs;
  ebs.snapshotId = id;
  const auto answer =
      call(&ec2::registerImage, {.name = "written",
                                 .rootDeviceName = "/dev/xvda",
                                 .blockDeviceMappings = {{.ebs = ebs, .deviceName = "/dev/xvda"}}});
  EXPECT_TRUE(catalog().images().find(ImageId::trusted(*answer.imageId)));
}

// The number is that of the blocks written since the parent.
TEST_F(CompleteSnapshot, RefusesAnotherNumberOfBlocks) {
  const auto id = started(written("abc"));
  put(id, 1, 'x');
  expectReason(errorOf(&ebs::completeSnapshot, {.snapshotId = id, .changedBlocksCount = 3}),
               "INVALID_PARAMETER_VALUE");
  complete(id, 1);
  EXPECT_EQ(lettersOf(id), "axc");
}

// The linear aggregation: the digest of the blocks' digests in their order.
TEST_F(CompleteSnapshot, ChecksTheChecksumOfAllBlocks) {
  const auto id = started();
  put(id, 4, 'b');
  put(id, 1, 'a');
  const auto digests =
      digestOf(DigestKind::sha256, blockOf('a')) + digestOf(DigestKind::sha256, blockOf('b'));
  ebs::CompleteSnapshotRequest request{.snapshotId = id,
                                       .changedBlocksCount = 2,
                                       .checksum = checksumOf("other"),
                                       .checksumAlgorithm = "SHA256",
                                       .checksumAggregationMethod = "LINEAR"};
  expectReason(errorOf(&ebs::completeSnapshot, request), "INVALID_PARAMETER_VALUE");
  request.checksum = checksumOf(digests);
  EXPECT_EQ(call(&ebs::completeSnapshot, request).status, "pending");
}

TEST_F(CompleteSnapshot, NeedsToKnowHowTheChecksumWasMade) {
  expectReason(errorOf(&ebs::completeSnapshot,
                       {.snapshotId = started(), .changedBlocksCount = 0, .checksum = "AAAA"}),
               "INVALID_PARAMETER_VALUE");
}

TEST_F(CompleteSnapshot, IsDoneOnce) {
  const auto id = written("a");
  expectReason(errorOf(&ebs::completeSnapshot, {.snapshotId = id, .changedBlocksCount = 1}),
               "INVALID_SNAPSHOT_ID");
}

// The same bytes, by reference: through a volume, a copy, and an image of an instance.
TEST_F(CompleteSnapshot, MakesBytesThatTravelWithTheSnapshot) {
  const auto id = written("ab");
  const auto volume =
      call(&ec2::createVolume, {.availabilityZone = "us-east-1a", .snapshotId = id});
  const auto again = call(&ec2::createSnapshot, {.volumeId = *volume.volumeId});
  EXPECT_EQ(lettersOf(*again.snapshotId), "ab");
  in("eu-west-1");
  const auto copy = call(&ec2::copySnapshot, {.sourceRegion = "us-east-1", .sourceSnapshotId = id});
  EXPECT_EQ(lettersOf(*copy.snapshotId), "ab");
}

}  // namespace
}  // namespace amilocal::test
