#include "amilocal/domain/organization.h"
#include "amilocal/wire/json_object.h"
#include "control/body.h"
#include "control/refusals.h"
#include "control/routes.h"

// Accounts and their organizations, of which AWS has an API of its own that is not emulated.
namespace amilocal::control {
namespace {

std::string describe(const domain::Account& account) {
  wire::JsonObject out;
  out.text("id", account.id);
  if (account.name) out.text("name", *account.name);
  if (account.organization) out.text("organization", *account.organization);
  if (!account.unitPath.empty()) out.text("unit", account.unitPath);
  return out.end();
}

domain::Account readAccount(const Demand& demand) {
  static constexpr std::string_view kKeys[] = {"name", "organization", "unit"};
  const Body body(demand.body, kKeys);
  const domain::Account account{.id = std::string(demand.name),
                                .name = body.text("name"),
                                .organization = body.text("organization"),
                                .unitPath = body.text("unit").value_or("")};
  const auto wrong = domain::whatIsWrongWith(account);
  if (!wrong.empty()) throw malformedAccount(wrong);
  return account;
}

}  // namespace

Work listAccounts(const Surroundings&, const Demand& demand) {
  refuseBody(demand.body);
  return [](Executor& executor) {
    return wire::JsonObject()
        .json("accounts", wire::jsonArray(executor.catalog().accounts().list(), describe))
        .end();
  };
}

Work showAccount(const Surroundings&, const Demand& demand) {
  refuseBody(demand.body);
  return [id = std::string(demand.name)](Executor& executor) {
    const auto account = executor.catalog().accounts().find(id);
    if (!account) throw noSuchAccount(id);
    return describe(*account);
  };
}

Work putAccount(const Surroundings&, const Demand& demand) {
  return [account = readAccount(demand)](Executor& executor) {
    executor.catalog().accounts().put(account);
    return describe(account);
  };
}

Work removeAccount(const Surroundings&, const Demand& demand) {
  refuseBody(demand.body);
  return [id = std::string(demand.name)](Executor& executor) {
    if (!executor.catalog().accounts().remove(id)) throw noSuchAccount(id);
    return wire::JsonObject().text("status", "ok").end();
  };
}

}  // namespace amilocal::control
