#include "amilocal/domain/snapshot_rules.h"

#include <gtest/gtest.h>

#include <chrono>

#include "amilocal/core/api_error.h"
#include "amilocal/domain/encryption.h"

namespace amilocal::domain {
namespace {

constexpr Instant kNow{std::chrono::hours{24}};
const std::string kMe = "111111111111", kYou = "222222222222", kThem = "333333333333";

Snapshot sharedWithYou() {
  Snapshot snapshot;
  snapshot.id = SnapshotId::trusted("snap-00000001");
  snapshot.region = "us-east-1";
  snapshot.owner = kMe;
  snapshot.state = SnapshotState::completed;
  snapshot.createVolumePermissions = {{GranteeKind::userId, kYou}};
  return snapshot;
}

Snapshot open() {
  auto snapshot = sharedWithYou();
  snapshot.createVolumePermissions = {{GranteeKind::group, "all"}};
  return snapshot;
}

TEST(ProgressOf, IsFullWhenCompletedAndNeverBefore) {
  auto snapshot = sharedWithYou();
  EXPECT_EQ(progressOf(snapshot, kNow), "100%");
  snapshot.state = SnapshotState::pending;
  snapshot.startedAt = kNow;
  EXPECT_EQ(progressOf(snapshot, kNow), "0%");  // held: no end is known
  snapshot.dueAt = kNow + std::chrono::seconds{10};
  EXPECT_EQ(progressOf(snapshot, kNow + std::chrono::seconds{5}), "50%");
  EXPECT_EQ(progressOf(snapshot, *snapshot.dueAt), "99%");
}

TEST(IsUsableBy, MeansOwnSharedOrPublic) {
  EXPECT_TRUE(isUsableBy(sharedWithYou(), kMe));
  EXPECT_TRUE(isUsableBy(sharedWithYou(), kYou));
  EXPECT_FALSE(isUsableBy(sharedWithYou(), kThem));
  EXPECT_TRUE(isUsableBy(open(), kThem));
}

TEST(IsGone, MeansDeletedOrInTheBin) {
  auto snapshot = open();
  for (const auto state :
       {SnapshotState::pending, SnapshotState::completed, SnapshotState::error}) {
    snapshot.state = state;
    EXPECT_FALSE(isGone(snapshot));
  }
  for (const auto state :
       {SnapshotState::deleted, SnapshotState::recoverable, SnapshotState::recovering}) {
    snapshot.state = state;
    EXPECT_TRUE(isGone(snapshot));
  }
}

// EC2 API Reference, DescribeSnapshots: what each value of RestorableBy means.
TEST(MatchesAudience, KnowsWhoMayRestore) {
  EXPECT_TRUE(matchesAudience({{}, {"self"}}, sharedWithYou(), kMe));
  EXPECT_TRUE(matchesAudience({{}, {"self"}}, sharedWithYou(), kYou));
  EXPECT_TRUE(matchesAudience({{}, {kYou}}, sharedWithYou(), kMe));
  EXPECT_FALSE(matchesAudience({{}, {kThem}}, sharedWithYou(), kMe));
  EXPECT_FALSE(matchesAudience({{}, {"self"}}, open(), kYou));
  EXPECT_TRUE(matchesAudience({{}, {"all"}}, open(), kYou));
  EXPECT_FALSE(matchesAudience({{}, {"all"}}, sharedWithYou(), kMe));
}

TEST(MatchesAudience, NeedsBothKindsToMatch) {
  EXPECT_TRUE(matchesAudience({{kMe}, {"all"}}, open(), kYou));
  EXPECT_FALSE(matchesAudience({{"self"}, {"all"}}, open(), kYou));
}

TEST(MatchesAudience, FindsAmazonByItsAlias) {
  auto snapshot = open();
  EXPECT_FALSE(matchesAudience({{"amazon"}, {}}, snapshot, kMe));
  snapshot.ownerAlias = "amazon";
  EXPECT_TRUE(matchesAudience({{"amazon"}, {}}, snapshot, kMe));
}

// An alias is of many accounts, so a listing cannot be narrowed to them.
TEST(OwnerAccounts, AreKnownUnlessAnAliasIsAsked) {
  EXPECT_EQ(ownerAccounts({{"self", kYou}, {}}, kMe), (std::vector<std::string>{kMe, kYou}));
  EXPECT_TRUE(ownerAccounts({{"self", "amazon"}, {}}, kMe).empty());
}

TEST(CheckAudience, KnowsWhichWordMeansWhat) {
  EXPECT_NO_THROW(checkAudience({{"self", "amazon", kMe}, {"self", "all", kMe}}));
  EXPECT_THROW(checkAudience({{"all"}, {}}), ApiError);
  EXPECT_THROW(checkAudience({{}, {"amazon"}}), ApiError);
  EXPECT_THROW(checkAudience({{"12345678901"}, {}}), ApiError);
}

TEST(PlanSnapshot, TakesWhatTheVolumeHas) {
  Volume volume;
  volume.id = VolumeId::trusted("vol-00000001");
  volume.region = "us-east-1";
  volume.owner = kMe;
  volume.state = VolumeState::in_use;
  volume.sizeGib = 8;
  volume.encrypted = true;
  volume.kmsKeyId = "arn:k";
  const auto snapshot = planSnapshot(volume, SnapshotId::trusted("snap-00000001"), "why", kNow);
  EXPECT_EQ(snapshot.state, SnapshotState::pending);
  EXPECT_EQ(snapshot.volumeId, "vol-00000001");
  EXPECT_EQ(snapshot.volumeSizeGib, 8);
  EXPECT_EQ(snapshot.description, "why");
  EXPECT_EQ(snapshot.kmsKeyId, "arn:k");
  EXPECT_EQ(snapshot.dataEncryptionKeyId, dataKeyIdFor("vol-00000001"));
}

// Descriptions beyond ASCII are refused (errors.md section 2), as for images.
TEST(PlanSnapshot, RefusesADescriptionThatAwsRefuses) {
  Volume volume;
  volume.state = VolumeState::available;
  const auto id = SnapshotId::trusted("snap-00000001");
  EXPECT_THROW(planSnapshot(volume, id, "dash \xe2\x80\x94", kNow), ApiError);
  EXPECT_THROW(planSnapshot(volume, id, std::string(256, 'x'), kNow), ApiError);
  EXPECT_NO_THROW(planSnapshot(volume, id, std::string(255, 'x'), kNow));
}

// A UUID, like the real ones, and the same for the same origin.
TEST(DataKeyIdFor, LooksLikeAUuid) {
  const auto id = dataKeyIdFor("vol-00000001");
  ASSERT_EQ(id.size(), 36U);
  EXPECT_EQ(id[8], '-');
  EXPECT_EQ(id, dataKeyIdFor("vol-00000001"));
  EXPECT_NE(id, dataKeyIdFor("vol-00000002"));
}

TEST(ChangedPermissions, KeepsTheOrderAndAddsAtTheEnd) {
  const auto added = changedPermissions(
      sharedWithYou(), {PermissionChange::Kind::add, {snapshotUser(kThem), snapshotUser(kYou)}},
      PublicAccess::unblocked);
  EXPECT_EQ(added, (Grantees{snapshotUser(kYou), snapshotUser(kThem)}));
}

// Taking permissions away is allowed whatever the key is.
TEST(ChangedPermissions, LetsAnEncryptedSnapshotBeMadePrivate) {
  auto snapshot = open();
  snapshot.encrypted = true;
  snapshot.kmsKeyId = defaultKeyArn("us-east-1", kMe);
  const PermissionChange change{PermissionChange::Kind::remove, {snapshotGroup("all")}};
  EXPECT_TRUE(changedPermissions(snapshot, change, PublicAccess::unblocked).empty());
}

TEST(ChangedPermissions, KeepsThePublicOutWhileItIsBlocked) {
  const PermissionChange publish{PermissionChange::Kind::add, {snapshotGroup("all")}};
  for (const auto access : {PublicAccess::block_new_sharing, PublicAccess::block_all_sharing}) {
    EXPECT_THROW(changedPermissions(sharedWithYou(), publish, access), ApiError);
    const PermissionChange share{PermissionChange::Kind::add, {snapshotUser(kThem)}};
    EXPECT_EQ(changedPermissions(sharedWithYou(), share, access).size(), 2U);
  }
}

// Clients repeat themselves, and what is public already is no new sharing.
TEST(ChangedPermissions, LetsAPublicSnapshotBeSaidToBePublicAgain) {
  const PermissionChange publish{PermissionChange::Kind::add, {snapshotGroup("all")}};
  EXPECT_EQ(changedPermissions(open(), publish, PublicAccess::block_new_sharing),
            open().createVolumePermissions);
}

TEST(AsOthersMeet, IsPublicToNobodyUnderBlockAllSharing) {
  auto snapshot = open();
  snapshot.createVolumePermissions.push_back(snapshotUser(kThem));
  const auto met = asOthersMeet(snapshot, PublicAccess::block_all_sharing);
  EXPECT_FALSE(isUsableBy(met, kYou));
  EXPECT_TRUE(isUsableBy(met, kThem));
}

TEST(AsOthersMeet, StaysPublicOtherwise) {
  EXPECT_EQ(asOthersMeet(open(), PublicAccess::unblocked), open());
  EXPECT_EQ(asOthersMeet(open(), PublicAccess::block_new_sharing), open());
}

TEST(CheckConcurrentCopies, AllowsTwenty) {
  EXPECT_NO_THROW(checkConcurrentCopies(19, 20));
  EXPECT_THROW(checkConcurrentCopies(20, 20), ApiError);
}

}  // namespace
}  // namespace amilocal::domain
