#include "amilocal/catalog/launch_template_table.h"

#include "rows.h"

namespace amilocal {
namespace {

using domain::LaunchTemplate;
using domain::LaunchTemplateVersion;

struct TemplateColumns {
  static constexpr const char* kTable = "launch_template";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& value) {
    column("id", value.id);
    column("region", value.region);
    column("owner", value.owner);
    column("name", value.name);
    column("created_at", value.createdAt);
    column("created_by", value.createdBy);
    column("default_version", value.defaultVersion);
    column("latest_version", value.latestVersion);
    column("last_number", value.lastNumber);
  }
};

struct VersionColumns {
  static constexpr const char* kTable = "launch_template_version";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& value) {
    column("template_id", value.templateId);
    column("number", value.number);
    column("description", value.description);
    column("created_at", value.createdAt);
    column("created_by", value.createdBy);
    column("image_id", value.imageId);
    column("data", value.data);
  }
};

using TemplateRows = Rows<LaunchTemplate, TemplateColumns>;
using VersionRows = Rows<LaunchTemplateVersion, VersionColumns>;

constexpr std::string_view kRemoveVersion = R"sql(
  DELETE FROM launch_template_version WHERE template_id = :id AND number = :number
)sql";

// A version is looked at when fewer than `depth` newer ones exist.
constexpr std::string_view kUsers = R"sql(
  SELECT DISTINCT t.owner, t.id
  FROM launch_template_version AS v JOIN launch_template AS t ON t.id = v.template_id
  WHERE v.image_id = :image AND v.created_at <= :until AND t.region = :region
    AND (SELECT count(*) FROM launch_template_version AS n
         WHERE n.template_id = v.template_id AND n.number > v.number) < :depth
)sql";

const std::string& usersSql() {
  static const auto kSql =
      "SELECT id FROM (" + std::string(kUsers) + ") WHERE owner = :owner ORDER BY id";
  return kSql;
}

const std::string& countSql() {
  static const auto kSql =
      "SELECT owner, count(*) FROM (" + std::string(kUsers) + ") GROUP BY owner ORDER BY owner";
  return kSql;
}

void bindUse(Statement& statement, const LaunchTemplateTable::ImageUse& use) {
  statement.bind(":image", use.image)
      .bind(":until", use.createdUntil)
      .bind(":region", use.region)
      .bind(":depth", use.depth);
}

}  // namespace

std::optional<LaunchTemplate> LaunchTemplateTable::find(const LaunchTemplateId& id) const {
  return TemplateRows::find(database_, id);
}

std::optional<LaunchTemplate> LaunchTemplateTable::findByName(const std::string& owner,
                                                              const std::string& region,
                                                              const std::string& name) const {
  static const auto kSql =
      TemplateRows::sql().select + " WHERE region = ?1 AND owner = ?2 AND name = ?3";
  Statement statement(database_, kSql);
  statement.bindAt(1, region);
  statement.bindAt(2, owner);
  statement.bindAt(3, name);
  if (!statement.step()) return std::nullopt;
  return TemplateRows::read(statement);
}

std::vector<LaunchTemplate> LaunchTemplateTable::list(const std::string& owner,
                                                      const std::string& region) const {
  static const auto kSql =
      TemplateRows::sql().select + " WHERE region = ?1 AND owner = ?2 ORDER BY id";
  Statement statement(database_, kSql);
  statement.bindAt(1, region);
  statement.bindAt(2, owner);
  return TemplateRows::readAll(statement);
}

void LaunchTemplateTable::insert(const LaunchTemplate& launchTemplate) {
  TemplateRows::insert(database_, launchTemplate);
}

void LaunchTemplateTable::update(const LaunchTemplate& launchTemplate) {
  TemplateRows::update(database_, launchTemplate);
}

bool LaunchTemplateTable::remove(const LaunchTemplateId& id) {
  return TemplateRows::remove(database_, id);
}

std::optional<LaunchTemplateVersion> LaunchTemplateTable::findVersion(const LaunchTemplateId& id,
                                                                      std::int64_t number) const {
  static const auto kSql = VersionRows::sql().select + " WHERE template_id = ?1 AND number = ?2";
  Statement statement(database_, kSql);
  statement.bindAt(1, id);
  statement.bindAt(2, number);
  if (!statement.step()) return std::nullopt;
  return VersionRows::read(statement);
}

std::vector<LaunchTemplateVersion> LaunchTemplateTable::listVersions(
    const LaunchTemplateId& id) const {
  static const auto kSql =
      VersionRows::sql().select + " WHERE template_id = ?1 ORDER BY number DESC";
  Statement statement(database_, kSql);
  statement.bindAt(1, id);
  return VersionRows::readAll(statement);
}

void LaunchTemplateTable::insertVersion(const LaunchTemplateVersion& version) {
  VersionRows::insert(database_, version);
}

bool LaunchTemplateTable::removeVersion(const LaunchTemplateId& id, std::int64_t number) {
  Statement(database_, kRemoveVersion).bind(":id", id).bind(":number", number).run();
  return database_.changedRows() > 0;
}

std::vector<LaunchTemplateId> LaunchTemplateTable::usersOf(const ImageUse& use,
                                                           const std::string& owner) const {
  Statement statement(database_, usersSql());
  bindUse(statement, use);
  statement.bind(":owner", owner);
  return columnOf<LaunchTemplateId>(statement);
}

std::vector<domain::UsageCount> LaunchTemplateTable::countUsers(const ImageUse& use) const {
  Statement statement(database_, countSql());
  bindUse(statement, use);
  std::vector<domain::UsageCount> counts;
  while (statement.step())
    counts.push_back({statement.get<std::string>(0), statement.get<std::int64_t>(1)});
  return counts;
}

}  // namespace amilocal
