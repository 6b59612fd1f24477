#include <chrono>

#include "amilocal/domain/errors/ebs_errors.h"
#include "block_test.h"

namespace amilocal::test {
namespace {

using ListSnapshotBlocks = BlockTest;

TEST_F(ListSnapshotBlocks, ListsTheBlocksThatWereWritten) {
  const auto id = started();
  put(id, 7, 'a');
  put(id, 3, 'b');
  complete(id, 2);
  const auto answer = blocksOf(id);
  ASSERT_EQ(answer.blocks.size(), 2U);
  EXPECT_EQ(answer.blocks[0].blockIndex, 3);
  EXPECT_EQ(answer.blocks[1].blockIndex, 7);
  EXPECT_EQ(answer.volumeSize, 1);
  EXPECT_EQ(answer.blockSize, 524'288);
  // Tokens are good for seven days (Amazon EBS User Guide, "Use EBS direct APIs").
  EXPECT_EQ(answer.expiryTime, now() + std::chrono::hours(7 * 24));
}

// A snapshot that nobody wrote to costs nothing, whatever its size.
TEST_F(ListSnapshotBlocks, IsEmptyForASnapshotOfNothing) {
  const auto answer = blocksOf(givenSnapshot().id.str());
  EXPECT_TRUE(answer.blocks.empty());
  EXPECT_EQ(answer.volumeSize, 8);
}

TEST_F(ListSnapshotBlocks, GoesOnWhereThePageEnded) {
  const auto id = started();
  for (std::int64_t i = 0; i < 150; ++i) put(id, 2 * i, 'a');
  complete(id, 150);
  const auto first = call(&ebs::listSnapshotBlocks, {.snapshotId = id, .maxResults = 100});
  EXPECT_EQ(first.blocks.size(), 100U);
  const auto second = call(
      &ebs::listSnapshotBlocks,
      {.snapshotId = id, .nextToken = first.nextToken, .maxResults = 100, .startingBlockIndex = 1});
  ASSERT_EQ(second.blocks.size(), 50U);
  EXPECT_EQ(second.blocks[0].blockIndex, 200);
  EXPECT_FALSE(second.nextToken);
  const auto rest = call(&ebs::listSnapshotBlocks, {.snapshotId = id, .startingBlockIndex = 297});
  ASSERT_EQ(rest.blocks.size(), 1U);
  EXPECT_EQ(rest.blocks[0].blockIndex, 298);
}

TEST_F(ListSnapshotBlocks, RefusesPagesOutOfBoundsAndForeignTokens) {
  const auto id = written("a");
  for (const std::int64_t size : {99, 10'001})
    expectReason(errorOf(&ebs::listSnapshotBlocks, {.snapshotId = id, .maxResults = size}),
                 "INVALID_PARAMETER_VALUE");
  expectReason(errorOf(&ebs::listSnapshotBlocks, {.snapshotId = id, .startingBlockIndex = -1}),
               "INVALID_PARAMETER_VALUE");
  expectReason(errorOf(&ebs::listSnapshotBlocks, {.snapshotId = id, .nextToken = "AAAA"}),
               "INVALID_PAGE_TOKEN");
  expectReason(errors::ebsInvalidPageToken(), "INVALID_PAGE_TOKEN");
}

TEST_F(ListSnapshotBlocks, ListsWhatIsCompletedAndShared) {
  expectReason(errorOf(&ebs::listSnapshotBlocks, {.snapshotId = started()}), "INVALID_SNAPSHOT_ID");
  const auto id = written("a");
  as(kOther);
  expectError(errorOf(&ebs::listSnapshotBlocks, {.snapshotId = id}), "ResourceNotFoundException");
  as(kOwner);
  call(&ec2::modifySnapshotAttribute,
       {.operationType = "add", .snapshotId = id, .userIds = {std::string(kOther)}});
  as(kOther);
  EXPECT_EQ(blocksOf(id).blocks.size(), 1U);
}

}  // namespace
}  // namespace amilocal::test
