#include "amilocal/catalog/store_task_table.h"

#include "cells.h"
#include "rows.h"

namespace amilocal {
namespace {

using domain::StoreImageTask;

struct StoreTaskColumns {
  static constexpr const char* kTable = "store_image_task";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& task) {
    column("id", task.id);
    column("account", task.account);
    column("region", task.region);
    column("image_id", task.imageId);
    column("bucket", task.bucket);
    column("object_key", task.objectKey);
    column("state", task.state);
    column("failure_reason", task.failureReason);
    column("started_at", task.startedAt);
    column("due_at", task.dueAt);
    column("size_gib", task.sizeGib);
    column("object_tags", task.objectTags);
  }
};

using StoreTaskRows = Rows<StoreImageTask, StoreTaskColumns>;

}  // namespace

std::optional<StoreImageTask> StoreTaskTable::find(std::int64_t id) const {
  return StoreTaskRows::find(database_, id);
}

std::vector<StoreImageTask> StoreTaskTable::list(const std::string& account,
                                                 const std::string& region) const {
  static const auto kSql =
      StoreTaskRows::sql().select + " WHERE account = ?1 AND region = ?2 ORDER BY id DESC";
  Statement statement(database_, kSql);
  statement.bindAt(1, account);
  statement.bindAt(2, region);
  return StoreTaskRows::readAll(statement);
}

std::int64_t StoreTaskTable::insert(const StoreImageTask& task) {
  return StoreTaskRows::insertNumbered(database_, task);
}

void StoreTaskTable::update(const StoreImageTask& task) { StoreTaskRows::update(database_, task); }

void StoreTaskTable::removeBefore(Instant at) {
  Statement statement(database_, "DELETE FROM store_image_task WHERE started_at < ?1");
  statement.bindAt(1, at);
  statement.run();
}

}  // namespace amilocal
