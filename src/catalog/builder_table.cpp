#include "amilocal/catalog/builder_table.h"

#include "cells.h"
#include "rows.h"

namespace amilocal {
namespace {

using domain::BuilderKind;
using domain::BuilderResource;

struct BuilderColumns {
  static constexpr const char* kTable = "builder_resource";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& resource) {
    column("arn", resource.arn);
    column("region", resource.region);
    column("owner", resource.owner);
    column("kind", resource.kind);
    column("name", resource.name);
    column("version", resource.version);
    column("created_at", resource.createdAt);
    column("image_id", resource.imageId);
    column("data", resource.data);
  }
};

using BuilderRows = Rows<BuilderResource, BuilderColumns>;

constexpr std::string_view kUsersOfImage = R"sql(
  SELECT arn FROM builder_resource
  WHERE image_id = :image AND region = :region AND owner = :owner AND kind = :kind
  ORDER BY arn
)sql";

}  // namespace

std::optional<BuilderResource> BuilderTable::find(const std::string& arn) const {
  return BuilderRows::find(database_, arn);
}

std::vector<BuilderResource> BuilderTable::list(const std::string& owner, const std::string& region,
                                                BuilderKind kind) const {
  static const auto kSql =
      BuilderRows::sql().select + " WHERE region = ?1 AND owner = ?2 AND kind = ?3 ORDER BY arn";
  Statement statement(database_, kSql);
  statement.bindAt(1, region);
  statement.bindAt(2, owner);
  statement.bindAt(3, kind);
  return BuilderRows::readAll(statement);
}

std::vector<std::string> BuilderTable::usersOf(const std::string& owner, const std::string& region,
                                               BuilderKind kind, const ImageId& image) const {
  Statement statement(database_, kUsersOfImage);
  statement.bind(":image", image).bind(":region", region).bind(":owner", owner).bind(":kind", kind);
  return columnOf<std::string>(statement);
}

void BuilderTable::insert(const BuilderResource& resource) {
  BuilderRows::insert(database_, resource);
}

bool BuilderTable::remove(const std::string& arn) { return BuilderRows::remove(database_, arn); }

}  // namespace amilocal
