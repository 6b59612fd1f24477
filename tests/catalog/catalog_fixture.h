#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "amilocal/catalog/catalog.h"
#include "amilocal/catalog/data_directory.h"
#include "amilocal/catalog/migrations.h"
#include "amilocal/catalog/statement.h"
#include "amilocal/catalog/transaction.h"

namespace amilocal {

/// A migrated catalog of one connection, in memory.
class CatalogTest : public ::testing::Test {
 protected:
  CatalogTest() { migrate(database_); }

  std::int64_t countRows(const std::string& table) {
    Statement statement(database_, "SELECT count(*) FROM " + table);
    return statement.step() ? statement.get<std::int64_t>(0) : -1;
  }

  Database database_{":memory:"};
  Catalog catalog_{database_};
};

/// The same in a file, for what needs a second connection.
class CatalogFileTest : public ::testing::Test {
 protected:
  CatalogFileTest() { migrate(database_); }

  DataDirectory directory_ = DataDirectory::ephemeral();
  Database database_{directory_.catalogPath(), Database::Mode::readWrite, Durability::ephemeral};
  Catalog catalog_{database_};
};

inline Instant at(std::int64_t milliseconds) { return Instant(Duration(milliseconds)); }

/// The ids of values, as texts.
template <class Values>
std::vector<std::string> idsOf(const Values& values) {
  std::vector<std::string> ids;
  for (const auto& value : values) ids.push_back(value.id.str());
  return ids;
}

using Texts = std::vector<std::string>;

}  // namespace amilocal
