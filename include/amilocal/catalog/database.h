#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace amilocal {

/// What a commit must survive.
enum class Durability {
  ephemeral,  ///< nothing: the file goes with the process
  normal,     ///< a killed process
  full        ///< a power cut too
};

/// One connection to the catalog's file, with a cache of prepared statements. For one thread at a
/// time; every reading thread has a connection of its own, and one alone writes. Throws
/// CatalogError.
class Database {
 public:
  enum class Mode { readWrite, readOnly };

  /// Opens the file, which Mode::readWrite makes when it is not there. `:memory:` is a database
  /// of this connection alone.
  explicit Database(const std::string& path, Mode mode = Mode::readWrite,
                    Durability durability = Durability::normal);

  /// The bytes of a database's file, to be read where they are.
  struct Image {
    std::string_view bytes;
  };
  explicit Database(const Image& image);

  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Runs a script of statements without parameters and without results.
  void runScript(const std::string& sql);

  /// The same without a look at foreign keys, for a script that empties all tables: SQLite then
  /// drops pages instead of visiting each row. May be part of a transaction.
  void runClearingScript(const std::string& sql);

  /// Makes this database an exact copy of `source`, in one commit. Neither may be in a transaction.
  void copyFrom(Database& source);

  bool inTransaction() const;

  /// The key that the last INSERT gave to a row of a table with integer keys.
  std::int64_t lastInsertId() const;

  /// How many rows the last INSERT, UPDATE or DELETE touched.
  std::int64_t changedRows() const;

  /// From now on the commits of this connection leave the write-ahead log as it is, however long:
  /// somebody calls copyLog().
  void leaveLog();

  /// Pages in the log after the last commit, for a connection that leaves it.
  std::size_t logPages() const { return logPages_; }

  /// Copies the log's pages into the file, as far as nobody reads an earlier state, and waits for
  /// nobody (SQLite's passive checkpoint). Once all are there, the next commit begins the log anew.
  void copyLog();

  /// Has the disk write down what is in the file. After copyLog() SQLite does so only when the
  /// whole log was copied.
  void syncFile();

  /// Rows that were inserted, changed or deleted since the connection was opened, those that were
  /// rolled back included.
  std::int64_t totalChanges() const;

  /// A number that is another one whenever rows of the table may be others than they were: after
  /// an INSERT, UPDATE or DELETE there, and after anything was undone or replaced. Absent where it
  /// cannot be known, since another connection writes. The table is not one WITHOUT ROWID, of which
  /// SQLite does not tell.
  std::optional<std::uint64_t> versionOf(std::string_view table);

 private:
  friend class Statement;
  friend class Savepoint;
  struct Cache;

  /// The statements of one text: those that nobody uses now, and how many somebody does.
  struct Prepared {
    std::vector<sqlite3_stmt*> idle;
    std::size_t lent = 0;
  };

  /// Where Statement takes one from, or puts the one that it prepares. Texts that are put together
  /// from parts are many: of those that nobody uses, only so many are kept.
  Prepared& prepared(std::string_view sql);
  void forgetIdleTexts();
  sqlite3* handle() const { return handle_; }
  void configure(Mode mode, Durability durability);

  void countChanges();

  /// Rows of any table may be others than they were.
  void noteReplaced() { ++replaced_; }

  struct TableChanges {
    std::string table;
    std::uint64_t count = 0;
  };

  sqlite3* handle_ = nullptr;
  Mode mode_ = Mode::readWrite;
  std::uint64_t replaced_ = 0;
  std::vector<TableChanges> changes_;  ///< of the few tables that somebody asked for
  std::size_t logPages_ = 0;
  std::unique_ptr<Cache> cache_;
};

}  // namespace amilocal
