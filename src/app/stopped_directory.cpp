#include "app/stopped_directory.h"

#include <array>
#include <filesystem>
#include <limits>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <system_error>

#include "amilocal/catalog/archive.h"
#include "amilocal/catalog/catalog_error.h"
#include "amilocal/catalog/checkpoint_store.h"
#include "amilocal/catalog/data_directory.h"
#include "amilocal/catalog/migrations.h"
#include "amilocal/core/clock.h"
#include "amilocal/net/body_file.h"
#include "app/archive_file.h"

namespace amilocal {
namespace {

namespace fs = std::filesystem;

constexpr auto kNoLimit = std::numeric_limits<std::uint64_t>::max();

// How much there may be is the affair of a server's --max-data.
BlobStore storeOf(const DataDirectory& directory) {
  return BlobStore(directory.path(), kNoLimit, Durability::normal);
}

bool hasCatalog(const std::string& directory) {
  std::error_code error;
  const auto size = fs::file_size(directory + "/catalog.sqlite3", error);
  return !error && size > 0;
}

/// A directory that was not there goes away again unless it has become one with a state.
class NewDirectory {
 public:
  explicit NewDirectory(std::string path) : path_(std::move(path)), isNew_(!fs::exists(path_)) {}
  ~NewDirectory() {
    std::error_code ignored;
    if (isNew_) fs::remove_all(path_, ignored);
  }
  NewDirectory(const NewDirectory&) = delete;
  NewDirectory& operator=(const NewDirectory&) = delete;
  void keep() { isNew_ = false; }

 private:
  const std::string path_;
  bool isNew_;
};

/// What comes through a pipe is written down, to be read more than once.
ArchiveBytes bytesOf(const std::shared_ptr<const ArchiveInput>& input,
                     const std::string& directory) {
  if (const auto size = input->size()) {
    return {*size, [input](std::uint64_t offset, char* into, std::size_t room) {
              return input->readAt(offset, into, room);
            }};
  }
  const auto spool = std::make_shared<BodyFile>(directory);
  std::array<char, 1 << 16> piece;
  while (const auto count = input->read(piece.data(), piece.size()))
    spool->append({piece.data(), count});
  return {spool->size(), [spool](std::uint64_t offset, char* into, std::size_t room) {
            return spool->readAt(offset, into, room);
          }};
}

void checkNotNewer(Database& catalog, const std::string& directory) {
  if (schemaVersion(catalog) <= newestSchema()) return;
  throw CatalogError(CatalogError::Kind::newerFile,
                     "the catalog in " + directory +
                         " was written by a later version of amilocal; export it with that one");
}

}  // namespace

void exportDirectory(const std::string& directory, const std::string& file, std::ostream& out,
                     std::ostream& err) {
  if (!hasCatalog(directory)) throw std::runtime_error("there is no catalog in " + directory);
  const auto held = DataDirectory::persistent(directory);
  const auto blobs = storeOf(held);
  {
    Database catalog(held.catalogPath());
    checkNotNewer(catalog, directory);
    copyCatalog(catalog, outgoingCatalog(blobs), Durability::ephemeral);
  }
  ArchiveWriter writer(blobs, SystemClock().now());
  ArchiveOutput archive(file, out);
  std::array<char, 1 << 16> piece;
  while (const auto count = writer.read(piece.data(), piece.size()))
    archive.write({piece.data(), count});
  archive.finish();
  (archive.isStandard() ? err : out) << archive.report();
}

void importDirectory(const std::string& directory, const std::string& file, Replace replace,
                     std::ostream& out) {
  const auto input = std::make_shared<const ArchiveInput>(file);
  if (replace == Replace::no && hasCatalog(directory)) {
    throw std::runtime_error("there is a catalog in " + directory +
                             " already; --force puts the archive in its place");
  }
  NewDirectory made(directory);
  const auto held = DataDirectory::persistent(directory);
  auto blobs = storeOf(held);
  IncomingState incoming(bytesOf(input, directory), blobs);
  incoming.adoptBlobs();
  Database catalog(held.catalogPath());
  catalog.copyFrom(incoming.catalog());
  made.keep();
  out << "Imported " << contentOfArchive(incoming.note().images, incoming.note().blobs) << " into "
      << directory << ".\n";
}

}  // namespace amilocal
