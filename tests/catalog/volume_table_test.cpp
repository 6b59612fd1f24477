#include "amilocal/catalog/volume_table.h"

#include "catalog_fixture.h"

namespace amilocal {
namespace {

using namespace domain;

Volume bareVolume(const std::string& id) {
  Volume volume;
  volume.id = VolumeId::trusted(id);
  volume.region = "us-east-1";
  volume.owner = "111111111111";
  return volume;
}

Attachment attachment(const std::string& volume, const std::string& instance,
                      const std::string& device) {
  return {VolumeId::trusted(volume),
          InstanceId::trusted(instance),
          device,
          AttachmentState::detaching,
          at(7),
          true};
}

Volume filledVolume(const std::string& id = "vol-1") {
  auto volume = bareVolume(id);
  volume.availabilityZone = "us-east-1a";
  volume.state = VolumeState::in_use;
  volume.sizeGib = 100;
  volume.volumeType = "io2";
  volume.iops = 5000;
  volume.throughputMibps = 250;
  volume.encrypted = true;
  volume.kmsKeyId = "arn:aws:kms:key";
  volume.snapshotId = SnapshotId::trusted("snap-1");
  volume.createdAt = at(1'700'000'000'000);
  volume.multiAttachEnabled = true;
  volume.volumeInitializationRate = 200;
  volume.outpostArn = "arn:aws:outposts:1";
  volume.fastRestored = true;
  volume.contentId = 7;
  volume.attachments = {attachment(id, "i-2", "/dev/sdf"), attachment(id, "i-1", "/dev/sdg")};
  return volume;
}

class VolumeTableTest : public CatalogTest {
 protected:
  VolumeTable& volumes_ = catalog_.volumes();
};

TEST_F(VolumeTableTest, KeepsEveryMember) {
  volumes_.insert(filledVolume());
  EXPECT_EQ(volumes_.find(filledVolume().id), filledVolume());
  EXPECT_EQ(volumes_.list({.region = "us-east-1"}), std::vector{filledVolume()});
}

TEST_F(VolumeTableTest, KeepsTheAbsenceOfMembers) {
  volumes_.insert(bareVolume("vol-1"));
  EXPECT_EQ(volumes_.find(VolumeId::trusted("vol-1")), bareVolume("vol-1"));
  EXPECT_EQ(volumes_.find(VolumeId::trusted("vol-2")), std::nullopt);
}

TEST_F(VolumeTableTest, UpdatesEveryMemberAndTheAttachments) {
  volumes_.insert(bareVolume("vol-1"));
  volumes_.update(filledVolume());
  EXPECT_EQ(volumes_.find(filledVolume().id), filledVolume());
  volumes_.update(bareVolume("vol-1"));
  EXPECT_EQ(volumes_.find(filledVolume().id), bareVolume("vol-1"));
}

TEST_F(VolumeTableTest, RemovesAVolumeWithItsAttachments) {
  volumes_.insert(filledVolume());
  EXPECT_TRUE(volumes_.remove(filledVolume().id));
  EXPECT_FALSE(volumes_.remove(filledVolume().id));
  EXPECT_EQ(countRows("attachment"), 0);
}

TEST_F(VolumeTableTest, FindsWhatIsAttachedToInstances) {
  volumes_.insert(filledVolume("vol-1"));
  volumes_.insert(bareVolume("vol-2"));
  volumes_.insert(filledVolume("vol-3"));
  const auto first = InstanceId::trusted("i-1");
  const std::vector both{InstanceId::trusted("i-2"), first};
  EXPECT_EQ(volumes_.listAttachedTo(first), (std::vector{filledVolume(), filledVolume("vol-3")}));
  EXPECT_EQ(volumes_.attachmentsOf(first), (std::vector{attachment("vol-1", "i-1", "/dev/sdg"),
                                                        attachment("vol-3", "i-1", "/dev/sdg")}));
  EXPECT_EQ(volumes_.attachmentsOf(both),
            (std::vector{
                attachment("vol-1", "i-1", "/dev/sdg"), attachment("vol-3", "i-1", "/dev/sdg"),
                attachment("vol-1", "i-2", "/dev/sdf"), attachment("vol-3", "i-2", "/dev/sdf")}));
}

TEST_F(VolumeTableTest, ListsByIdAndByScope) {
  auto elsewhere = bareVolume("vol-2");
  elsewhere.region = "eu-west-1";
  auto ofOther = bareVolume("vol-4");
  ofOther.owner = "222222222222";
  for (const auto& volume : {bareVolume("vol-3"), elsewhere, bareVolume("vol-1"), ofOther})
    volumes_.insert(volume);
  VolumeScope scope{.region = "us-east-1", .owners = {"111111111111"}};
  EXPECT_EQ(idsOf(volumes_.list(scope)), (Texts{"vol-1", "vol-3"}));
  scope.afterId = "vol-1";
  EXPECT_EQ(idsOf(volumes_.list(scope)), (Texts{"vol-3"}));
  scope.statesLeftOut = {VolumeState::creating};
  EXPECT_EQ(idsOf(volumes_.list(scope)), Texts{});
  const std::vector ids{ofOther.id, elsewhere.id};
  EXPECT_EQ(volumes_.listById(ids), (std::vector{elsewhere, ofOther}));
}

}  // namespace
}  // namespace amilocal
