#include "amilocal/catalog/migrations.h"

#include <charconv>
#include <string>
#include <vector>

#include "amilocal/catalog/catalog_error.h"
#include "amilocal/catalog/statement.h"
#include "amilocal/catalog/transaction.h"
#include "embedded/blank.gen.h"
#include "embedded/migrations.gen.h"

namespace amilocal {
namespace {

void apply(Database& database, const Migration& migration) {
  Transaction transaction(database, Transaction::Kind::write);
  database.runScript(std::string(migration.sql));
  database.runScript("PRAGMA user_version = " + std::to_string(migration.number));
  transaction.commit();
}

bool isEmpty(Database& database) {
  Statement statement(database, "SELECT 1 FROM sqlite_schema LIMIT 1");
  return schemaVersion(database) == 0 && !statement.step();
}

}  // namespace

int schemaVersion(Database& database) {
  Statement statement(database, "PRAGMA user_version");
  return statement.step() ? statement.get<int>(0) : 0;
}

int newestSchema() { return static_cast<int>(embedded::migrations().size()); }

std::vector<Migration> ownMigrations() {
  std::vector<Migration> migrations;
  for (const auto& file : embedded::migrations()) {
    Migration migration{0, file.content};
    std::from_chars(file.name.data(), file.name.data() + file.name.size(), migration.number);
    migrations.push_back(migration);
  }
  return migrations;
}

void migrate(Database& database) {
  if (isEmpty(database)) {
    Database blank(Database::Image{embedded::blank().front().content});
    return database.copyFrom(blank);
  }
  migrate(database, ownMigrations());
}

void migrate(Database& database, std::span<const Migration> migrations) {
  const int present = schemaVersion(database);
  const int newest = static_cast<int>(migrations.size());
  if (present > newest) {
    throw CatalogError(CatalogError::Kind::newerFile,
                       "the catalog was written by a later version of amilocal (schema " +
                           std::to_string(present) + "; this one knows up to " +
                           std::to_string(newest) + "). Use that version, or another --data-dir");
  }
  int expected = 0;
  for (const auto& migration : migrations) {
    if (migration.number != ++expected) {
      throw CatalogError(CatalogError::Kind::other,
                         "schema/catalog has no step " + std::to_string(expected));
    }
    if (migration.number > present) apply(database, migration);
  }
}

}  // namespace amilocal
