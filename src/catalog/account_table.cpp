#include "amilocal/catalog/account_table.h"

#include "rows.h"

namespace amilocal {
namespace {

using domain::Account;

struct AccountColumns {
  static constexpr const char* kTable = "account";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& account) {
    column("id", account.id);
    column("name", account.name);
    column("organization_id", account.organization);
    column("unit_path", account.unitPath);
  }
};

using AccountRows = Rows<Account, AccountColumns>;

}  // namespace

std::optional<Account> AccountTable::find(const std::string& id) const {
  return AccountRows::find(database_, id);
}

std::vector<Account> AccountTable::list() const {
  static const auto kSql = AccountRows::sql().select + " ORDER BY id";
  Statement statement(database_, kSql);
  return AccountRows::readAll(statement);
}

void AccountTable::put(const Account& account) {
  remove(account.id);
  AccountRows::insert(database_, account);
}

bool AccountTable::remove(const std::string& id) { return AccountRows::remove(database_, id); }

}  // namespace amilocal
