#include "amilocal/catalog/database.h"

#include <filesystem>
#include <fstream>

#include "amilocal/catalog/catalog_error.h"
#include "catalog_fixture.h"

namespace amilocal {
namespace {

using Kind = CatalogError::Kind;

/// The kind of error that `action` ends in; Kind::missingRow, which no test here expects, if none.
template <class Action>
Kind kindOfError(Action action) {
  try {
    action();
  } catch (const CatalogError& error) {
    EXPECT_STRNE(error.what(), "");
    return error.kind();
  }
  ADD_FAILURE() << "nothing was thrown";
  return Kind::missingRow;
}

std::int64_t pragma(Database& database, const std::string& name) {
  Statement statement(database, "PRAGMA " + name);
  return statement.step() ? statement.get<std::int64_t>(0) : -1;
}

class DatabaseFileTest : public ::testing::Test {
 protected:
  DataDirectory directory_ = DataDirectory::ephemeral();
  std::string path_ = directory_.catalogPath();
};

TEST_F(DatabaseFileTest, KeepsWhatADurabilityPromises) {
  constexpr std::pair<Durability, int> kExpected[] = {
      {Durability::ephemeral, 0}, {Durability::normal, 1}, {Durability::full, 2}};
  for (const auto& [durability, synchronous] : kExpected) {
    Database database(path_, Database::Mode::readWrite, durability);
    EXPECT_EQ(pragma(database, "synchronous"), synchronous);
    EXPECT_EQ(pragma(database, "foreign_keys"), 1);
    EXPECT_EQ(pragma(database, "trusted_schema"), 0);
    Statement statement(database, "PRAGMA journal_mode");
    ASSERT_TRUE(statement.step());
    EXPECT_EQ(statement.text(0), "wal");
  }
}

TEST_F(DatabaseFileTest, RefusesAFileThatIsNoDatabase) {
  std::ofstream(path_) << std::string(8192, 'x');
  EXPECT_EQ(kindOfError([&] { Database database(path_); }), Kind::corrupt);
  EXPECT_EQ(kindOfError([&] { Database database(path_, Database::Mode::readOnly); }),
            Kind::corrupt);
}

TEST_F(DatabaseFileTest, RefusesADirectoryThatIsNotThere) {
  EXPECT_EQ(kindOfError([&] { Database database(directory_.path() + "/no/such.sqlite3"); }),
            Kind::cannotOpen);
}

TEST_F(DatabaseFileTest, FindsDamageBehindAGoodFirstPage) {
  {
    Database database(path_);
    migrate(database);
  }
  {
    std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096);
    file << std::string(static_cast<std::size_t>(std::filesystem::file_size(path_)) - 4096, 'x');
  }
  EXPECT_EQ(kindOfError([&] {
              Database database(path_);
              SettingTable(database).list();
            }),
            Kind::corrupt);
}

// SQLite's own limit on pages ends in the same error as a disk without room.
TEST_F(DatabaseFileTest, SaysThatTheDiskIsFullAndKeepsWhatWasThere) {
  Database database(path_);
  migrate(database);
  SettingTable settings(database);
  settings.put({"", "", "before", "kept"});
  pragma(database, "max_page_count = 60");
  const std::string value(1'000'000, 'v');
  EXPECT_EQ(kindOfError([&] {
              Transaction transaction(database, Transaction::Kind::write);
              settings.put({"", "", "small", "undone"});
              settings.put({"", "", "large", value});
              transaction.commit();
            }),
            Kind::diskFull);
  EXPECT_FALSE(database.inTransaction());
  EXPECT_EQ(settings.list().size(), 1U);
  settings.put({"", "", "after", "possible"});
  EXPECT_EQ(settings.list().size(), 2U);
}

TEST_F(CatalogFileTest, AReadOnlyConnectionCannotWrite) {
  catalog_.settings().put({"", "", "name", "value"});
  Database reader(directory_.catalogPath(), Database::Mode::readOnly);
  Catalog catalog(reader);
  EXPECT_EQ(catalog.settings().find("", "", "name"), "value");
  EXPECT_EQ(kindOfError([&] {
              catalog.settings().put({"", "", "name", "other"});
            }),
            Kind::readOnly);
}

TEST_F(CatalogFileTest, SaysThatAnotherConnectionIsWriting) {
  Transaction first(database_, Transaction::Kind::write);
  Database second(directory_.catalogPath());
  second.runScript("PRAGMA busy_timeout = 0");
  EXPECT_EQ(kindOfError([&] { Transaction transaction(second, Transaction::Kind::write); }),
            Kind::busy);
}

TEST(Statement, KeepsTheEdgesOfEveryType) {
  Database database(":memory:");
  const std::string withNul("a\0b", 3);
  Statement statement(database, "SELECT :min, :text, :empty, :absent, :flag, :at");
  statement.bind(":min", std::int64_t{INT64_MIN})
      .bind(":text", withNul)
      .bind(":empty", std::string_view())
      .bind(":absent", std::optional<int>())
      .bind(":flag", true)
      .bind(":at", at(-1));
  ASSERT_TRUE(statement.step());
  EXPECT_EQ(statement.get<std::int64_t>(0), INT64_MIN);
  EXPECT_EQ(statement.get<std::string>(1), withNul);
  EXPECT_EQ(statement.get<std::optional<std::string>>(2), "");
  EXPECT_EQ(statement.get<std::optional<int>>(3), std::nullopt);
  EXPECT_TRUE(statement.get<bool>(4));
  EXPECT_EQ(statement.get<Instant>(5), at(-1));
  EXPECT_FALSE(statement.step());
}

// The cache must not hand out what somebody is still stepping through.
TEST(Statement, MayBeUsedTwiceAtATime) {
  Database database(":memory:");
  constexpr std::string_view kSql = "SELECT value FROM json_each('[1,2]')";
  int seen = 0;
  Statement outer(database, kSql);
  while (outer.step()) {
    Statement inner(database, kSql);
    while (inner.step()) seen += outer.get<int>(0) * 10 + inner.get<int>(0);
  }
  EXPECT_EQ(seen, 11 + 12 + 21 + 22);
}

TEST(Statement, ForgetsItsParametersWhenItIsGivenBack) {
  Database database(":memory:");
  constexpr std::string_view kSql = "SELECT :value";
  Statement(database, kSql).bind(":value", 1).run();
  Statement again(database, kSql);
  ASSERT_TRUE(again.step());
  EXPECT_TRUE(again.isNull(0));
}

TEST(Statement, RefusesAParameterThatTheTextLacks) {
  Database database(":memory:");
  Statement statement(database, "SELECT :value");
  EXPECT_THROW(statement.bind(":valeu", 1), CatalogError);
  EXPECT_NO_THROW(statement.bindIfUsed(":valeu", 1));
}

}  // namespace
}  // namespace amilocal
