#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "amilocal/catalog/database.h"

namespace amilocal {

/// One step of the catalog's schema: a file of schema/catalog. Numbers count from 1 without gaps.
struct Migration {
  int number = 0;
  std::string_view sql;
};

/// The files of schema/catalog, `0001_initial.sql` and so on, as the build embedded them.
std::vector<Migration> ownMigrations();

/// Brings the file to the schema of this program, one transaction per step. An empty one becomes a
/// copy of what all steps make, in one. Throws CatalogError: `newerFile` when a later version of
/// the program has written it.
void migrate(Database& database);

/// The same with other steps than the program's own, for tests.
void migrate(Database& database, std::span<const Migration> migrations);

/// How many steps the file has behind it (SQLite's `user_version`).
int schemaVersion(Database& database);

/// How many steps there are in this program.
int newestSchema();

}  // namespace amilocal
