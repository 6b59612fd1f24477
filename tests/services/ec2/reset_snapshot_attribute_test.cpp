#include "storage_test.h"

namespace amilocal::test {
namespace {

using ResetSnapshotAttribute = StorageTest;

TEST_F(ResetSnapshotAttribute, MakesTheSnapshotPrivate) {
  const auto id = givenSnapshot([](domain::Snapshot& s) {
                    s.createVolumePermissions = {{domain::GranteeKind::group, "all"}};
                  }).id;
  EXPECT_EQ(call(&ec2::resetSnapshotAttribute,
                 {.attribute = "createVolumePermission", .snapshotId = id.str()})
                .return_,
            true);
  EXPECT_TRUE(stored(id).createVolumePermissions.empty());
}

// Product codes cannot be reset.
TEST_F(ResetSnapshotAttribute, RefusesOtherAttributes) {
  expectError(errorOf(&ec2::resetSnapshotAttribute,
                      {.attribute = "productCodes", .snapshotId = givenSnapshot().id.str()}),
              "InvalidParameterValue");
}

TEST_F(ResetSnapshotAttribute, DoesNotFindWhatAnotherOwns) {
  const auto id = givenSnapshot().id.str();
  as(kOther);
  expectError(errorOf(&ec2::resetSnapshotAttribute,
                      {.attribute = "createVolumePermission", .snapshotId = id}),
              "InvalidSnapshot.NotFound");
}

}  // namespace
}  // namespace amilocal::test
