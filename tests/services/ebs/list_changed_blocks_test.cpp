#include "amilocal/domain/errors/ebs_errors.h"
#include "block_test.h"

namespace amilocal::test {
namespace {

class ListChangedBlocks : public BlockTest {
 protected:
  /// `index: first→second` of each, with the letters that the tokens give.
  std::string changes(const std::optional<std::string>& first, const std::string& second) {
    std::string text;
    for (const auto& change :
         call(&ebs::listChangedBlocks, {.firstSnapshotId = first, .secondSnapshotId = second})
             .changedBlocks) {
      text += std::to_string(*change.blockIndex) + ":";
      text += change.firstBlockToken ? letter(*first, change, *change.firstBlockToken) : '-';
      text += change.secondBlockToken ? letter(second, change, *change.secondBlockToken) : '-';
      text += ' ';
    }
    return text;
  }

 private:
  char letter(const std::string& id, const ebs::ChangedBlock& change, const std::string& token) {
    return call(&ebs::getSnapshotBlock,
                {.snapshotId = id, .blockIndex = *change.blockIndex, .blockToken = token})
        .blockData->front();
  }
};

TEST_F(ListChangedBlocks, ListsWhereAChildDiffersFromItsParent) {
  const auto parent = written("ab");
  const auto child = started(parent);
  put(child, 1, 'x');
  put(child, 2, 'y');
  complete(child, 2);
  EXPECT_EQ(changes(parent, child), "1:bx 2:-y ");
  EXPECT_EQ(changes(child, parent), "1:xb 2:y- ");
}

// Without a first snapshot everything is new (ListChangedBlocks, FirstSnapshotId).
TEST_F(ListChangedBlocks, ListsEverythingWithoutAFirstOne) {
  EXPECT_EQ(changes({}, written("ab")), "0:-a 1:-b ");
}

TEST_F(ListChangedBlocks, TakesSnapshotsOfOneVolume) {
  const auto volume = givenVolume();
  const auto first = call(&ec2::createSnapshot, {.volumeId = volume.id.str()}).snapshotId.value();
  const auto second = call(&ec2::createSnapshot, {.volumeId = volume.id.str()}).snapshotId.value();
  EXPECT_EQ(changes(first, second), "");
}

TEST_F(ListChangedBlocks, RefusesSnapshotsWithoutAnythingInCommon) {
  const auto error = errorOf(&ebs::listChangedBlocks,
                             {.firstSnapshotId = written("a"), .secondSnapshotId = written("a")});
  expectReason(error, "UNRELATED_SNAPSHOTS");
  expectReason(errors::ebsUnrelatedSnapshots("a", "b"), "UNRELATED_SNAPSHOTS");
}

TEST_F(ListChangedBlocks, NamesTheParameterOfAMalformedId) {
  const auto id = written("a");
  const auto first =
      errorOf(&ebs::listChangedBlocks, {.firstSnapshotId = "x", .secondSnapshotId = id});
  EXPECT_NE(first.message().find("firstSnapshotId"), std::string::npos);
  expectReason(errorOf(&ebs::listChangedBlocks, {.secondSnapshotId = "x"}), "INVALID_SNAPSHOT_ID");
}

}  // namespace
}  // namespace amilocal::test
