#include "amilocal/catalog/statement.h"

#include <sqlite3.h>

#include "amilocal/catalog/catalog_error.h"
#include "sqlite_error.h"
#include "sqlite_texts.h"

namespace amilocal {

Statement::Statement(Database& database, std::string_view sql)
    : database_(database), prepared_(database.prepared(sql)) {
  if (!prepared_.idle.empty()) {
    handle_ = prepared_.idle.back();
    prepared_.idle.pop_back();
  } else {
    const int code =
        sqlite3_prepare_v3(database_.handle(), sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &handle_, nullptr);
    if (code != SQLITE_OK) throwSqliteError(database_.handle(), code, sql);
  }
  ++prepared_.lent;
}

Statement::~Statement() {
  reset();
  sqlite3_clear_bindings(handle_);
  --prepared_.lent;
  try {
    prepared_.idle.push_back(handle_);
  } catch (const std::bad_alloc&) {
    sqlite3_finalize(handle_);
  }
}

bool Statement::step() {
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) {
    // The error's text belongs to the connection and survives until the next call: read it first.
    throwSqliteError(database_.handle(), code, sqlite3_sql(handle_));
  }
  reset();
  return false;
}

void Statement::run() {
  while (step()) {
  }
}

void Statement::reset() noexcept { sqlite3_reset(handle_); }

int Statement::parameterOrZero(const char* name) const {
  return sqlite3_bind_parameter_index(handle_, name);
}

int Statement::parameter(const char* name) const {
  const int index = parameterOrZero(name);
  if (index == 0) {
    throw CatalogError(CatalogError::Kind::other, "catalog: no parameter " + std::string(name) +
                                                      " in: " + sqlite3_sql(handle_));
  }
  return index;
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) throwSqliteError(database_.handle(), code, sqlite3_sql(handle_));
}

void Statement::bindNull(int index) { check(sqlite3_bind_null(handle_, index)); }

void Statement::bindInteger(int index, std::int64_t value) {
  check(sqlite3_bind_int64(handle_, index, value));
}

void Statement::bindText(int index, std::string_view value) {
  // A view without bytes may have no address, which SQLite would take for NULL.
  const char* bytes = value.empty() ? "" : value.data();
  check(sqlite3_bind_text64(handle_, index, bytes, value.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void Statement::bindTexts(int index, const std::vector<std::string>& texts) {
  auto* pointer = const_cast<std::vector<std::string>*>(&texts);  // nobody writes through it
  check(sqlite3_bind_pointer(handle_, index, pointer, kTextsPointer, nullptr));
}

bool Statement::isNull(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_, column); }

std::string_view Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  if (!bytes) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

}  // namespace amilocal
