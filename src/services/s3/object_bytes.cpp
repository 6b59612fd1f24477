#include "services/s3/object_bytes.h"

#include <algorithm>
#include <utility>

namespace amilocal::s3 {

ObjectBytes::ObjectBytes(const BlobStore& blobs, std::vector<domain::Piece> pieces)
    : blobs_(blobs), pieces_(std::move(pieces)) {
  begins_.reserve(pieces_.size());
  for (const auto& piece : pieces_) {
    begins_.push_back(size_);
    size_ += static_cast<std::uint64_t>(piece.size);
  }
}

// The last piece that begins at the offset or before. Pieces without bytes share their begin with
// the next one, which is therefore found.
std::size_t ObjectBytes::pieceAt(std::uint64_t offset) const {
  const auto after = std::ranges::upper_bound(begins_, offset);
  return static_cast<std::size_t>(after - begins_.begin()) - 1;
}

const BlobStore::Reader& ObjectBytes::readerOf(const std::string& blob) {
  if (!open_ || openName_ != blob) {
    open_ = std::make_unique<BlobStore::Reader>(blobs_, blob);
    openName_ = blob;
  }
  return *open_;
}

std::size_t ObjectBytes::readAt(std::uint64_t offset, char* into, std::size_t room) {
  std::size_t done = 0;
  while (done < room && offset + done < size_) {
    const auto index = pieceAt(offset + done);
    const auto& piece = pieces_[index];
    const auto inside = offset + done - begins_[index];
    const auto left = static_cast<std::uint64_t>(piece.size) - inside;
    const auto wanted = std::min<std::uint64_t>(left, room - done);
    const auto got =
        readerOf(piece.blob)
            .readAt(static_cast<std::uint64_t>(piece.first) + inside, into + done, wanted);
    if (got == 0) throw BlobMissing("blob " + piece.blob + " is shorter than it was");
    done += got;
  }
  return done;
}

std::string ObjectBytes::read(std::uint64_t offset, std::size_t size) {
  std::string bytes(size, '\0');
  if (readAt(offset, bytes.data(), size) != size) throw BlobMissing("an object is too short");
  return bytes;
}

const std::string* ObjectBytes::wholeBlobAt(std::uint64_t offset, std::uint64_t size) const {
  if (offset >= size_) return nullptr;
  const auto index = pieceAt(offset);
  const auto& piece = pieces_[index];
  const bool whole = begins_[index] == offset && piece.first == 0 &&
                     static_cast<std::uint64_t>(piece.size) == size &&
                     blobs_.sizeOf(piece.blob) == size;
  return whole ? &piece.blob : nullptr;
}

std::vector<domain::Piece> piecesOfRange(const std::vector<domain::Piece>& pieces,
                                         std::uint64_t first, std::uint64_t size) {
  std::vector<domain::Piece> range;
  auto skip = static_cast<std::int64_t>(first);
  auto left = static_cast<std::int64_t>(size);
  for (auto piece : pieces) {
    if (skip >= piece.size) {
      skip -= piece.size;
      continue;
    }
    piece.first += skip;
    piece.size = std::min(piece.size - skip, left);
    skip = 0;
    left -= piece.size;
    if (piece.size > 0) range.push_back(std::move(piece));
    if (left == 0) break;
  }
  return range;
}

}  // namespace amilocal::s3
