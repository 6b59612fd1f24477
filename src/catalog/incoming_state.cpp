#include <algorithm>
#include <array>
#include <fstream>
#include <utility>
#include <vector>

#include "amilocal/catalog/archive.h"
#include "amilocal/catalog/catalog_error.h"
#include "amilocal/catalog/checkpoint_store.h"
#include "amilocal/catalog/compression.h"
#include "amilocal/catalog/data_sweep.h"
#include "amilocal/catalog/migrations.h"
#include "amilocal/catalog/statement.h"
#include "amilocal/catalog/transaction.h"
#include "damage.h"

namespace amilocal {
namespace {

constexpr std::size_t kBlockDigits = 64;

// No frame of a block is longer than this, even of bytes that cannot be compressed.
constexpr std::uint64_t kFrameMax = kBlockBytes + kBlockBytes / 16;

// All that a schema is made of.
constexpr std::string_view kShape = R"sql(
  SELECT type || ' ' || name || ' ' || tbl_name || ' ' || ifnull(sql, '')
  FROM sqlite_schema ORDER BY 1
)sql";
constexpr std::string_view kPageSize = "PRAGMA page_size";

constexpr std::string_view kRenameInContents =
    "UPDATE content_block SET blob = :to WHERE blob = :from";
constexpr std::string_view kRenameInObjects =
    "UPDATE object_piece SET blob = :to WHERE blob = :from";

std::string incomingCatalog(const BlobStore& blobs) {
  return blobs.dataDirectory() + "/incoming.sqlite3";
}

BadArchive badCatalog(const std::string& why) {
  return BadArchive("the catalog in it is none of amilocal's (" + why + ")");
}

std::vector<std::string> textsOf(Database& database, std::string_view sql) {
  std::vector<std::string> texts;
  Statement statement(database, sql);
  while (statement.step()) texts.emplace_back(statement.text(0));
  return texts;
}

/// Whoever reads it later takes for granted what the migrations made. What somebody has added, such
/// as a trigger, must not even be there when the further ones write.
void checkShape(Database& database) {
  auto steps = ownMigrations();
  steps.resize(static_cast<std::size_t>(std::clamp(schemaVersion(database), 0, newestSchema())));
  Database ours(":memory:");
  migrate(ours, steps);
  for (const auto sql : {kShape, kPageSize})
    if (textsOf(database, sql) != textsOf(ours, sql)) throw badCatalog("its tables are others");
}

}  // namespace

IncomingState::IncomingState(ArchiveBytes bytes, BlobStore& blobs)
    : archive_(std::move(bytes)), blobs_(blobs), path_(incomingCatalog(blobs)) {
  try {
    openCatalog();
    eachUsedBlob([](const ArchiveMember&) {});
  } catch (...) {
    catalog_.reset();
    removeCatalogFile(path_);
    throw;
  }
}

IncomingState::~IncomingState() {
  catalog_.reset();
  removeCatalogFile(path_);
}

void IncomingState::openCatalog() {
  removeCatalogFile(path_);
  std::ofstream file(path_, std::ios::binary);
  archive_.check([&file](std::string_view piece) {
    file.write(piece.data(), static_cast<std::streamsize>(piece.size()));
  });
  file.close();
  if (!file) throw CatalogError(CatalogError::Kind::diskFull, "cannot write " + path_);
  if (const auto damage = findDamage(path_); !damage.empty()) throw badCatalog(damage);
  catalog_ = std::make_unique<Database>(path_, Database::Mode::readWrite, Durability::ephemeral);
  if (schemaVersion(*catalog_) != note().schema) throw badCatalog("it has another schema");
  checkShape(*catalog_);
  migrate(*catalog_);
}

void IncomingState::eachUsedBlob(const std::function<void(const ArchiveMember&)>& use) {
  ArchiveReader::Blobs blobs(archive_);
  visitUsedBlobs(*catalog_, [&](std::string_view name) {
    for (;;) {
      const auto member = blobs.next();
      if (!member) throw BadArchive("the blob " + std::string(name) + " is missing in it");
      if (blobIn(member->name) == name) return use(*member);
    }
  });
}

void IncomingState::adoptBlobs() {
  eachUsedBlob([this](const ArchiveMember& member) {
    const std::string name(blobIn(member.name));
    if (name.size() == kBlockDigits) return adoptBlock(name, member);
    adoptOther(name, member);
  });
  Transaction transaction(*catalog_, Transaction::Kind::write);
  for (const auto& [from, to] : renamed_)
    for (const auto sql : {kRenameInContents, kRenameInObjects})
      Statement(*catalog_, sql).bind(":from", from).bind(":to", to).run();
  transaction.commit();
}

/// Equal blocks have equal names, whatever their frames look like.
void IncomingState::adoptBlock(const std::string& name, const ArchiveMember& member) {
  if (member.size > kFrameMax) throw BadArchive(member.name + " in it is no block");
  std::string frame;
  archive_.read(member, [&frame](std::string_view piece) { frame += piece; });
  try {
    blobs_.putFrame(name, frame);
  } catch (const DamagedBytes& error) {
    throw BadArchive(member.name + " in it is no block: " + error.what());
  }
}

void IncomingState::adoptOther(const std::string& name, const ArchiveMember& member) {
  const bool isThere = blobs_.has(name);
  if (isThere && isTheSame(name, member)) return;
  const auto blob = isThere ? blobs_.begin() : blobs_.beginAs(name);
  archive_.read(member, [&blob](std::string_view piece) { blob->append(piece); });
  blob->finish();
  blob->keep();
  if (isThere) renamed_.emplace_back(name, blob->name());
}

bool IncomingState::isTheSame(const std::string& name, const ArchiveMember& member) const {
  const BlobStore::Reader ours(blobs_, name);
  if (ours.size() != member.size) return false;
  bool isSame = true;
  std::uint64_t at = 0;
  std::string there;
  archive_.read(member, [&](std::string_view piece) {
    there.resize(piece.size());
    isSame =
        isSame && ours.readAt(at, there.data(), there.size()) == piece.size() && there == piece;
    at += piece.size();
  });
  return isSame;
}

void removeUnfinishedArchives(const BlobStore& blobs) {
  removeCatalogFile(outgoingCatalog(blobs));
  removeCatalogFile(incomingCatalog(blobs));
}

}  // namespace amilocal
