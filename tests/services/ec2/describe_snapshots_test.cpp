#include <chrono>
#include <set>

#include "amilocal/domain/seed.h"
#include "storage_test.h"

namespace amilocal::test {
namespace {

class DescribeSnapshots : public StorageTest {
 protected:
  std::vector<std::string> idsOf(const ec2::DescribeSnapshotsRequest& request) {
    std::vector<std::string> ids;
    for (const auto& snapshot : call(&ec2::describeSnapshots, request).snapshots)
      ids.push_back(*snapshot.snapshotId);
    return ids;
  }
  domain::Snapshot givenShared(domain::Grantee with) {
    return givenSnapshot(
        [&](domain::Snapshot& s) { s.createVolumePermissions = {std::move(with)}; });
  }
  using Ids = std::vector<std::string>;
};

TEST_F(DescribeSnapshots, ShowsWhatIsStored) {
  const auto snapshot = givenSnapshot([](domain::Snapshot& s) {
    s.volumeId = "vol-0ec2ee2808bf1bb7d";
    s.encrypted = true;
    s.kmsKeyId = "arn:k";
    s.dataEncryptionKeyId = "data-key";
  });
  const auto shown = call(&ec2::describeSnapshots, {}).snapshots.at(0);
  EXPECT_EQ(shown.snapshotId, snapshot.id.str());
  EXPECT_EQ(shown.volumeId, "vol-0ec2ee2808bf1bb7d");
  EXPECT_EQ(shown.state, "completed");
  EXPECT_EQ(shown.progress, "100%");
  EXPECT_EQ(shown.ownerId, kOwner);
  EXPECT_EQ(shown.description, "");
  EXPECT_EQ(shown.storageTier, "standard");
  EXPECT_EQ(shown.kmsKeyId, "arn:k");
  EXPECT_EQ(shown.dataEncryptionKeyId, "data-key");
  EXPECT_EQ(shown.completionTime, now());
}

// Computed when asked, so that no timer writes it down.
TEST_F(DescribeSnapshots, ShowsProgressWhileOneIsMade) {
  using std::chrono::seconds;
  taskTime("100s");
  const auto id = *call(&ec2::createSnapshot, {.volumeId = givenVolume().id.str()}).snapshotId;
  EXPECT_EQ(call(&ec2::describeSnapshots, {}).snapshots.at(0).progress, "0%");
  advance(seconds{42});
  EXPECT_EQ(call(&ec2::describeSnapshots, {}).snapshots.at(0).progress, "42%");
  EXPECT_EQ(call(&ec2::describeSnapshots, {}).snapshots.at(0).state, "pending");
  advance(seconds{58});
  EXPECT_EQ(call(&ec2::describeSnapshots, {.snapshotIds = {id}}).snapshots.at(0).progress, "100%");
}

// All that the caller may create volumes from, public ones too (EC2 API Reference).
TEST_F(DescribeSnapshots, ListsOwnPublicAndShared) {
  const auto open = givenShared({domain::GranteeKind::group, "all"});
  const auto shared = givenShared({domain::GranteeKind::userId, std::string(kOther)});
  givenSnapshot();
  as(kOther);
  const auto own = givenSnapshot();
  const auto ids = idsOf({});
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()),
            (std::set<std::string>{open.id.str(), shared.id.str(), own.id.str()}));
}

// Clients pass Owner=self, since everything public is listed otherwise.
TEST_F(DescribeSnapshots, NarrowsByOwner) {
  const auto mine = givenSnapshot();
  as(kOther);
  const auto open = givenShared({domain::GranteeKind::group, "all"});
  as(kOwner);
  EXPECT_EQ(idsOf({.ownerIds = {"self"}}), Ids{mine.id.str()});
  EXPECT_EQ(idsOf({.ownerIds = {std::string(kOther)}}), Ids{open.id.str()});
  EXPECT_EQ(idsOf({.ownerIds = {"self", std::string(kOther)}}).size(), 2U);
  EXPECT_TRUE(idsOf({.ownerIds = {"amazon"}}).empty());
}

TEST_F(DescribeSnapshots, NarrowsByThoseWhoMayRestore) {
  const auto open = givenShared({domain::GranteeKind::group, "all"});
  const auto shared = givenShared({domain::GranteeKind::userId, std::string(kOther)});
  givenSnapshot();
  EXPECT_EQ(idsOf({.restorableByUserIds = {"all"}}), Ids{open.id.str()});
  EXPECT_EQ(idsOf({.restorableByUserIds = {std::string(kOther)}}), Ids{shared.id.str()});
  EXPECT_EQ(idsOf({.restorableByUserIds = {"self"}}).size(), 3U);
  as(kOther);
  EXPECT_EQ(idsOf({.restorableByUserIds = {"self"}}), Ids{shared.id.str()});
}

TEST_F(DescribeSnapshots, RefusesWhatIsNoUser) {
  expectError(errorOf(&ec2::describeSnapshots, {.ownerIds = {"foo"}}), "InvalidUserID.Malformed",
              "Invalid user id: \"foo\"");
  expectError(errorOf(&ec2::describeSnapshots, {.restorableByUserIds = {"amazon"}}),
              "InvalidUserID.Malformed");
}

TEST_F(DescribeSnapshots, RefusesAnUnknownId) {
  const auto known = givenSnapshot().id.str();
  expectError(errorOf(&ec2::describeSnapshots, {.snapshotIds = {known, "snap-0d16416527e67c663"}}),
              "InvalidSnapshot.NotFound", "The snapshot 'snap-0d16416527e67c663' does not exist.");
}

TEST_F(DescribeSnapshots, NamesAllUnknownIdsButTheFirstMalformedOne) {
  expectError(errorOf(&ec2::describeSnapshots, {.snapshotIds = {"snap-00000001", "snap-00000002"}}),
              "InvalidSnapshot.NotFound",
              "The snapshots 'snap-00000001, snap-00000002' do not exist.");
  expectError(errorOf(&ec2::describeSnapshots, {.snapshotIds = {"snap-00000001", "x", "y"}}),
              "InvalidSnapshotID.Malformed", "Invalid id: \"x\" (expecting \"snap-...\")");
}

// It exists, and is not the caller's to see: no error (EC2 API Reference, DescribeSnapshots).
TEST_F(DescribeSnapshots, LeavesOutASnapshotOfAnotherInSilence) {
  const auto hidden = givenSnapshot().id.str();
  as(kOther);
  EXPECT_TRUE(idsOf({.snapshotIds = {hidden}}).empty());
}

TEST_F(DescribeSnapshots, DoesNotFindDeletedOnes) {
  const auto id =
      givenSnapshot([](domain::Snapshot& s) { s.state = domain::SnapshotState::deleted; }).id;
  EXPECT_TRUE(idsOf({}).empty());
  expectError(errorOf(&ec2::describeSnapshots, {.snapshotIds = {id.str()}}),
              "InvalidSnapshot.NotFound");
}

TEST_F(DescribeSnapshots, KnowsOneRegionOnly) {
  const auto id = givenSnapshot().id.str();
  in("eu-west-1");
  EXPECT_TRUE(idsOf({}).empty());
  expectError(errorOf(&ec2::describeSnapshots, {.snapshotIds = {id}}), "InvalidSnapshot.NotFound");
}

// The snapshots of public images are their publishers' (public-ami-catalog.md, fact 11).
TEST_F(DescribeSnapshots, KeepsTheSnapshotsOfSeedImagesToTheirPublishers) {
  const auto& seeds = *domain::seedCatalogue().list("us-east-1", now());
  std::optional<SnapshotId> seeded;
  for (const auto& image : seeds)
    for (const auto& device : image.blockDevices)
      if (device.ebs && device.ebs->snapshotId) seeded = device.ebs->snapshotId;
  ASSERT_TRUE(seeded);
  EXPECT_TRUE(idsOf({}).empty());
  EXPECT_TRUE(idsOf({.snapshotIds = {seeded->str()}}).empty());
}

TEST_F(DescribeSnapshots, CombinesFiltersWithIds) {
  const auto small = givenSnapshot();
  const auto large = givenSnapshot([](domain::Snapshot& s) { s.volumeSizeGib = 80; });
  EXPECT_EQ(idsOf({.snapshotIds = {small.id.str(), large.id.str()},
                   .filters = {{"volume-size", {"80"}}}}),
            Ids{large.id.str()});
}

TEST_F(DescribeSnapshots, FiltersByTags) {
  const auto plain = givenSnapshot();
  const auto tagged = givenSnapshot();
  catalog().tags().put({std::string(kOwner), "us-east-1", "snapshot", tagged.id.str()},
                       {{"k", "v"}});
  EXPECT_EQ(idsOf({.filters = {{"tag:k", {"v"}}}}), Ids{tagged.id.str()});
  EXPECT_EQ(idsOf({.filters = {{"tag-key", {"k"}}}}), Ids{tagged.id.str()});
}

// Tags are each account's own.
TEST_F(DescribeSnapshots, ShowsNoTagsOfOthers) {
  const auto open = givenShared({domain::GranteeKind::group, "all"});
  catalog().tags().put({std::string(kOwner), "us-east-1", "snapshot", open.id.str()}, {{"k", "v"}});
  EXPECT_EQ(call(&ec2::describeSnapshots, {}).snapshots.at(0).tags.size(), 1U);
  as(kOther);
  EXPECT_TRUE(call(&ec2::describeSnapshots, {}).snapshots.at(0).tags.empty());
}

TEST_F(DescribeSnapshots, RefusesAnUnknownFilter) {
  expectError(errorOf(&ec2::describeSnapshots, {.filters = {{"foo", {"x"}}}}),
              "InvalidParameterValue", "The filter 'foo' is invalid");
}

TEST_F(DescribeSnapshots, PagesThroughWhatMatches) {
  std::set<std::string> wanted;
  for (int i = 0; i < 12; ++i) {
    wanted.insert(givenSnapshot([](domain::Snapshot& s) { s.volumeSizeGib = 9; }).id.str());
    givenSnapshot();
  }
  std::set<std::string> seen;
  ec2::DescribeSnapshotsRequest request{.maxResults = 5, .filters = {{"volume-size", {"9"}}}};
  std::vector<std::size_t> sizes;
  do {
    const auto page = call(&ec2::describeSnapshots, request);
    for (const auto& snapshot : page.snapshots) seen.insert(*snapshot.snapshotId);
    sizes.push_back(page.snapshots.size());
    request.nextToken = page.nextToken;
  } while (request.nextToken);
  EXPECT_EQ(sizes, (std::vector<std::size_t>{5, 5, 2}));
  EXPECT_EQ(seen, wanted);
}

// The text names what the parameter is called inside EC2 (errors.md section 2).
TEST_F(DescribeSnapshots, TakesNoPageSizeTogetherWithIds) {
  expectError(errorOf(&ec2::describeSnapshots,
                      {.maxResults = 5, .snapshotIds = {givenSnapshot().id.str()}}),
              "InvalidParameterCombination",
              "The parameter snapshotSet cannot be used with the parameter maxResults");
}

}  // namespace
}  // namespace amilocal::test
