#include "sqlite_error.h"

#include <sqlite3.h>

#include <string>

#include "amilocal/catalog/catalog_error.h"

namespace amilocal {
namespace {

CatalogError::Kind kindOf(int primaryCode) {
  using Kind = CatalogError::Kind;
  switch (primaryCode) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Kind::busy;
    case SQLITE_FULL:
      return Kind::diskFull;
    case SQLITE_READONLY:
      return Kind::readOnly;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return Kind::corrupt;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return Kind::cannotOpen;
    case SQLITE_IOERR:
      return Kind::inputOutput;
    case SQLITE_CONSTRAINT:
      return Kind::constraint;
    default:
      return Kind::other;
  }
}

/// Enough of a statement to know it by.
std::string shortened(std::string_view text) {
  constexpr std::size_t kShown = 120;
  if (text.size() <= kShown) return std::string(text);
  return std::string(text.substr(0, kShown)) + "…";
}

}  // namespace

void throwSqliteError(sqlite3* connection, int code, std::string_view doing) {
  const char* reason = connection ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
  const int extended = connection ? sqlite3_extended_errcode(connection) : code;
  throw CatalogError(kindOf(code & 0xff),
                     "catalog: " + std::string(reason) + " (SQLite code " +
                         std::to_string(extended) + ") while: " + shortened(doing),
                     extended);
}

}  // namespace amilocal
