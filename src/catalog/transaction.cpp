#include "amilocal/catalog/transaction.h"

#include "amilocal/catalog/catalog_error.h"
#include "amilocal/catalog/statement.h"

namespace amilocal {
namespace {

void run(Database& database, std::string_view sql) { Statement(database, sql).run(); }

/// For destructors. A failure means that SQLite has undone everything already (it does so by itself
/// when the disk is full or fails), or that the connection is beyond use; the next statement will
/// say so.
void end(Database& database, std::string_view sql) noexcept {
  try {
    if (database.inTransaction()) run(database, sql);
  } catch (const std::exception&) {
  }
}

}  // namespace

Transaction::Transaction(Database& database, Kind kind) : database_(database), kind_(kind) {
  run(database_, kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() {
  if (!open_) return;
  if (kind_ == Kind::read) end(database_, "COMMIT");  // sooner done, and there is nothing to undo
  end(database_, "ROLLBACK");
}

void Transaction::commit() {
  run(database_, "COMMIT");
  open_ = false;
}

Savepoint::Savepoint(Database& database) : database_(database) { run(database_, "SAVEPOINT part"); }

Savepoint::~Savepoint() {
  if (!open_) return;
  database_.noteReplaced();
  end(database_, "ROLLBACK TO part");
  end(database_, "RELEASE part");
}

void Savepoint::commit() {
  run(database_, "RELEASE part");
  open_ = false;
}

}  // namespace amilocal
