#include "engine/log_copier.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "amilocal/catalog/data_directory.h"
#include "amilocal/catalog/statement.h"
#include "amilocal/catalog/transaction.h"

namespace amilocal {
namespace {

namespace fs = std::filesystem;

// A page for each row, so that rows and pages of the log can be compared.
class LogCopierTest : public ::testing::TestWithParam<Durability> {
 protected:
  LogCopierTest() : writer_(path_, Database::Mode::readWrite, GetParam()) {
    writer_.runScript("CREATE TABLE page (id INTEGER PRIMARY KEY, bytes BLOB)");
  }

  void write(std::size_t pages) {
    Transaction transaction(writer_, Transaction::Kind::write);
    Statement insert(writer_, "INSERT INTO page (bytes) VALUES (zeroblob(4000))");
    for (; pages > 0; --pages) insert.run();
    transaction.commit();
  }

  // What the file holds without its log, as a copy of it shows.
  std::int64_t rowsInFile() {
    const auto copy = directory_.path() + "/copy.sqlite3";
    fs::copy_file(path_, copy, fs::copy_options::overwrite_existing);
    Database database(copy);
    return rowsOf(database);
  }

  static std::int64_t rowsOf(Database& database) {
    Statement statement(database, "SELECT count(*) FROM page");
    return statement.step() ? statement.get<std::int64_t>(0) : -1;
  }

  static constexpr auto kWorth = LogCopier::kWorthCopying;

  DataDirectory directory_ = DataDirectory::ephemeral();
  const std::string path_ = directory_.catalogPath();
  Database writer_;
};

TEST_P(LogCopierTest, LeavesAShortLogAlone) {
  LogCopier copier(path_, GetParam(), writer_);
  write(kWorth / 2);
  copier.afterCommit();
  copier.finish();
  write(1);
  EXPECT_GT(writer_.logPages(), kWorth / 2);
}

TEST_P(LogCopierTest, CopiesALongLogAndLetsItBeginAnew) {
  LogCopier copier(path_, GetParam(), writer_);
  write(kWorth);
  copier.afterCommit();
  write(100);  // while it is copied, or after: the end of the log is the writer's to copy
  copier.finish();
  EXPECT_EQ(rowsInFile(), kWorth + 100);
  write(1);
  EXPECT_LT(writer_.logPages(), 10);
  EXPECT_EQ(rowsOf(writer_), kWorth + 101);
}

// However fast commits come, there is an end to the log's length.
TEST_P(LogCopierTest, BoundsTheLog) {
  LogCopier copier(path_, GetParam(), writer_);
  constexpr std::size_t kPagesOfACommit = 500, kCommits = 100;
  std::size_t longest = 0;
  for (std::size_t commit = 0; commit < kCommits; ++commit) {
    write(kPagesOfACommit);
    longest = std::max(longest, writer_.logPages());
    copier.afterCommit();
  }
  EXPECT_LT(longest, LogCopier::kMost + 2 * kPagesOfACommit);
  EXPECT_EQ(rowsOf(writer_), kPagesOfACommit * kCommits);
}

// Who reads an earlier state keeps it, and the log is begun anew when he has gone.
TEST_P(LogCopierTest, TakesNothingFromWhoeverReads) {
  LogCopier copier(path_, GetParam(), writer_);
  write(10);
  Database reader(path_, Database::Mode::readOnly, GetParam());
  {
    const Transaction reading(reader, Transaction::Kind::read);
    EXPECT_EQ(rowsOf(reader), 10);
    write(kWorth);
    copier.afterCommit();
    copier.finish();
    EXPECT_EQ(rowsOf(reader), 10);
    write(1);
    EXPECT_GT(writer_.logPages(), kWorth);
  }
  copier.afterCommit();
  copier.finish();
  write(1);
  EXPECT_LT(writer_.logPages(), 10);
  EXPECT_EQ(rowsOf(reader), kWorth + 12);
}

INSTANTIATE_TEST_SUITE_P(Durabilities, LogCopierTest,
                         ::testing::Values(Durability::ephemeral, Durability::normal,
                                           Durability::full));

// Its own connection finds no file; all stays in the log.
TEST(LogCopierFailure, LosesNothing) {
  const auto directory = DataDirectory::ephemeral();
  Database writer(directory.catalogPath());
  writer.runScript("CREATE TABLE page (id INTEGER PRIMARY KEY, bytes BLOB)");
  LogCopier copier(directory.path() + "/no/such.sqlite3", Durability::normal, writer);
  Statement insert(writer, "INSERT INTO page (bytes) VALUES (zeroblob(4000))");
  for (std::size_t row = 0; row <= LogCopier::kWorthCopying; ++row) insert.run();
  copier.afterCommit();
  copier.finish();
  insert.run();
  EXPECT_LT(writer.logPages(), 10) << "the writer has copied it by itself";
}

}  // namespace
}  // namespace amilocal
