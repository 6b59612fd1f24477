#include "storage_test.h"

namespace amilocal::ec2 {
namespace {

class DisableSnapshotBlockPublicAccess : public test::StorageTest {
 protected:
  std::string disable() { return call(&disableSnapshotBlockPublicAccess, {}).state.value(); }
};

TEST_F(DisableSnapshotBlockPublicAccess, AnswersTheState) { EXPECT_EQ(disable(), "unblocked"); }

// Amazon EBS User Guide, "Block public access for snapshots": what was hidden is public again.
TEST_F(DisableSnapshotBlockPublicAccess, ShowsPublicSnapshotsAgain) {
  const auto snapshot = givenSnapshot([](domain::Snapshot& s) {
    s.createVolumePermissions = {{domain::GranteeKind::group, "all"}};
  });
  call(&enableSnapshotBlockPublicAccess, {.state = "block-all-sharing"});
  disable();
  as(kOther);
  EXPECT_EQ(call(&describeSnapshots, {.snapshotIds = {snapshot.id.str()}}).snapshots.size(), 1U);
}

TEST_F(DisableSnapshotBlockPublicAccess, LetsSnapshotsBeMadePublicAgain) {
  const auto snapshot = givenSnapshot();
  call(&enableSnapshotBlockPublicAccess, {.state = "block-new-sharing"});
  disable();
  call(&modifySnapshotAttribute,
       {.createVolumePermission = CreateVolumePermissionModifications{.add = {{.group = "all"}}},
        .snapshotId = snapshot.id.str()});
  EXPECT_TRUE(domain::isPublic(stored(snapshot.id).createVolumePermissions));
}

}  // namespace
}  // namespace amilocal::ec2
