#include <chrono>

#include "amilocal/domain/errors/ebs_errors.h"
#include "block_test.h"

namespace amilocal::test {
namespace {

class GetSnapshotBlock : public BlockTest {
 protected:
  ebs::GetSnapshotBlockRequest firstBlockOf(const std::string& id) {
    const auto block = blocksOf(id).blocks.at(0);
    return {.snapshotId = id, .blockIndex = *block.blockIndex, .blockToken = *block.blockToken};
  }
};

TEST_F(GetSnapshotBlock, GivesTheBytesWithTheirChecksum) {
  const auto answer = call(&ebs::getSnapshotBlock, firstBlockOf(written("a")));
  EXPECT_EQ(answer.blockData, blockOf('a'));
  EXPECT_EQ(answer.dataLength, 524'288);
  EXPECT_EQ(answer.checksum, checksumOf(blockOf('a')));
  EXPECT_EQ(answer.checksumAlgorithm, "SHA256");
}

// A token is for one block of one snapshot, and for seven days.
TEST_F(GetSnapshotBlock, RefusesATokenThatIsNotOfTheBlock) {
  const auto id = written("ab");
  const auto good = firstBlockOf(id);
  auto bad = good;
  bad.blockIndex = 1;
  expectReason(errorOf(&ebs::getSnapshotBlock, bad), "INVALID_BLOCK_TOKEN");
  bad = good;
  bad.blockToken = "AAAA";
  expectReason(errorOf(&ebs::getSnapshotBlock, bad), "INVALID_BLOCK_TOKEN");
  bad = good;
  bad.snapshotId = written("ab");
  expectReason(errorOf(&ebs::getSnapshotBlock, bad), "INVALID_BLOCK_TOKEN");
  advance(std::chrono::hours(7 * 24));
  expectReason(errorOf(&ebs::getSnapshotBlock, good), "INVALID_BLOCK_TOKEN");
  expectReason(errors::ebsInvalidBlockToken(), "INVALID_BLOCK_TOKEN");
}

TEST_F(GetSnapshotBlock, RefusesABlockThatWasNeverWrittenOrCannotBe) {
  auto request = firstBlockOf(written("a"));
  request.blockIndex = 5;
  expectReason(errorOf(&ebs::getSnapshotBlock, request), "INVALID_BLOCK_TOKEN");
  request.blockIndex = 2048;
  expectReason(errorOf(&ebs::getSnapshotBlock, request), "INVALID_BLOCK");
}

TEST_F(GetSnapshotBlock, RefusesAnothersSnapshot) {
  const auto request = firstBlockOf(written("a"));
  as(kOther);
  expectError(errorOf(&ebs::getSnapshotBlock, request), "ResourceNotFoundException");
  expectReason(errors::ebsValidation("t", "R"), "R");
}

}  // namespace
}  // namespace amilocal::test
