#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "amilocal/catalog/blob_store.h"
#include "amilocal/core/api_error.h"
#include "amilocal/core/digest.h"
#include "amilocal/core/instant.h"

/// A whole state in one file, the archive of `amilocal export`: a tar of a note that says what it
/// is, the catalog, the blobs that it names, in the order of their names, and at the end the list
/// of all checksums as `sha256sum` reads it.
namespace amilocal {

/// What was to be imported is no archive of ours, is not whole, or is newer than this program.
class BadArchive : public ApiError {
 public:
  explicit BadArchive(const std::string& why)
      : ApiError("InvalidArchive", "The archive cannot be imported: " + why) {}
};

/// A blob is not there: a backup without it would be none.
class IncompleteState : public ApiError {
 public:
  explicit IncompleteState(const std::string& why)
      : ApiError("IncompleteState", "The state cannot be exported: " + why, 500) {}
};

/// What an archive says of itself.
struct ArchiveNote {
  int schema = 0;       ///< of the catalog: how many migrations it has behind it
  std::string version;  ///< of the amilocal that wrote it
  Instant exportedAt{};
  std::int64_t images = 0;
  std::int64_t blobs = 0;
};

/// Where the bytes of an archive can be read.
struct ArchiveBytes {
  std::uint64_t size = 0;
  /// Gives up to `room` bytes from `offset` on.
  std::function<std::size_t(std::uint64_t offset, char* into, std::size_t room)> readAt{};
};

/// Where a copy of a catalog lies until it is an archive. One of a killed process is in the way of
/// nobody.
std::string outgoingCatalog(const BlobStore& blobs);

/// Makes an archive, piece by piece: nothing of it is in memory but names and checksums.
class ArchiveWriter {
 public:
  /// Of the copy of a catalog that lies at outgoingCatalog(), which it takes away, and the blobs
  /// that the copy names: they must stay as long as this lives (BlobStore::keepStill). Throws
  /// IncompleteState and CatalogError.
  ArchiveWriter(const BlobStore& blobs, Instant now);
  ~ArchiveWriter();
  ArchiveWriter(const ArchiveWriter&) = delete;
  ArchiveWriter& operator=(const ArchiveWriter&) = delete;

  const ArchiveNote& note() const { return note_; }
  std::uint64_t size() const;  ///< of the whole archive

  /// Gives its next bytes, up to `room`; 0 at the end. Throws BlobMissing.
  std::size_t read(char* into, std::size_t room);

 private:
  struct Blob {
    std::string name;
    std::uint64_t size;
  };

  void listBlobs(Database& copy);
  bool goOn();
  void beginText(const std::string& name, const std::string& content);
  void beginContent(const std::string& name, std::uint64_t size);
  std::size_t readContent(char* into, std::size_t room);
  void endContent();
  void addSum(const std::string& name, std::string_view digest);

  const BlobStore& blobs_;
  ArchiveNote note_;
  std::vector<Blob> names_;
  int catalog_ = -1;
  std::uint64_t catalogSize_ = 0;

  std::size_t next_ = 0;  ///< which member comes next
  std::string text_;      ///< what is between contents; read up to textAt_
  std::size_t textAt_ = 0;
  std::string name_;  ///< of the present content, which is read up to contentAt_
  std::uint64_t contentSize_ = 0;
  std::uint64_t contentAt_ = 0;
  std::function<std::size_t(std::uint64_t, char*, std::size_t)> content_;
  std::optional<Digest> digest_;
  std::string sums_;
};

/// A member of an archive.
struct ArchiveMember {
  std::string name;
  std::uint64_t offset = 0;  ///< of its content
  std::uint64_t size = 0;
};

/// Reads an archive. Throws BadArchive.
class ArchiveReader {
 public:
  /// Walks through the headers: what is made thus is one of ours and not cut short.
  explicit ArchiveReader(ArchiveBytes bytes);

  const ArchiveNote& note() const { return note_; }

  using Take = std::function<void(std::string_view)>;

  /// Compares every content with its checksum, and hands that of the catalog over.
  void check(const Take& takeCatalog) const;

  /// Hands the content of a member over.
  void read(const ArchiveMember& member, const Take& take) const;

  /// The blob that follows, in the order of names. Empty after the last one.
  class Blobs {
   public:
    explicit Blobs(const ArchiveReader& archive) : archive_(archive), at_(archive.blobsAt_) {}
    std::optional<ArchiveMember> next();

   private:
    const ArchiveReader& archive_;
    std::uint64_t at_;
  };

 private:
  class Sums;
  std::optional<ArchiveMember> memberAt(std::uint64_t offset) const;
  ArchiveMember requireMember(std::uint64_t& at, std::string_view name) const;
  std::string textAt(std::uint64_t offset, std::uint64_t size) const;
  void readNote(const std::string& text);

  ArchiveBytes bytes_;
  ArchiveNote note_;
  ArchiveMember first_, catalog_, sums_;
  std::uint64_t blobsAt_ = 0;
};

/// The name of the blob in a member `blobs/ab/abcd…`; empty when it is none.
std::string_view blobIn(std::string_view member);

/// An archive that has been read through and found good, and is about to become a state.
class IncomingState {
 public:
  /// Throws BadArchive. Nothing but a file that goes with this object has been written.
  IncomingState(ArchiveBytes bytes, BlobStore& blobs);
  ~IncomingState();
  IncomingState(const IncomingState&) = delete;
  IncomingState& operator=(const IncomingState&) = delete;

  const ArchiveNote& note() const { return archive_.note(); }

  /// Its catalog, brought to the schema of this program.
  Database& catalog() { return *catalog_; }

  /// Puts the blobs that its catalog names into the store. What is there stays as it is, but for a
  /// damaged block; where another has the same name of chance, the catalog's rows get a new one.
  /// Until the catalog is committed a sweep would remove them (BlobStore::keepStill). Throws
  /// DataLimitReached, BadArchive, and std::runtime_error when the disk refuses.
  void adoptBlobs();

 private:
  void openCatalog();
  void eachUsedBlob(const std::function<void(const ArchiveMember&)>& use);
  void adoptBlock(const std::string& name, const ArchiveMember& member);
  void adoptOther(const std::string& name, const ArchiveMember& member);
  bool isTheSame(const std::string& name, const ArchiveMember& member) const;

  ArchiveReader archive_;
  BlobStore& blobs_;
  const std::string path_;
  std::unique_ptr<Database> catalog_;
  std::vector<std::pair<std::string, std::string>> renamed_;
};

/// Removes what an export or an import left lying that was killed.
void removeUnfinishedArchives(const BlobStore& blobs);

}  // namespace amilocal
