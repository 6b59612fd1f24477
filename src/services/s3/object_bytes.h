#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "amilocal/catalog/blob_store.h"
#include "amilocal/domain/bucket.h"

namespace amilocal::s3 {

/// The bytes of an object, whatever pieces of blobs they lie in. For one thread at a time.
class ObjectBytes {
 public:
  ObjectBytes(const BlobStore& blobs, std::vector<domain::Piece> pieces);

  std::uint64_t size() const { return size_; }

  /// Reads up to `room` bytes from `offset` on; 0 at the end. Throws BlobMissing.
  std::size_t readAt(std::uint64_t offset, char* into, std::size_t room);

  /// All of `size` bytes from `offset` on. Throws BlobMissing when they are not there.
  std::string read(std::uint64_t offset, std::size_t size);

  /// Is this range the whole of a blob? Then its name; else null.
  const std::string* wholeBlobAt(std::uint64_t offset, std::uint64_t size) const;

 private:
  std::size_t pieceAt(std::uint64_t offset) const;
  const BlobStore::Reader& readerOf(const std::string& blob);

  const BlobStore& blobs_;
  const std::vector<domain::Piece> pieces_;
  std::vector<std::uint64_t> begins_;
  std::uint64_t size_ = 0;
  std::string openName_;
  std::unique_ptr<BlobStore::Reader> open_;
};

/// The pieces that make up a range of an object, in order.
std::vector<domain::Piece> piecesOfRange(const std::vector<domain::Piece>& pieces,
                                         std::uint64_t first, std::uint64_t size);

}  // namespace amilocal::s3
