#include "amilocal/catalog/database.h"

#include <sqlite3.h>

#include <functional>
#include <unordered_map>

#include "amilocal/core/text.h"
#include "sqlite_error.h"

namespace amilocal {
namespace {

/// Statements differ in length or towards their ends; hashing a thousand characters of columns at
/// each use would cost more than the look-up.
struct SqlHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view sql) const {
    constexpr std::size_t kTail = 64;
    const auto tail = sql.size() > kTail ? sql.substr(sql.size() - kTail) : sql;
    return std::hash<std::string_view>{}(tail) ^ sql.size();
  }
};

/// `matches_pattern(pattern, text)`: EC2's filter patterns inside a query, by the same function
/// that every other filter uses.
void matchesPatternInSql(sqlite3_context* context, int, sqlite3_value** arguments) {
  const auto textOf = [](sqlite3_value* value) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
    const auto size = static_cast<std::size_t>(sqlite3_value_bytes(value));
    return text ? std::string_view(text, size) : std::string_view();
  };
  sqlite3_result_int(context, matchesPattern(textOf(arguments[0]), textOf(arguments[1])) ? 1 : 0);
}

/// Counting every allocation takes a lock that all threads share, and nobody reads the count.
void configureLibrary() {
  [[maybe_unused]] static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

const char* synchronousPragma(Durability durability) {
  switch (durability) {
    case Durability::ephemeral:
      return "PRAGMA synchronous = OFF";
    case Durability::normal:
      return "PRAGMA synchronous = NORMAL";
    case Durability::full:
      break;
  }
  return "PRAGMA synchronous = FULL";
}

/// The writer's page cache is larger, since it touches every index. The log is copied back after
/// 16 MiB instead of 4 so that a burst of writes is not stopped by it every thousand pages. Memory
/// mapping is left off: it saves a tenth of the time of a read, and costs each connection its size
/// in resident memory.
constexpr const char* kPragmas = R"sql(
  PRAGMA foreign_keys = ON;
  PRAGMA busy_timeout = 5000;
  PRAGMA temp_store = MEMORY;
)sql";
constexpr const char* kWriterPragmas = R"sql(
  PRAGMA journal_mode = WAL;
  PRAGMA wal_autocheckpoint = 4000;
  PRAGMA journal_size_limit = 67108864;
  PRAGMA cache_size = -16384;
)sql";
constexpr const char* kReaderPragmas = R"sql(
  PRAGMA query_only = ON;
  PRAGMA cache_size = -8192;
)sql";

}  // namespace

struct Database::Cache {
  std::unordered_map<std::string, Idle, SqlHash, std::equal_to<>> idleByText;
};

Database::Database(const std::string& path, Mode mode, Durability durability)
    : cache_(std::make_unique<Cache>()) {
  configureLibrary();
  const int flags =
      mode == Mode::readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  try {
    const int code = sqlite3_open_v2(path.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    if (code != SQLITE_OK) throwSqliteError(handle_, code, "opening " + path);
    configure(mode, durability);
  } catch (...) {
    sqlite3_close(handle_);
    throw;
  }
}

Database::Database(const Image& image) : Database(":memory:") {
  auto* bytes = reinterpret_cast<unsigned char*>(const_cast<char*>(image.bytes.data()));
  const auto size = static_cast<sqlite3_int64>(image.bytes.size());
  const int code =
      sqlite3_deserialize(handle_, "main", bytes, size, size, SQLITE_DESERIALIZE_READONLY);
  if (code != SQLITE_OK) throwSqliteError(handle_, code, "reading a database from memory");
}

void Database::configure(Mode mode, Durability durability) {
  // The file is data, never code: no functions or virtual tables may run because its schema says
  // so, and a misspelt column is an error instead of a text.
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_extended_result_codes(handle_, 1);
  runScript(kPragmas);
  runScript(mode == Mode::readOnly ? kReaderPragmas : kWriterPragmas);
  runScript(synchronousPragma(durability));
  const int code = sqlite3_create_function_v2(
      handle_, "matches_pattern", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
      nullptr, matchesPatternInSql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throwSqliteError(handle_, code, "registering matches_pattern");
}

Database::~Database() {
  for (auto& [text, idle] : cache_->idleByText)
    for (auto* statement : idle) sqlite3_finalize(statement);
  sqlite3_close(handle_);
}

void Database::runScript(const std::string& sql) {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throwSqliteError(handle_, code, trim(sql));
}

void Database::runClearingScript(const std::string& sql) {
  // The pragma would be ignored inside a transaction, the call is not.
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_FKEY, 0, nullptr);
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
  if (code != SQLITE_OK) throwSqliteError(handle_, code, trim(sql));
}

void Database::copyFrom(Database& source) {
  constexpr int kAllPages = -1;
  auto* backup = sqlite3_backup_init(handle_, "main", source.handle_, "main");
  if (backup == nullptr) throwSqliteError(handle_, sqlite3_errcode(handle_), "copying a database");
  const int stepped = sqlite3_backup_step(backup, kAllPages);
  const int finished = sqlite3_backup_finish(backup);
  const int code = stepped == SQLITE_DONE ? finished : stepped;
  if (code != SQLITE_OK) throwSqliteError(handle_, code, "copying a database");
}

bool Database::inTransaction() const { return sqlite3_get_autocommit(handle_) == 0; }

std::int64_t Database::lastInsertId() const { return sqlite3_last_insert_rowid(handle_); }

std::int64_t Database::changedRows() const { return sqlite3_changes64(handle_); }

std::int64_t Database::totalChanges() const { return sqlite3_total_changes64(handle_); }

Database::Idle& Database::idleStatements(std::string_view sql) {
  const auto found = cache_->idleByText.find(sql);
  if (found != cache_->idleByText.end()) return found->second;
  return cache_->idleByText.emplace(std::string(sql), Idle{}).first->second;
}

}  // namespace amilocal
