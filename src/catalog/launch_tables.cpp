#include "amilocal/catalog/launch_tables.h"

#include "owned_rows.h"

namespace amilocal {

template <>
struct Cell<domain::FleetState> : EnumCell<domain::FleetState, domain::parseFleetState> {};
template <>
struct Cell<domain::RootVolumeState>
    : EnumCell<domain::RootVolumeState, domain::parseRootVolumeState> {};

template <>
struct ColumnsOf<domain::SpotRequest> {
  static constexpr const char* kTable = "spot_request";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& request) {
    column("id", request.id);
    column("region", request.region);
    column("owner", request.owner);
    column("instance_id", request.instanceId);
    column("created_at", request.createdAt);
    column("max_price", request.maxPrice);
    column("availability_zone", request.availabilityZone);
    column("product_description", request.productDescription);
    column("cancelled_at", request.cancelledAt);
    column("closed_at", request.closedAt);
  }
};

template <>
struct ColumnsOf<domain::Fleet> {
  static constexpr const char* kTable = "fleet";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& fleet) {
    column("id", fleet.id);
    column("region", fleet.region);
    column("owner", fleet.owner);
    column("state", fleet.state);
    column("created_at", fleet.createdAt);
    column("data", fleet.data);
  }
};

template <>
struct ColumnsOf<domain::RootVolumeTask> {
  static constexpr const char* kTable = "root_volume_task";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& task) {
    column("id", task.id);
    column("region", task.region);
    column("owner", task.owner);
    column("instance_id", task.instanceId);
    column("state", task.state);
    column("started_at", task.startedAt);
    column("completed_at", task.completedAt);
    column("image_id", task.imageId);
    column("snapshot_id", task.snapshotId);
    column("volume_id", task.volumeId);
    column("delete_replaced", task.deleteReplaced);
    column("initialization_rate", task.initializationRate);
    column("replaced_volume_id", task.replacedVolumeId);
  }
};

template class OwnedTable<domain::SpotRequest>;
template class OwnedTable<domain::Fleet>;
template class OwnedTable<domain::RootVolumeTask>;

}  // namespace amilocal
