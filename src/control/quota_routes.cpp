#include <map>
#include <optional>

#include "amilocal/domain/limits.h"
#include "amilocal/wire/json_object.h"
#include "control/body.h"
#include "control/refusals.h"
#include "control/routes.h"

namespace amilocal::control {
namespace {

// The value to set, or none for the one that the server started with.
using Changes = std::map<domain::Limit, std::optional<std::int64_t>>;

std::string describeQuotas(Executor& executor) {
  const auto quotas = wire::jsonArray(domain::limits(), [&](const domain::LimitRow& row) {
    return wire::JsonObject()
        .text("name", row.name)
        .number("value", limitValue(executor.catalog(), executor.settings(), row.limit))
        .number("default", row.value)
        .text("what", row.what)
        .text("source", row.source)
        .end();
  });
  return wire::JsonObject().json("quotas", quotas).end();
}

std::optional<std::int64_t> valueOf(wire::JsonDocument::Value value, std::string_view name) {
  if (value.isNull()) return std::nullopt;
  std::int64_t number = -1;
  try {
    number = value.integer();
  } catch (const ApiError&) {
  }
  if (number < 0 || number > domain::kLimitMax)
    throw badValue(name, "a whole number from 0 to " + std::to_string(domain::kLimitMax) +
                             ", or null for the value at the start");
  return number;
}

Changes readChanges(std::string_view text) {
  std::vector<std::string_view> names;
  for (const auto& row : domain::limits()) names.push_back(row.name);
  const Body body(text, names);
  Changes changes;
  for (const auto& row : domain::limits())
    if (body.has(row.name)) changes[row.limit] = valueOf(body.member(row.name), row.name);
  if (changes.empty()) throw contradiction("Nothing to do: give quotas and their values");
  return changes;
}

}  // namespace

Work listQuotas(const Surroundings&, const Demand& demand) {
  refuseBody(demand.body);
  return describeQuotas;
}

Work changeQuotas(const Surroundings&, const Demand& demand) {
  return [changes = readChanges(demand.body)](Executor& executor) {
    auto& settings = executor.catalog().settings();
    for (const auto& [limit, value] : changes) {
      if (value)
        settings.put({{}, {}, limitSettingName(limit), std::to_string(*value)});
      else
        settings.remove({}, {}, limitSettingName(limit));
    }
    return describeQuotas(executor);
  };
}

}  // namespace amilocal::control
