#include "amilocal/catalog/bundle_task_table.h"

#include "cells.h"
#include "rows.h"

namespace amilocal {
namespace {

using domain::BundleTask;

struct BundleTaskColumns {
  static constexpr const char* kTable = "bundle_task";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& task) {
    column("id", task.id);
    column("account", task.account);
    column("region", task.region);
    column("instance_id", task.instanceId);
    column("image_id", task.imageId);
    column("bucket", task.bucket);
    column("prefix", task.prefix);
    column("state", task.state);
    column("started_at", task.startedAt);
    column("updated_at", task.updatedAt);
    column("due_at", task.dueAt);
    column("error_code", task.errorCode);
    column("error_message", task.errorMessage);
  }
};

using BundleTaskRows = Rows<BundleTask, BundleTaskColumns>;

}  // namespace

std::optional<BundleTask> BundleTaskTable::find(const std::string& id) const {
  return BundleTaskRows::find(database_, id);
}

std::vector<BundleTask> BundleTaskTable::list(const std::string& account,
                                              const std::string& region) const {
  static const auto kSql =
      BundleTaskRows::sql().select + " WHERE account = ?1 AND region = ?2 ORDER BY started_at, id";
  Statement statement(database_, kSql);
  statement.bindAt(1, account);
  statement.bindAt(2, region);
  return BundleTaskRows::readAll(statement);
}

void BundleTaskTable::insert(const BundleTask& task) { BundleTaskRows::insert(database_, task); }

void BundleTaskTable::update(const BundleTask& task) { BundleTaskRows::update(database_, task); }

}  // namespace amilocal
