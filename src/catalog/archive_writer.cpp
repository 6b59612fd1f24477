#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <system_error>
#include <utility>

#include "amilocal/catalog/archive.h"
#include "amilocal/catalog/checkpoint_store.h"
#include "amilocal/catalog/data_sweep.h"
#include "amilocal/catalog/migrations.h"
#include "amilocal/catalog/statement.h"
#include "amilocal/core/tar.h"
#include "amilocal/core/text.h"
#include "archive_names.h"

namespace amilocal {
namespace {

constexpr std::string_view kImages = "SELECT count(*) FROM image WHERE state <> 'deregistered'";
constexpr std::size_t kEnd = 2 * kTarBlock;  // of a tar: two blocks of zeros
constexpr std::size_t kDigestDigits = 64;

// Sessions' secrets are in it.
constexpr std::uint32_t kOwnerOnly = 0600;

std::int64_t imagesIn(Database& catalog) {
  Statement statement(catalog, kImages);
  return statement.step() ? statement.get<std::int64_t>(0) : 0;
}

std::uint64_t sizeInTar(std::uint64_t content) { return kTarBlock + content + tarPadding(content); }

// As sha256sum writes it.
std::string sumLine(std::string_view digest, const std::string& name) {
  return encodeHex(digest) + "  " + name + "\n";
}

std::size_t sumLineSize(const std::string& name) { return kDigestDigits + 2 + name.size() + 1; }

std::string textOf(const ArchiveNote& note) {
  std::string text = std::string(kNoteFormat) + ": " + std::to_string(kArchiveFormat) + "\n";
  text += std::string(kNoteVersion) + ": " + note.version + "\n";
  text += std::string(kNoteSchema) + ": " + std::to_string(note.schema) + "\n";
  text += std::string(kNoteExportedAt) + ": " + formatInstant(note.exportedAt) + "\n";
  text += std::string(kNoteImages) + ": " + std::to_string(note.images) + "\n";
  text += std::string(kNoteBlobs) + ": " + std::to_string(note.blobs) + "\n";
  return text;
}

std::size_t readFile(int file, std::uint64_t offset, char* into, std::size_t room) {
  for (;;) {
    const auto got = ::pread(file, into, room, static_cast<off_t>(offset));
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR)
      throw std::runtime_error("a copy of the catalog: " + std::generic_category().message(errno));
  }
}

/// The copy is read through its descriptor, so nothing stays lying, whatever happens.
struct NamelessAfterwards {
  const std::string& path;
  ~NamelessAfterwards() { removeCatalogFile(path); }
};

std::string memberOf(const std::string& blob) {
  return std::string(kBlobsFolder) + blob.substr(0, kFanOut) + "/" + blob;
}

}  // namespace

std::string outgoingCatalog(const BlobStore& blobs) {
  return blobs.dataDirectory() + "/outgoing.sqlite3";
}

ArchiveWriter::ArchiveWriter(const BlobStore& blobs, Instant now) : blobs_(blobs) {
  const auto path = outgoingCatalog(blobs);
  const NamelessAfterwards nameless{path};
  {
    Database copy(path, Database::Mode::readOnly);
    note_ = {.schema = schemaVersion(copy),
             .version = AMILOCAL_VERSION,
             .exportedAt = now,
             .images = imagesIn(copy)};
    listBlobs(copy);
    note_.blobs = static_cast<std::int64_t>(names_.size());
  }
  catalog_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (catalog_ < 0 || ::fstat(catalog_, &status) != 0)
    throw std::runtime_error(path + ": " + std::generic_category().message(errno));
  catalogSize_ = static_cast<std::uint64_t>(status.st_size);
}

void ArchiveWriter::listBlobs(Database& copy) try {
  visitUsedBlobs(copy, [this](std::string_view name) {
    names_.push_back({std::string(name), blobs_.sizeOf(std::string(name))});
  });
} catch (const BlobMissing& error) {
  throw IncompleteState(error.what());
}

ArchiveWriter::~ArchiveWriter() {
  if (catalog_ >= 0) ::close(catalog_);
}

std::uint64_t ArchiveWriter::size() const {
  auto bytes = sizeInTar(textOf(note_).size()) + sizeInTar(catalogSize_);
  std::uint64_t sums = sumLineSize(std::string(kNoteName)) + sumLineSize(std::string(kCatalogName));
  for (const auto& blob : names_) {
    bytes += sizeInTar(blob.size);
    sums += sumLineSize(memberOf(blob.name));
  }
  return bytes + sizeInTar(sums) + kEnd;
}

std::size_t ArchiveWriter::read(char* into, std::size_t room) {
  if (textAt_ == text_.size() && contentAt_ == contentSize_ && !goOn()) return 0;
  if (textAt_ == text_.size()) return readContent(into, room);
  const auto count = std::min(room, text_.size() - textAt_);
  text_.copy(into, count, textAt_);
  textAt_ += count;
  return count;
}

/// Begins the next member. False when there is none.
bool ArchiveWriter::goOn() {
  const auto member = next_++;
  const auto blobs = names_.size();
  textAt_ = 0;
  if (member == 0) {
    const auto note = textOf(note_);
    beginText(std::string(kNoteName), note);
    addSum(std::string(kNoteName), digestOf(DigestKind::sha256, note));
  } else if (member == 1) {
    content_ = [this](std::uint64_t offset, char* into, std::size_t room) {
      return readFile(catalog_, offset, into, room);
    };
    beginContent(std::string(kCatalogName), catalogSize_);
  } else if (member < 2 + blobs) {
    const auto& blob = names_[member - 2];
    content_ = [reader = std::make_shared<BlobStore::Reader>(blobs_, blob.name)](
                   std::uint64_t offset, char* into, std::size_t room) {
      return reader->readAt(offset, into, room);
    };
    beginContent(memberOf(blob.name), blob.size);
    if (blob.size == 0) addSum(name_, digest_->finish());
  } else if (member == 2 + blobs) {
    content_ = {};
    beginText(std::string(kSumsName), sums_);
    text_.append(kEnd, '\0');
  } else {
    text_.clear();
    return false;
  }
  return true;
}

void ArchiveWriter::beginText(const std::string& name, const std::string& content) {
  beginContent(name, content.size());
  contentSize_ = 0;
  text_ += content;
  text_.append(tarPadding(content.size()), '\0');
}

void ArchiveWriter::beginContent(const std::string& name, std::uint64_t size) {
  const auto seconds =
      std::chrono::floor<std::chrono::seconds>(note_.exportedAt).time_since_epoch().count();
  text_ = tarHeader({.name = name, .size = size, .modifiedAt = seconds, .mode = kOwnerOnly});
  name_ = name;
  contentSize_ = size;
  contentAt_ = 0;
  digest_.emplace(DigestKind::sha256);
}

std::size_t ArchiveWriter::readContent(char* into, std::size_t room) {
  const auto left = contentSize_ - contentAt_;
  const auto count =
      content_(contentAt_, into, static_cast<std::size_t>(std::min<std::uint64_t>(room, left)));
  if (count == 0) throw BlobMissing(name_ + " became shorter while it was read");
  digest_->update({into, count});
  contentAt_ += count;
  if (contentAt_ == contentSize_) endContent();
  return count;
}

void ArchiveWriter::endContent() {
  addSum(name_, digest_->finish());
  text_.assign(tarPadding(contentSize_), '\0');
  textAt_ = 0;
}

void ArchiveWriter::addSum(const std::string& name, std::string_view digest) {
  sums_ += sumLine(digest, name);
}

}  // namespace amilocal
