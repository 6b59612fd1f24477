#include "amilocal/catalog/fast_restore_table.h"

#include "cells.h"
#include "rows.h"

namespace amilocal {
namespace {

using domain::FastRestore;

struct FastRestoreColumns {
  static constexpr const char* kTable = "fast_restore";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& restore) {
    column("key", restore.key);
    column("snapshot_id", restore.snapshotId);
    column("zone", restore.zone);
    column("account", restore.account);
    column("region", restore.region);
    column("state", restore.state);
    column("reason", restore.reason);
    column("enabling_at", restore.enablingAt);
    column("optimizing_at", restore.optimizingAt);
    column("enabled_at", restore.enabledAt);
    column("disabling_at", restore.disablingAt);
    column("disabled_at", restore.disabledAt);
  }
};

using FastRestoreRows = Rows<FastRestore, FastRestoreColumns>;

}  // namespace

std::optional<FastRestore> FastRestoreTable::find(const std::string& key) const {
  return FastRestoreRows::find(database_, key);
}

std::vector<FastRestore> FastRestoreTable::list(const std::string& account,
                                                const std::string& region) const {
  static const auto kSql =
      FastRestoreRows::sql().select + " WHERE account = :account AND region = :region ORDER BY key";
  Statement statement(database_, kSql);
  statement.bind(":account", account).bind(":region", region);
  return FastRestoreRows::readAll(statement);
}

std::vector<FastRestore> FastRestoreTable::listFor(const SnapshotId& snapshot) const {
  static const auto kSql =
      FastRestoreRows::sql().select + " WHERE snapshot_id = :snapshot ORDER BY key";
  Statement statement(database_, kSql);
  statement.bind(":snapshot", snapshot);
  return FastRestoreRows::readAll(statement);
}

void FastRestoreTable::put(const FastRestore& restore) {
  remove(restore.key);
  FastRestoreRows::insert(database_, restore);
}

bool FastRestoreTable::remove(const std::string& key) {
  return FastRestoreRows::remove(database_, key);
}

}  // namespace amilocal
