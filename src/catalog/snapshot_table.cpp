#include "amilocal/catalog/snapshot_table.h"

#include "cells.h"
#include "rows.h"
#include "scope_query.h"
#include "shared_columns.h"

namespace amilocal {
namespace {

using domain::Snapshot;

struct SnapshotColumns {
  static constexpr const char* kTable = "snapshot";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& snapshot) {
    column("id", snapshot.id);
    column("region", snapshot.region);
    column("owner", snapshot.owner);
    column("state", snapshot.state);
    column("volume_id", snapshot.volumeId);
    column("volume_size_gib", snapshot.volumeSizeGib);
    column("description", snapshot.description);
    column("started_at", snapshot.startedAt);
    column("due_at", snapshot.dueAt);
    column("encrypted", snapshot.encrypted);
    column("kms_key_id", snapshot.kmsKeyId);
    column("data_encryption_key_id", snapshot.dataEncryptionKeyId);
    column("owner_alias", snapshot.ownerAlias);
    column("status_message", snapshot.statusMessage);
    column("storage_tier", snapshot.storageTier);
    column("transfer_type", snapshot.transferType);
    column("completion_duration_minutes", snapshot.completionDurationMinutes);
    column("completed_at", snapshot.completedAt);
    column("source_snapshot_id", snapshot.sourceSnapshotId);
    column("availability_zone", snapshot.availabilityZone);
    column("outpost_arn", snapshot.outpostArn);
    column.group(snapshot.tiering, [](auto& tieringColumn, auto& tiering) {
      tieringColumn("tiering_status", tiering.status);
      tieringColumn("tiering_started_at", tiering.startedAt);
      tieringColumn("tiering_due_at", tiering.dueAt);
      tieringColumn("tiering_detail", tiering.detail);
      tieringColumn("archived_at", tiering.archivedAt);
      tieringColumn("restore_days", tiering.restoreDays);
      tieringColumn("restore_expires_at", tiering.restoreExpiresAt);
    });
    column.group(snapshot.lock, [](auto& lockColumn, auto& lock) {
      lockColumn("lock_mode", lock.mode);
      lockColumn("lock_created_at", lock.createdAt);
      lockColumn("lock_days", lock.days);
      lockColumn("lock_starts_at", lock.startsAt);
      lockColumn("lock_expires_at", lock.expiresAt);
      lockColumn("lock_cool_off_hours", lock.coolOffHours);
      lockColumn("lock_cool_off_expires_at", lock.coolOffExpiresAt);
    });
    column("content_id", snapshot.contentId);
    column("parent_snapshot_id", snapshot.parentSnapshotId);
    column("upload_timeout_minutes", snapshot.uploadTimeoutMinutes);
    column("upload_progress", snapshot.uploadProgress);
    column.derived("is_public", domain::isPublic(snapshot.createVolumePermissions));
  }
};

struct SnapshotPermissionColumns : GranteeColumns {
  static constexpr const char* kTable = "snapshot_permission";
  static constexpr const char* kParent = "snapshot_id";
};

using SnapshotRows = Rows<Snapshot, SnapshotColumns>;
using Permissions = Lists<domain::Grantee, SnapshotPermissionColumns>;

constexpr ScopedTable kSnapshots{"snapshot", "snapshot_permission", "snapshot_id"};

}  // namespace

std::optional<Snapshot> SnapshotTable::find(const SnapshotId& id) const {
  auto snapshot = SnapshotRows::find(database_, id);
  if (snapshot) snapshot->createVolumePermissions = Permissions::find(database_, id.str());
  return snapshot;
}

std::vector<Snapshot> SnapshotTable::read(Statement& statement) const {
  auto snapshots = SnapshotRows::readAll(statement);
  Permissions::fill(database_, snapshots, &Snapshot::createVolumePermissions);
  return snapshots;
}

std::vector<Snapshot> SnapshotTable::listById(std::span<const SnapshotId> ids) const {
  if (ids.size() == 1) return listOf(find(ids.front()));
  static const auto kSql =
      SnapshotRows::sql().select + " WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY id";
  const auto json = jsonOfIds(ids);
  Statement statement(database_, kSql);
  statement.bindAt(1, json);
  return read(statement);
}

std::vector<Snapshot> SnapshotTable::list(const SnapshotScope& scope) const {
  const ScopeQuery query(kSnapshots, scope);
  const auto sql = SnapshotRows::sql().select + " WHERE id IN (" + query.ids() + ") ORDER BY id";
  Statement statement(database_, sql);
  query.bind(statement);
  return read(statement);
}

void SnapshotTable::insert(const Snapshot& snapshot) {
  SnapshotRows::insert(database_, snapshot);
  Permissions::insert(database_, snapshot.id.str(), snapshot.createVolumePermissions);
}

void SnapshotTable::update(const Snapshot& snapshot) {
  SnapshotRows::update(database_, snapshot);
  Permissions::replace(database_, snapshot.id.str(), snapshot.createVolumePermissions);
}

bool SnapshotTable::remove(const SnapshotId& id) { return SnapshotRows::remove(database_, id); }

}  // namespace amilocal
