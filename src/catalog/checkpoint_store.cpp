#include "amilocal/catalog/checkpoint_store.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "amilocal/catalog/catalog_error.h"
#include "amilocal/catalog/migrations.h"
#include "amilocal/catalog/statement.h"
#include "damage.h"

namespace amilocal {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSuffix = ".checkpoint";
constexpr std::size_t kNameMax = 64;

// The emulated time of a checkpoint is a row of its own settings.
constexpr std::string_view kPutTime = R"sql(
  INSERT OR REPLACE INTO setting (account, region, name, value)
  VALUES ('', '', 'checkpoint.at-ms', :at)
)sql";
constexpr std::string_view kTime =
    "SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'checkpoint.at-ms'";
constexpr std::string_view kImages = "SELECT count(*) FROM image";

std::int64_t numberOf(Database& database, std::string_view sql) {
  Statement statement(database, sql);
  return statement.step() ? statement.get<std::int64_t>(0) : 0;
}

bool isLetterOrDigit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr const char* kDamaged = "its file is damaged";
constexpr const char* kTooNew = "it was written by a later version of amilocal";

/// Why a checkpoint cannot be brought back, as far as a glance tells; empty when it can.
std::string faultOf(Database& kept) {
  const int schema = schemaVersion(kept);
  if (schema > newestSchema()) return kTooNew;
  return schema == 0 ? kDamaged : "";
}

}  // namespace

void copyCatalog(Database& catalog, const std::string& path, Durability durability,
                 const std::function<void(Database&)>& complete) {
  removeCatalogFile(path);
  Database copy(path, Database::Mode::readWrite, durability);
  copy.runScript("PRAGMA journal_mode = MEMORY");  // a log would be a second copy of each page
  copy.copyFrom(catalog);
  if (complete) complete(copy);
}

void removeCatalogFile(const std::string& path) {
  std::error_code ignored;
  for (const auto* end : {"", "-wal", "-shm", "-journal"}) fs::remove(path + end, ignored);
}

CheckpointStore::CheckpointStore(std::string directory, Durability durability)
    : directory_(std::move(directory)),
      // The file gets its name once it is whole, so a killed process cannot leave a part of one.
      durability_(durability == Durability::full ? durability : Durability::ephemeral) {}

bool CheckpointStore::isName(std::string_view text) {
  return !text.empty() && text.size() <= kNameMax && isLetterOrDigit(text.front()) &&
         std::ranges::all_of(
             text, [](char c) { return isLetterOrDigit(c) || c == '.' || c == '_' || c == '-'; });
}

std::string CheckpointStore::fileOf(std::string_view name) const {
  return directory_ + "/" + std::string(name) + std::string(kSuffix);
}

void CheckpointStore::keep(Database& catalog, const std::string& name, Instant at) {
  std::error_code error;
  fs::create_directories(directory_, error);
  const auto path = fileOf(name), unfinished = directory_ + "/unfinished";
  copyCatalog(catalog, unfinished, durability_,
              [at](Database& copy) { Statement(copy, kPutTime).bind(":at", at).run(); });
  fs::rename(unfinished, path, error);
  if (error)
    throw CatalogError(CatalogError::Kind::other, "keeping the checkpoint: " + error.message());
}

bool CheckpointStore::bringBack(Database& catalog, const std::string& name,
                                const std::function<void(Database&)>& prepare) {
  const auto checkpoint = find(name);
  if (!checkpoint) return false;
  if (!checkpoint->fault.empty()) throw BadCheckpoint(name, checkpoint->fault);
  if (!findDamage(fileOf(name), kReadInAnInstant).empty()) throw BadCheckpoint(name, kDamaged);
  // Written by an earlier version, it is brought up to date first: nobody may see it before.
  Database kept(fileOf(name), Database::Mode::readWrite, durability_);
  migrate(kept);
  if (prepare) prepare(kept);
  catalog.copyFrom(kept);
  return true;
}

std::vector<std::string> CheckpointStore::names() const {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(directory_, error)) {
    const auto file = entry.path().filename().string();
    if (file.ends_with(kSuffix)) names.push_back(file.substr(0, file.size() - kSuffix.size()));
  }
  std::ranges::sort(names);
  return names;
}

std::optional<Checkpoint> CheckpointStore::find(const std::string& name) const {
  const auto path = fileOf(name);
  if (!fs::exists(path)) return std::nullopt;
  Checkpoint checkpoint{.name = name};
  checkpoint.bytes = static_cast<std::int64_t>(fs::file_size(path));
  if (checkpoint.bytes == 0) {  // SQLite would make a database of it
    checkpoint.fault = kDamaged;
    return checkpoint;
  }
  try {
    Database kept(path, Database::Mode::readWrite, durability_);
    checkpoint.fault = faultOf(kept);
    if (!checkpoint.fault.empty()) return checkpoint;
    checkpoint.at = Instant{Duration{numberOf(kept, kTime)}};
    checkpoint.images = numberOf(kept, kImages);
  } catch (const CatalogError& error) {
    using Kind = CatalogError::Kind;
    if (error.kind() != Kind::corrupt && error.kind() != Kind::other) throw;
    checkpoint.fault = kDamaged;
  }
  return checkpoint;
}

std::vector<Checkpoint> CheckpointStore::list() const {
  std::vector<Checkpoint> checkpoints;
  for (const auto& name : names())
    if (auto checkpoint = find(name)) checkpoints.push_back(*std::move(checkpoint));
  return checkpoints;
}

bool CheckpointStore::remove(const std::string& name) {
  const auto path = fileOf(name);
  const bool isThere = fs::exists(path);
  removeCatalogFile(path);
  return isThere;
}

void CheckpointStore::visit(const std::function<void(Database&)>& look) const {
  for (const auto& name : names()) {
    const auto found = find(name);
    if (found && !found->fault.empty()) throw BadCheckpoint(name, found->fault);
    Database kept(fileOf(name), Database::Mode::readWrite, durability_);
    migrate(kept);
    look(kept);
  }
}

}  // namespace amilocal
