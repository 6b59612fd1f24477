#include "services/ec2/lookup.h"

#include <algorithm>

#include "amilocal/domain/seed.h"
#include "image_test.h"

namespace amilocal::ec2 {
namespace {

using domain::GranteeKind;
using domain::SnapshotState;

class Lookup : public test::ImageTest {
 protected:
  domain::Snapshot givenSnapshot(SnapshotState state = SnapshotState::completed,
                                 domain::Grantees permissions = {}) {
    domain::Snapshot snapshot;
    snapshot.id = SnapshotId::trusted("snap-0123456789abcdef0");
    snapshot.region = "us-east-1";
    snapshot.owner = kOwner;
    snapshot.state = state;
    snapshot.createVolumePermissions = std::move(permissions);
    catalog().snapshots().insert(snapshot);
    return snapshot;
  }

  /// The code of the refusal, or nothing when the snapshot is found.
  template <domain::Snapshot (*require)(RequestContext&, const SnapshotId&)>
  std::string refusalOf(const SnapshotId& id) {
    const auto handler = +[](RequestContext& ctx, const SnapshotId& asked) {
      return std::optional(require(ctx, asked));
    };
    try {
      call(handler, id);
    } catch (const ApiError& error) {
      return error.code();
    }
    return "";
  }
  std::string ownRefusal(const SnapshotId& id) { return refusalOf<&requireOwnSnapshot>(id); }
  std::string useRefusal(const SnapshotId& id) { return refusalOf<&requireUsableSnapshot>(id); }
};

TEST_F(Lookup, AnOwnSnapshotIsFound) {
  const auto id = givenSnapshot().id;
  EXPECT_EQ(ownRefusal(id), "");
  EXPECT_EQ(useRefusal(id), "");
}

TEST_F(Lookup, ASnapshotOfAnotherRegionIsNot) {
  const auto id = givenSnapshot().id;
  in("eu-west-1");
  EXPECT_EQ(ownRefusal(id), "InvalidSnapshot.NotFound");
}

TEST_F(Lookup, ADeletedSnapshotIsNot) {
  const auto id = givenSnapshot(SnapshotState::deleted).id;
  EXPECT_EQ(ownRefusal(id), "InvalidSnapshot.NotFound");
  EXPECT_EQ(useRefusal(id), "InvalidSnapshot.NotFound");
}

TEST_F(Lookup, AForeignSnapshotIsUsableWhenShared) {
  const auto id =
      givenSnapshot(SnapshotState::completed, {{GranteeKind::userId, std::string(kOther)}}).id;
  as(kOther);
  EXPECT_EQ(ownRefusal(id), "InvalidSnapshot.NotFound");
  EXPECT_EQ(useRefusal(id), "");
  as("333333333333");
  EXPECT_EQ(useRefusal(id), "InvalidSnapshot.NotFound");
}

TEST_F(Lookup, APublicSnapshotIsUsableByAll) {
  const auto id = givenSnapshot(SnapshotState::completed, {{GranteeKind::group, "all"}}).id;
  as(kOther);
  EXPECT_EQ(useRefusal(id), "");
}

// public-ami-catalog.md section 1, rule 11: a seed snapshot is its publisher's alone.
TEST_F(Lookup, ASeedSnapshotIsItsPublishersAlone) {
  const auto listed = domain::seedCatalogue().list("us-east-1", now());
  const auto seed = std::ranges::find_if(*listed, [](const domain::Image& image) {
    return !image.blockDevices.empty() && image.blockDevices[0].ebs &&
           image.blockDevices[0].ebs->snapshotId;
  });
  ASSERT_NE(seed, listed->end());
  const auto id = *seed->blockDevices[0].ebs->snapshotId;
  EXPECT_EQ(useRefusal(id), "InvalidSnapshot.NotFound");
  as(seed->owner);
  EXPECT_EQ(useRefusal(id), "");
  EXPECT_EQ(ownRefusal(id), "");
}

TEST_F(Lookup, VolumesAreFoundByTheirOwnerUntilTheyAreDeleted) {
  domain::Volume volume;
  volume.id = VolumeId::trusted("vol-0123456789abcdef0");
  volume.region = "us-east-1";
  volume.owner = kOwner;
  volume.state = domain::VolumeState::available;
  volume.availabilityZone = "us-east-1a";
  catalog().volumes().insert(volume);
  const auto require = +[](RequestContext& ctx, const VolumeId& id) {
    return std::optional(requireOwnVolume(ctx, id));
  };
  EXPECT_EQ(call(require, volume.id), volume);
  as(kOther);
  EXPECT_EQ(errorOf(require, volume.id).code(), "InvalidVolume.NotFound");
  as(kOwner);
  volume.state = domain::VolumeState::deleted;
  catalog().volumes().update(volume);
  EXPECT_EQ(errorOf(require, volume.id).code(), "InvalidVolume.NotFound");
}

TEST_F(Lookup, InstancesAreFoundByTheirOwnerEvenWhenTerminated) {
  domain::Instance instance;
  instance.id = InstanceId::trusted("i-0123456789abcdef0");
  instance.region = "us-east-1";
  instance.owner = kOwner;
  instance.state = domain::InstanceState::terminated;
  catalog().instances().insert(instance);
  const auto require = +[](RequestContext& ctx, const InstanceId& id) {
    return std::optional(requireOwnInstance(ctx, id));
  };
  EXPECT_EQ(call(require, instance.id), instance);
  as(kOther);
  EXPECT_EQ(errorOf(require, instance.id).code(), "InvalidInstanceID.NotFound");
}

}  // namespace
}  // namespace amilocal::ec2
