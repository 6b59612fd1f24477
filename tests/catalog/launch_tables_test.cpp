#include "amilocal/catalog/launch_tables.h"

#include "catalog_fixture.h"

namespace amilocal {
namespace {

using namespace domain;

class LaunchTables : public CatalogTest {
 protected:
  template <class Value>
  static Value owned(std::string_view id) {
    Value value;
    value.id = decltype(Value::id)::trusted(std::string(id));
    value.region = "us-east-1";
    value.owner = "111111111111";
    return value;
  }

  template <class Value>
  void expectKept(OwnedTable<Value>& table, const Value& bare, const Value& filled) {
    table.put(bare);
    EXPECT_EQ(table.find(bare.id), bare);
    table.put(filled);
    EXPECT_EQ(table.list("111111111111", "us-east-1"), (std::vector<Value>{bare, filled}));
    EXPECT_TRUE(table.list("111111111111", "eu-west-1").empty());
  }
};

TEST_F(LaunchTables, KeepSpotRequests) {
  auto request = owned<SpotRequest>("sir-2");
  request.instanceId = InstanceId::trusted("i-1");
  request.createdAt = at(1'700'000'000'000);
  request.maxPrice = "0.05";
  request.availabilityZone = "us-east-1a";
  request.productDescription = "Windows";
  request.cancelledAt = at(1'700'000'001'000);
  request.closedAt = at(1'700'000'002'000);
  expectKept(catalog_.spotRequests(), owned<SpotRequest>("sir-1"), request);
}

TEST_F(LaunchTables, KeepFleets) {
  auto fleet = owned<Fleet>("fleet-2");
  fleet.state = FleetState::deleted_terminating;
  fleet.createdAt = at(1'700'000'000'000);
  fleet.data = "{}";
  expectKept(catalog_.fleets(), owned<Fleet>("fleet-1"), fleet);
}

TEST_F(LaunchTables, KeepReplacementsOfRootVolumes) {
  auto task = owned<RootVolumeTask>("replacevol-2");
  task.instanceId = InstanceId::trusted("i-1");
  task.state = RootVolumeState::succeeded;
  task.startedAt = at(1'700'000'000'000);
  task.completedAt = at(1'700'000'001'000);
  task.imageId = ImageId::trusted("ami-1");
  task.snapshotId = SnapshotId::trusted("snap-1");
  task.volumeId = VolumeId::trusted("vol-1");
  task.deleteReplaced = true;
  task.initializationRate = 200;
  task.replacedVolumeId = VolumeId::trusted("vol-2");
  expectKept(catalog_.rootVolumeTasks(), owned<RootVolumeTask>("replacevol-1"), task);
}

}  // namespace
}  // namespace amilocal
