#include "amilocal/catalog/database.h"

#include <sqlite3.h>

#include <algorithm>
#include <functional>
#include <unordered_map>

#include "amilocal/core/instant.h"
#include "amilocal/core/text.h"
#include "sqlite_error.h"
#include "sqlite_texts.h"

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

/// `matches_any(texts, text)`: is the text matched by one of the patterns that were bound? By the
/// same function that every other filter uses. What is absent, no pattern matches.
void matchesAnyInSql(sqlite3_context* context, int, sqlite3_value** arguments) {
  const auto* patterns = static_cast<const std::vector<std::string>*>(
      sqlite3_value_pointer(arguments[0], kTextsPointer));
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(arguments[1]));
  if (patterns == nullptr || text == nullptr) return sqlite3_result_int(context, 0);
  const std::string_view whole(text, static_cast<std::size_t>(sqlite3_value_bytes(arguments[1])));
  const auto matches = [&](const std::string& pattern) { return matchesPattern(pattern, whole); };
  sqlite3_result_int(context, std::any_of(patterns->begin(), patterns->end(), matches) ? 1 : 0);
}

/// `instant_text(milliseconds)`: a time as answers spell it.
void instantTextInSql(sqlite3_context* context, int, sqlite3_value** arguments) {
  if (sqlite3_value_type(arguments[0]) == SQLITE_NULL) return sqlite3_result_null(context);
  const auto text = formatInstant(Instant(Duration(sqlite3_value_int64(arguments[0]))));
  sqlite3_result_text(context, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

using SqlFunction = void (*)(sqlite3_context*, int, sqlite3_value**);

void addFunction(sqlite3* handle, const char* name, int arguments, SqlFunction function) {
  constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  const int code = sqlite3_create_function_v2(handle, name, arguments, kFlags, nullptr, function,
                                              nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throwSqliteError(handle, code, "registering " + std::string(name));
}

/// Counting every allocation takes a lock that all threads share, and nobody reads the count. Who
/// writes a catalog has it alone (decision 0003): its connections then agree in memory, where each
/// read would lock and unlock a byte of a file otherwise.
bool configureLibrary() {
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  const auto* present = sqlite3_vfs_find(nullptr);
  auto* alone = sqlite3_vfs_find("unix-excl");
  const bool isPlain = present != nullptr && std::string_view(present->zName) == "unix";
  return isPlain && alone != nullptr && sqlite3_vfs_register(alone, 1) == SQLITE_OK;
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

/// The writer's page cache is large, since it touches every index. A reader's is emptied by each
/// commit of the writer, and a small one, whose pages are used again sooner, is the faster for it:
/// by 7 % for a page of a million images with 2 MiB instead of 8. The log of a connection
/// that does not leave it to somebody else (leaveLog()) is copied back after 16 MiB instead of 4,
/// so that a burst of writes is not stopped by it every thousand pages. Memory mapping is left off:
/// it saves a tenth of the time of a read, and costs each connection its size in resident memory.
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
  PRAGMA cache_size = -2048;
)sql";

}  // namespace

struct Database::Cache {
  std::unordered_map<std::string, Prepared, SqlHash, std::equal_to<>> byText;
};

Database::Database(const std::string& path, Mode mode, Durability durability)
    : mode_(mode), cache_(std::make_unique<Cache>()) {
  [[maybe_unused]] static const bool once = configureLibrary();
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
  addFunction(handle_, "matches_any", 2, matchesAnyInSql);
  addFunction(handle_, "instant_text", 1, instantTextInSql);
}

Database::~Database() {
  for (auto& [text, prepared] : cache_->byText)
    for (auto* statement : prepared.idle) sqlite3_finalize(statement);
  sqlite3_close(handle_);
}

void Database::runScript(const std::string& sql) {
  noteReplaced();
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throwSqliteError(handle_, code, trim(sql));
}

void Database::runClearingScript(const std::string& sql) {
  noteReplaced();
  // The pragma would be ignored inside a transaction, the call is not.
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_FKEY, 0, nullptr);
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
  if (code != SQLITE_OK) throwSqliteError(handle_, code, trim(sql));
}

void Database::copyFrom(Database& source) {
  constexpr int kAllPages = -1;
  noteReplaced();
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

void Database::leaveLog() {
  const auto remember = [](void* pages, sqlite3*, const char*, int count) {
    *static_cast<std::size_t*>(pages) = static_cast<std::size_t>(count);
    return SQLITE_OK;
  };
  sqlite3_wal_hook(handle_, remember, &logPages_);
}

void Database::copyLog() {
  const int code =
      sqlite3_wal_checkpoint_v2(handle_, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  if (code != SQLITE_OK) throwSqliteError(handle_, code, "copying the log");
}

void Database::syncFile() {
  sqlite3_file* file = nullptr;
  int code = sqlite3_file_control(handle_, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (code == SQLITE_OK) code = file->pMethods->xSync(file, SQLITE_SYNC_NORMAL);
  if (code != SQLITE_OK) throwSqliteError(handle_, code, "syncing the file");
}

std::int64_t Database::totalChanges() const { return sqlite3_total_changes64(handle_); }

std::optional<std::uint64_t> Database::versionOf(std::string_view table) {
  if (mode_ == Mode::readOnly) return std::nullopt;
  auto found = std::ranges::find(changes_, table, &TableChanges::table);
  if (found == changes_.end()) {
    if (changes_.empty()) countChanges();
    found = changes_.insert(changes_.end(), {std::string(table)});
  }
  return found->count + replaced_;
}

void Database::countChanges() {
  const auto count = [](void* self, int, const char*, const char* table, sqlite3_int64) {
    for (auto& changes : static_cast<Database*>(self)->changes_)
      if (changes.table == table) ++changes.count;
  };
  sqlite3_update_hook(handle_, count, this);
  sqlite3_rollback_hook(
      handle_, [](void* self) { static_cast<Database*>(self)->noteReplaced(); }, this);
}

Database::Prepared& Database::prepared(std::string_view sql) {
  constexpr std::size_t kTexts = 512;
  const auto found = cache_->byText.find(sql);
  if (found != cache_->byText.end()) return found->second;
  if (cache_->byText.size() >= kTexts) forgetIdleTexts();
  return cache_->byText.emplace(std::string(sql), Prepared{}).first->second;
}

void Database::forgetIdleTexts() {
  std::erase_if(cache_->byText, [](const auto& entry) {
    if (entry.second.lent > 0) return false;
    for (auto* statement : entry.second.idle) sqlite3_finalize(statement);
    return true;
  });
}

}  // namespace amilocal
