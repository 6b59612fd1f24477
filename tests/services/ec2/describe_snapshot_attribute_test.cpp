#include "storage_test.h"

namespace amilocal::test {
namespace {

using DescribeSnapshotAttribute = StorageTest;

TEST_F(DescribeSnapshotAttribute, ShowsThePermissions) {
  const auto id =
      givenSnapshot([](domain::Snapshot& s) {
        s.createVolumePermissions = {{domain::GranteeKind::group, "all"},
                                     {domain::GranteeKind::userId, std::string(kOther)}};
      }).id.str();
  const auto answer = call(&ec2::describeSnapshotAttribute,
                           {.attribute = "createVolumePermission", .snapshotId = id});
  EXPECT_EQ(answer.snapshotId, id);
  ASSERT_EQ(answer.createVolumePermissions->size(), 2U);
  EXPECT_EQ(answer.createVolumePermissions->at(0).group, "all");
  EXPECT_EQ(answer.createVolumePermissions->at(1).userId, kOther);
  EXPECT_FALSE(answer.productCodes);
}

// The list of a private snapshot is there and empty (custodian recording).
TEST_F(DescribeSnapshotAttribute, ShowsAnEmptyListForAPrivateSnapshot) {
  const auto answer =
      call(&ec2::describeSnapshotAttribute,
           {.attribute = "createVolumePermission", .snapshotId = givenSnapshot().id.str()});
  ASSERT_TRUE(answer.createVolumePermissions);
  EXPECT_TRUE(answer.createVolumePermissions->empty());
}

TEST_F(DescribeSnapshotAttribute, ShowsThatThereAreNoProductCodes) {
  const auto answer = call(&ec2::describeSnapshotAttribute,
                           {.attribute = "productCodes", .snapshotId = givenSnapshot().id.str()});
  ASSERT_TRUE(answer.productCodes);
  EXPECT_TRUE(answer.productCodes->empty());
  EXPECT_FALSE(answer.createVolumePermissions);
}

TEST_F(DescribeSnapshotAttribute, RefusesAnUnknownAttribute) {
  expectError(errorOf(&ec2::describeSnapshotAttribute,
                      {.attribute = "colour", .snapshotId = givenSnapshot().id.str()}),
              "InvalidParameterValue",
              "Value (colour) for parameter attribute is invalid. Unknown attribute.");
}

// Only the owner may know whom a snapshot is shared with.
TEST_F(DescribeSnapshotAttribute, TellsTheOwnerOnly) {
  const auto id = givenSnapshot().id.str();
  as(kOther);
  expectError(errorOf(&ec2::describeSnapshotAttribute,
                      {.attribute = "createVolumePermission", .snapshotId = id}),
              "InvalidSnapshot.NotFound");
}

}  // namespace
}  // namespace amilocal::test
