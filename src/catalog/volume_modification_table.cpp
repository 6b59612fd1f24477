#include "amilocal/catalog/volume_modification_table.h"

#include "cells.h"
#include "rows.h"

namespace amilocal {

template <>
struct Cell<domain::ModificationState>
    : EnumCell<domain::ModificationState, domain::parseModificationState> {};

namespace {

using domain::VolumeModification;

struct ModificationColumns {
  static constexpr const char* kTable = "volume_modification";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& modification) {
    column("volume_id", modification.volumeId);
    column("region", modification.region);
    column("owner", modification.owner);
    column("state", modification.state);
    column("started_at", modification.startedAt);
    column("due_at", modification.dueAt);
    column("ended_at", modification.endedAt);
    column("status_message", modification.statusMessage);
    column("original_size_gib", modification.original.sizeGib);
    column("original_volume_type", modification.original.volumeType);
    column("original_iops", modification.original.iops);
    column("original_throughput_mibps", modification.original.throughputMibps);
    column("original_multi_attach_enabled", modification.original.multiAttachEnabled);
    column("target_size_gib", modification.target.sizeGib);
    column("target_volume_type", modification.target.volumeType);
    column("target_iops", modification.target.iops);
    column("target_throughput_mibps", modification.target.throughputMibps);
    column("target_multi_attach_enabled", modification.target.multiAttachEnabled);
  }
};

using ModificationRows = Rows<VolumeModification, ModificationColumns>;

}  // namespace

std::optional<VolumeModification> VolumeModificationTable::find(const VolumeId& id) const {
  return ModificationRows::find(database_, id);
}

std::vector<VolumeModification> VolumeModificationTable::list(const std::string& region,
                                                              const std::string& owner) const {
  static const auto kSql =
      ModificationRows::sql().select + " WHERE region = ?1 AND owner = ?2 ORDER BY volume_id";
  Statement statement(database_, kSql);
  statement.bindAt(1, region);
  statement.bindAt(2, owner);
  return ModificationRows::readAll(statement);
}

void VolumeModificationTable::put(const VolumeModification& modification) {
  ModificationRows::remove(database_, modification.volumeId);
  ModificationRows::insert(database_, modification);
}

void VolumeModificationTable::remove(const VolumeId& id) {
  ModificationRows::remove(database_, id);
}

}  // namespace amilocal
