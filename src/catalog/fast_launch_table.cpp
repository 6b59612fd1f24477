#include "amilocal/catalog/fast_launch_table.h"

#include "cells.h"
#include "rows.h"

namespace amilocal {
namespace {

using domain::FastLaunch;

struct FastLaunchColumns {
  static constexpr const char* kTable = "fast_launch";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& launch) {
    column("key", launch.key);
    column("image_id", launch.imageId);
    column("account", launch.account);
    column("region", launch.region);
    column("owner", launch.owner);
    column("state", launch.state);
    column("reason", launch.reason);
    column("changed_at", launch.changedAt);
    column("target_resource_count", launch.settings.targetResourceCount);
    column("max_parallel_launches", launch.settings.maxParallelLaunches);
    column("template_id", launch.settings.templateId);
    column("template_name", launch.settings.templateName);
    column("template_version", launch.settings.templateVersion);
  }
};

using FastLaunchRows = Rows<FastLaunch, FastLaunchColumns>;

}  // namespace

std::optional<FastLaunch> FastLaunchTable::find(const std::string& key) const {
  return FastLaunchRows::find(database_, key);
}

std::vector<FastLaunch> FastLaunchTable::list(const std::string& account,
                                              const std::string& region) const {
  static const auto kSql =
      FastLaunchRows::sql().select + " WHERE account = :account AND region = :region ORDER BY key";
  Statement statement(database_, kSql);
  statement.bind(":account", account).bind(":region", region);
  return FastLaunchRows::readAll(statement);
}

std::vector<FastLaunch> FastLaunchTable::listFor(const ImageId& image) const {
  static const auto kSql = FastLaunchRows::sql().select + " WHERE image_id = :image ORDER BY key";
  Statement statement(database_, kSql);
  statement.bind(":image", image);
  return FastLaunchRows::readAll(statement);
}

void FastLaunchTable::put(const FastLaunch& launch) {
  remove(launch.key);
  FastLaunchRows::insert(database_, launch);
}

bool FastLaunchTable::remove(const std::string& key) {
  return FastLaunchRows::remove(database_, key);
}

}  // namespace amilocal
