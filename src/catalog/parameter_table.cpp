#include "amilocal/catalog/parameter_table.h"

#include "rows.h"

namespace amilocal {
namespace {

using domain::Parameter;

struct ParameterColumns {
  static constexpr const char* kTable = "parameter";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& parameter) {
    column("owner", parameter.owner);
    column("region", parameter.region);
    column("name", parameter.name);
    column("version", parameter.version);
    column("type", parameter.type);
    column("data_type", parameter.dataType);
    column("tier", parameter.tier);
    column("description", parameter.description);
    column("allowed_pattern", parameter.allowedPattern);
    column("key_id", parameter.keyId);
    column("modified_at", parameter.modifiedAt);
    column("modified_by", parameter.modifiedBy);
    column("value", parameter.value);
  }
};

using ParameterRows = Rows<Parameter, ParameterColumns>;

constexpr std::string_view kOfKey = " WHERE owner = :owner AND region = :region AND name = :name";

// Of a group, SQLite takes the other columns from the row with the maximum.
constexpr std::string_view kNewest = R"sql(
  SELECT name, max(version) FROM parameter WHERE owner = :owner AND region = :region
  GROUP BY name
)sql";

constexpr std::string_view kCount = R"sql(
  SELECT count(DISTINCT name) FROM parameter WHERE owner = :owner AND region = :region
)sql";

constexpr std::string_view kUsersOfImage = R"sql(
  SELECT name FROM parameter AS p
  WHERE value = :image AND data_type = 'aws:ec2:image' AND region = :region AND owner = :owner
    AND version = (SELECT max(version) FROM parameter AS n
                   WHERE n.owner = p.owner AND n.region = p.region AND n.name = p.name)
  ORDER BY name
)sql";

constexpr std::string_view kLabels = R"sql(
  SELECT label FROM parameter_label
  WHERE owner = :owner AND region = :region AND name = :name AND version = :version
  ORDER BY label
)sql";

constexpr std::string_view kPutLabel = R"sql(
  INSERT INTO parameter_label (owner, region, name, label, version)
  VALUES (:owner, :region, :name, :label, :version)
  ON CONFLICT DO UPDATE SET version = excluded.version
)sql";

constexpr std::string_view kRemoveLabel = R"sql(
  DELETE FROM parameter_label
  WHERE owner = :owner AND region = :region AND name = :name AND label = :label
)sql";

Statement& bindKey(Statement& statement, const ParameterTable::Key& key) {
  return statement.bind(":owner", key.owner).bind(":region", key.region).bind(":name", key.name);
}

std::string selectOfKey(std::string_view rest) {
  return ParameterRows::sql().select + std::string(kOfKey) + std::string(rest);
}

}  // namespace

std::vector<std::string> ParameterTable::labelsOf(const Key& key, std::int64_t version) const {
  Statement statement(database_, kLabels);
  bindKey(statement, key).bind(":version", version);
  return columnOf<std::string>(statement);
}

std::optional<Parameter> ParameterTable::readOne(Statement& statement) const {
  if (!statement.step()) return std::nullopt;
  auto parameter = ParameterRows::read(statement);
  parameter.labels =
      labelsOf({parameter.owner, parameter.region, parameter.name}, parameter.version);
  return parameter;
}

std::optional<Parameter> ParameterTable::find(const Key& key) const {
  static const auto kSql = selectOfKey(" ORDER BY version DESC LIMIT 1");
  Statement statement(database_, kSql);
  bindKey(statement, key);
  return readOne(statement);
}

std::optional<Parameter> ParameterTable::findVersion(const Key& key, std::int64_t version) const {
  static const auto kSql = selectOfKey(" AND version = :version");
  Statement statement(database_, kSql);
  bindKey(statement, key).bind(":version", version);
  return readOne(statement);
}

std::optional<Parameter> ParameterTable::findLabelled(const Key& key,
                                                      const std::string& label) const {
  static const auto kSql = selectOfKey(
      " AND version = (SELECT version FROM parameter_label"
      " WHERE owner = :owner AND region = :region AND name = :name AND label = :label)");
  Statement statement(database_, kSql);
  bindKey(statement, key).bind(":label", label);
  return readOne(statement);
}

std::vector<Parameter> ParameterTable::listVersions(const Key& key) const {
  static const auto kSql = selectOfKey(" ORDER BY version");
  Statement statement(database_, kSql);
  bindKey(statement, key);
  auto versions = ParameterRows::readAll(statement);
  for (auto& each : versions) each.labels = labelsOf(key, each.version);
  return versions;
}

std::vector<Parameter> ParameterTable::list(const std::string& owner,
                                            const std::string& region) const {
  static const auto kSql = ParameterRows::sql().select +
                           " WHERE owner = :owner AND region = :region AND (name, version) IN (" +
                           std::string(kNewest) + ") ORDER BY name";
  Statement statement(database_, kSql);
  statement.bind(":owner", owner).bind(":region", region);
  auto parameters = ParameterRows::readAll(statement);
  for (auto& each : parameters) each.labels = labelsOf({owner, region, each.name}, each.version);
  return parameters;
}

std::int64_t ParameterTable::count(const std::string& owner, const std::string& region) const {
  Statement statement(database_, kCount);
  statement.bind(":owner", owner).bind(":region", region);
  statement.step();
  return statement.get<std::int64_t>(0);
}

std::vector<std::string> ParameterTable::usersOf(const std::string& owner,
                                                 const std::string& region,
                                                 const ImageId& image) const {
  Statement statement(database_, kUsersOfImage);
  statement.bind(":image", image).bind(":region", region).bind(":owner", owner);
  return columnOf<std::string>(statement);
}

void ParameterTable::insert(const Parameter& parameter) {
  ParameterRows::insert(database_, parameter);
  const Key key{parameter.owner, parameter.region, parameter.name};
  for (const auto& label : parameter.labels) putLabel(key, parameter.version, label);
}

bool ParameterTable::remove(const Key& key) {
  static const auto kLabelsSql = "DELETE FROM parameter_label" + std::string(kOfKey);
  static const auto kSql = "DELETE FROM parameter" + std::string(kOfKey);
  Statement labels(database_, kLabelsSql);
  bindKey(labels, key).run();
  Statement statement(database_, kSql);
  bindKey(statement, key).run();
  return database_.changedRows() > 0;
}

void ParameterTable::removeVersion(const Key& key, std::int64_t version) {
  static const auto kSql =
      "DELETE FROM parameter" + std::string(kOfKey) + " AND version = :version";
  Statement statement(database_, kSql);
  bindKey(statement, key).bind(":version", version).run();
}

void ParameterTable::putLabel(const Key& key, std::int64_t version, const std::string& label) {
  Statement statement(database_, kPutLabel);
  bindKey(statement, key).bind(":label", label).bind(":version", version).run();
}

void ParameterTable::removeLabel(const Key& key, const std::string& label) {
  Statement statement(database_, kRemoveLabel);
  bindKey(statement, key).bind(":label", label).run();
}

}  // namespace amilocal
