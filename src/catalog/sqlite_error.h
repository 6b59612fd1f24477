#pragma once

#include <string_view>

struct sqlite3;

namespace amilocal {

/// Throws the CatalogError for what the connection last failed at. `doing` is a few words or the
/// statement's text.
[[noreturn]] void throwSqliteError(sqlite3* connection, int code, std::string_view doing);

}  // namespace amilocal
