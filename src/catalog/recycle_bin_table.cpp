#include "amilocal/catalog/recycle_bin_table.h"

#include "cells.h"
#include "rows.h"

namespace amilocal {
namespace {

using domain::BinEntry;

struct BinColumns {
  static constexpr const char* kTable = "recycle_bin";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& entry) {
    column("resource_id", entry.resourceId);
    column("account", entry.account);
    column("region", entry.region);
    column("resource_type", entry.resourceType);
    column("entered_at", entry.enteredAt);
    column("exits_at", entry.exitsAt);
    column("former_state", entry.formerState);
  }
};

using BinRows = Rows<BinEntry, BinColumns>;

}  // namespace

std::optional<BinEntry> RecycleBinTable::find(const std::string& resourceId) const {
  return BinRows::find(database_, resourceId);
}

std::vector<BinEntry> RecycleBinTable::list(const std::string& account, const std::string& region,
                                            domain::BinResource resourceType) const {
  static const auto kSql =
      BinRows::sql().select +
      " WHERE account = :account AND region = :region AND resource_type = :type"
      " ORDER BY resource_id";
  Statement statement(database_, kSql);
  statement.bind(":account", account).bind(":region", region).bind(":type", resourceType);
  return BinRows::readAll(statement);
}

void RecycleBinTable::insert(const BinEntry& entry) { BinRows::insert(database_, entry); }

bool RecycleBinTable::remove(const std::string& resourceId) {
  return BinRows::remove(database_, resourceId);
}

}  // namespace amilocal
