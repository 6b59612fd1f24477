#include "amilocal/catalog/data_sweep.h"

#include <filesystem>

#include "amilocal/catalog/catalog_error.h"
#include "amilocal/catalog/checkpoint_store.h"
#include "amilocal/catalog/statement.h"
#include "amilocal/core/log.h"

namespace amilocal {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHasData = "SELECT 1 FROM sqlite_master WHERE name = 'content_block'";

// A deleted snapshot or volume is a row that nobody can use.
constexpr std::string_view kUsedContents = R"sql(
  SELECT content_id FROM snapshot WHERE content_id IS NOT NULL AND state <> 'deleted'
  UNION SELECT content_id FROM volume WHERE content_id IS NOT NULL AND state <> 'deleted'
)sql";

bool hasData(Database& database) { return Statement(database, kHasData).step(); }

void addNames(Database& database, BlobStore::Names& names) {
  visitUsedBlobs(database, [&names](std::string_view name) { names.emplace(name); });
}

/// The catalog as it was last committed, which a rollback of the present transaction brings back.
void addCommittedNames(const std::string& directory, BlobStore::Names& names) {
  const auto path = directory + "/catalog.sqlite3";
  if (!fs::exists(path)) return;
  Database committed(path, Database::Mode::readOnly);
  addNames(committed, names);
}

void removeUnusedContents(Database& database) {
  const auto sql = "DELETE FROM content WHERE id NOT IN (" + std::string(kUsedContents) + ")";
  Statement(database, sql).run();
}

}  // namespace

void visitUsedBlobs(Database& catalog, const std::function<void(std::string_view)>& take) {
  if (!hasData(catalog)) return;
  const auto sql = "SELECT blob FROM content_block WHERE content_id IN (" +
                   std::string(kUsedContents) + ") UNION SELECT blob FROM object_piece ORDER BY 1";
  Statement statement(catalog, sql);
  while (statement.step()) take(statement.text(0));
}

std::uint64_t sweepData(Database& database, BlobStore& blobs) try {
  if (blobs.bytesUsed() == 0) return 0;
  removeUnusedContents(database);
  BlobStore::Names names;
  addNames(database, names);
  addCommittedNames(blobs.dataDirectory(), names);
  CheckpointStore(blobs.dataDirectory() + "/checkpoints").visit([&](Database& kept) {
    addNames(kept, names);
  });
  const auto freed = blobs.sweep(names);
  log::info("data.swept", {{"bytes", freed}, {"left", blobs.bytesUsed()}});
  return freed;
} catch (const std::exception& error) {
  log::warn("data.not-swept", {{"error", error.what()}});
  return 0;
}

}  // namespace amilocal
