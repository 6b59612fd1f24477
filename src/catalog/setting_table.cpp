#include "amilocal/catalog/setting_table.h"

#include "amilocal/catalog/statement.h"

namespace amilocal {
namespace {

using domain::Setting;

constexpr std::string_view kFind = R"sql(
  SELECT value FROM setting WHERE account = :account AND region = :region AND name = :name
)sql";

constexpr std::string_view kListAll = R"sql(
  SELECT account, region, name, value FROM setting ORDER BY account, region, name
)sql";

constexpr std::string_view kList = R"sql(
  SELECT account, region, name, value FROM setting
  WHERE account = :account AND region = :region
  ORDER BY name
)sql";

constexpr std::string_view kPut = R"sql(
  INSERT INTO setting (account, region, name, value) VALUES (:account, :region, :name, :value)
  ON CONFLICT DO UPDATE SET value = excluded.value
)sql";

constexpr std::string_view kRemove = R"sql(
  DELETE FROM setting WHERE account = :account AND region = :region AND name = :name
)sql";

std::vector<Setting> readAll(Statement& statement) {
  std::vector<Setting> settings;
  while (statement.step()) {
    settings.push_back(Setting{statement.get<std::string>(0), statement.get<std::string>(1),
                               statement.get<std::string>(2), statement.get<std::string>(3)});
  }
  return settings;
}

}  // namespace

std::optional<std::string> SettingTable::find(const std::string& account, const std::string& region,
                                              const std::string& name) const {
  Statement statement(database_, kFind);
  statement.bind(":account", account).bind(":region", region).bind(":name", name);
  if (!statement.step()) return std::nullopt;
  return statement.get<std::string>(0);
}

std::vector<Setting> SettingTable::list() const {
  Statement statement(database_, kListAll);
  return readAll(statement);
}

std::vector<Setting> SettingTable::list(const std::string& account,
                                        const std::string& region) const {
  Statement statement(database_, kList);
  statement.bind(":account", account).bind(":region", region);
  return readAll(statement);
}

void SettingTable::put(const Setting& setting) {
  Statement(database_, kPut)
      .bind(":account", setting.account)
      .bind(":region", setting.region)
      .bind(":name", setting.name)
      .bind(":value", setting.value)
      .run();
}

bool SettingTable::remove(const std::string& account, const std::string& region,
                          const std::string& name) {
  Statement(database_, kRemove)
      .bind(":account", account)
      .bind(":region", region)
      .bind(":name", name)
      .run();
  return database_.changedRows() > 0;
}

}  // namespace amilocal
