#include "amilocal/catalog/instance_table.h"

#include "instance_columns.h"
#include "rows.h"
#include "scope_query.h"

namespace amilocal {
namespace {

using domain::Instance;

using InstanceRows = Rows<Instance, InstanceColumns>;
using SecurityGroups = Lists<domain::InstanceGroup, InstanceGroupColumns>;
using ProductCodes = Lists<domain::ProductCode, InstanceProductCodeColumns>;
using EphemeralDevices = Lists<domain::BlockDevice, InstanceBlockDeviceColumns>;

constexpr ScopedTable kInstances{"instance"};

constexpr std::string_view kUsersOfImage = R"sql(
  SELECT id FROM instance
  WHERE image_id = :image AND state NOT IN (SELECT value FROM json_each(:states))
  ORDER BY id
)sql";

constexpr std::string_view kUsersOfOneAccount = R"sql(
  SELECT id FROM instance
  WHERE image_id = :image AND region = :region AND owner = :owner
    AND state IN (SELECT value FROM json_each(:states))
  ORDER BY id
)sql";

constexpr std::string_view kCountUsers = R"sql(
  SELECT owner, count(*) FROM instance
  WHERE image_id = :image AND region = :region AND state <> 'terminated'
    AND launched_at <= :until
  GROUP BY owner ORDER BY owner
)sql";

}  // namespace

std::optional<Instance> InstanceTable::find(const InstanceId& id) const {
  return found_.get(id.str(), [&] { return read(id); });
}

std::optional<Instance> InstanceTable::read(const InstanceId& id) const {
  auto instance = InstanceRows::find(database_, id);
  if (!instance) return std::nullopt;
  instance->securityGroups = SecurityGroups::find(database_, id.str());
  instance->productCodes = ProductCodes::find(database_, id.str());
  instance->ephemeralDevices = EphemeralDevices::find(database_, id.str());
  return instance;
}

std::vector<Instance> InstanceTable::read(Statement& statement) const {
  auto instances = InstanceRows::readAll(statement);
  SecurityGroups::fill(database_, instances, &Instance::securityGroups);
  ProductCodes::fill(database_, instances, &Instance::productCodes);
  EphemeralDevices::fill(database_, instances, &Instance::ephemeralDevices);
  return instances;
}

std::vector<Instance> InstanceTable::listById(std::span<const InstanceId> ids) const {
  static const auto kSql =
      InstanceRows::sql().select + " WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY id";
  const auto json = jsonOfIds(ids);
  Statement statement(database_, kSql);
  statement.bindAt(1, json);
  return read(statement);
}

std::vector<Instance> InstanceTable::list(const InstanceScope& scope) const {
  const ScopeQuery query(kInstances, scope);
  const auto sql = InstanceRows::sql().select + " WHERE id IN (" + query.ids() + ") ORDER BY id";
  Statement statement(database_, sql);
  query.bind(statement);
  return read(statement);
}

std::vector<InstanceId> InstanceTable::usersOf(
    const ImageId& image, std::span<const domain::InstanceState> statesLeftOut) const {
  const auto states = jsonOfStates(statesLeftOut);
  Statement statement(database_, kUsersOfImage);
  statement.bind(":image", image).bind(":states", states);
  return columnOf<InstanceId>(statement);
}

std::vector<InstanceId> InstanceTable::usersOf(const ImageUse& use) const {
  const auto states = jsonOfStates(use.states);
  Statement statement(database_, kUsersOfOneAccount);
  statement.bind(":image", use.image)
      .bind(":region", use.region)
      .bind(":owner", use.owner)
      .bind(":states", states);
  return columnOf<InstanceId>(statement);
}

std::vector<domain::UsageCount> InstanceTable::countUsers(const std::string& region,
                                                          const ImageId& image,
                                                          Instant launchedUntil) const {
  Statement statement(database_, kCountUsers);
  statement.bind(":image", image).bind(":region", region).bind(":until", launchedUntil);
  std::vector<domain::UsageCount> counts;
  while (statement.step())
    counts.push_back({statement.get<std::string>(0), statement.get<std::int64_t>(1)});
  return counts;
}

void InstanceTable::insert(const Instance& instance) {
  InstanceRows::insert(database_, instance);
  SecurityGroups::insert(database_, instance.id.str(), instance.securityGroups);
  ProductCodes::insert(database_, instance.id.str(), instance.productCodes);
  EphemeralDevices::insert(database_, instance.id.str(), instance.ephemeralDevices);
}

void InstanceTable::update(const Instance& instance) {
  InstanceRows::update(database_, instance);
  SecurityGroups::replace(database_, instance.id.str(), instance.securityGroups);
  ProductCodes::replace(database_, instance.id.str(), instance.productCodes);
  EphemeralDevices::replace(database_, instance.id.str(), instance.ephemeralDevices);
}

bool InstanceTable::remove(const InstanceId& id) { return InstanceRows::remove(database_, id); }

}  // namespace amilocal
