#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "amilocal/catalog/database.h"
#include "amilocal/core/api_error.h"

namespace amilocal {

/// The store has as many bytes as `--max-data` allows: of amilocal alone.
class DataLimitReached : public ApiError {
 public:
  explicit DataLimitReached(std::uint64_t limit)
      : ApiError("QuotaExceeded", "The data would pass the " + std::to_string(limit) +
                                      " bytes that --max-data allows.") {}
};

/// A blob that should be there is not, or has not the content that its name says.
class BlobMissing : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A disk's block: 512 KiB, as the EBS direct APIs have it.
inline constexpr std::size_t kBlockBytes = 524'288;

/// Bytes beside the catalog's file, each blob a file of its own that never changes. Blobs of blocks
/// are compressed and named by the SHA-256 of what they hold, so that equal ones are stored once;
/// all others have names of chance. Rows refer to blobs by name; a blob is written before the first
/// row that names it, and removed by sweep() when no row does. Safe for all threads.
class BlobStore {
 public:
  /// Blobs go into a directory of their own in `dataDirectory`, which is made with the first one.
  /// `limit` bounds the sum of all files' sizes.
  BlobStore(std::string dataDirectory, std::uint64_t limit, Durability durability);
  BlobStore(const BlobStore&) = delete;
  BlobStore& operator=(const BlobStore&) = delete;

  /// Stores a block and answers its name. Throws DataLimitReached.
  std::string putBlock(std::string_view plain);

  /// Stores a block that somebody else compressed, also in the place of one that has been damaged.
  /// Throws DamagedBytes when it is not the block of
  /// that name, and DataLimitReached.
  void putFrame(const std::string& name, std::string_view frame);

  /// The block of that name. Throws BlobMissing.
  std::string block(const std::string& name) const;

  /// A blob in the making, of bytes that come in pieces. Until it is destroyed no sweep removes it;
  /// a row that names it must have been committed by then, or it is removed with it.
  class NewBlob {
   public:
    ~NewBlob();
    NewBlob(const NewBlob&) = delete;
    NewBlob& operator=(const NewBlob&) = delete;

    /// Throws DataLimitReached, and std::runtime_error when the disk refuses.
    void append(std::string_view bytes);
    /// No more bytes come; the blob can be read.
    void finish();
    /// A row names it now.
    void keep() { kept_ = true; }

    const std::string& name() const { return name_; }
    std::uint64_t size() const { return size_; }

   private:
    friend class BlobStore;
    NewBlob(BlobStore& store, std::string name);

    BlobStore& store_;
    std::string name_;
    std::uint64_t size_ = 0;
    int file_ = -1;
    bool kept_ = false;
  };
  std::unique_ptr<NewBlob> begin();

  /// The same with a name that somebody else gave it, and that no blob here has.
  std::unique_ptr<NewBlob> beginAs(const std::string& name);

  /// Blobs that rows are to name, or whose rows may go: until it is destroyed no sweep removes
  /// them. Rows that name what it stored must have been committed by then. For one thread at a
  /// time.
  class Hold {
   public:
    explicit Hold(BlobStore& store) : store_(store) {}
    ~Hold();
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;

    void add(const std::string& name);
    /// As those of the store.
    std::string putBlock(std::string_view plain);
    void putFrame(const std::string& name, std::string_view frame);

   private:
    BlobStore& store_;
    std::vector<std::string> names_;
  };

  /// An open blob, which stays readable when it is removed meanwhile.
  class Reader {
   public:
    /// Throws BlobMissing.
    Reader(const BlobStore& store, const std::string& name);
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    std::uint64_t size() const { return size_; }
    /// Reads up to `room` bytes from `offset` on; 0 at the end. Throws BlobMissing.
    std::size_t readAt(std::uint64_t offset, char* into, std::size_t room) const;

   private:
    int file_ = -1;
    std::uint64_t size_ = 0;
  };

  std::uint64_t sizeOf(const std::string& name) const;  ///< on disk; throws BlobMissing
  bool has(const std::string& name) const;
  std::uint64_t bytesUsed() const;
  std::uint64_t limit() const { return limit_; }
  const std::string& dataDirectory() const { return dataDirectory_; }

  /// A new empty directory beside the blobs, for files on their way; who asked removes it. Throws
  /// std::runtime_error.
  std::string newScratch();
  /// Removes those of a process that was killed.
  void removeScratch() const;

  using Names = std::unordered_set<std::string>;

  /// While one lives nothing is swept: for who reads the blobs of a state that may have passed, or
  /// brings those of a state to come. May outlive the store.
  using Stillness = std::shared_ptr<const void>;
  Stillness keepStill();

  /// Removes every blob that has none of these names, is not in the making and not held. Answers
  /// the number of bytes that came free.
  std::uint64_t sweep(const Names& inUse);

 private:
  std::string pathOf(const std::string& name) const;
  void makeDirectoryFor(const std::string& name);
  void writeFrame(const std::string& name, std::string_view frame);
  void nameFrame(const std::string& unfinished, const std::string& path);
  bool isWhole(const std::string& name, std::string_view frame) const;
  void take(std::uint64_t bytes);  ///< throws DataLimitReached
  void giveBack(std::uint64_t bytes);
  void noteMaking(const std::string& name);
  void noteMade(const std::string& name);
  std::uint64_t countFiles() const;

  const std::string dataDirectory_;
  const std::string directory_;
  const std::string scratch_;
  const std::uint64_t limit_;
  const Durability durability_;
  mutable std::mutex mutex_;
  std::uint64_t used_ = 0;
  std::unordered_multiset<std::string> inTheMaking_;  ///< each as often as somebody makes it
  const std::shared_ptr<const int> still_ = std::make_shared<int>();  ///< others share it
};

}  // namespace amilocal
