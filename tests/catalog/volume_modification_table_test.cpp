#include "amilocal/catalog/volume_modification_table.h"

#include "catalog_fixture.h"

namespace amilocal {
namespace {

using namespace domain;

class VolumeModificationTableTest : public CatalogTest {};

TEST_F(VolumeModificationTableTest, KeepsTheLatestChangeOfAVolume) {
  Volume volume;
  volume.id = VolumeId::trusted("vol-1");
  catalog_.volumes().insert(volume);
  VolumeModification change;
  change.volumeId = volume.id;
  change.region = "us-east-1";
  change.owner = "1";
  change.startedAt = at(1);
  change.dueAt = at(2);
  change.endedAt = at(3);
  change.statusMessage = "m";
  change.original = {8, "gp3", 3000, 125, false};
  change.target = {9, "io2", 4000, {}, true};
  catalog_.volumeModifications().put(change);
  EXPECT_EQ(catalog_.volumeModifications().find(volume.id), change);
  change.state = ModificationState::completed;
  catalog_.volumeModifications().put(change);
  EXPECT_EQ(catalog_.volumeModifications().list("us-east-1", "1"),
            std::vector<VolumeModification>{change});
  catalog_.volumeModifications().remove(volume.id);
  EXPECT_EQ(catalog_.volumeModifications().find(volume.id), std::nullopt);
}

}  // namespace
}  // namespace amilocal
