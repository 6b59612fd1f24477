#pragma once

#include <cstdint>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/domain/image.h"
#include "amilocal/domain/tag.h"
#include "services/s3/object_bytes.h"

/// The object that CreateStoreImageTask writes and CreateRestoreImageTask reads: docs/
/// stored-images.md says what stands where.
namespace amilocal::ec2 {

/// The object is no stored image, or has been damaged. The text says which, and is shown.
class BadStoredImage : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A block of a disk: where it goes, the size of its frame in the object, and its SHA-256, which is
/// the name of its blob.
struct StoredBlock {
  std::int64_t index = 0;
  std::int64_t frameBytes = 0;
  std::string digest;
  friend bool operator==(const StoredBlock&, const StoredBlock&) = default;
};

/// The snapshot behind one or more devices of the image.
struct StoredDisk {
  std::string snapshotId;
  std::int64_t volumeSizeGib = 0;
  bool encrypted = false;
  std::string description;
  domain::Tags tags;
  std::vector<StoredBlock> blocks;
  friend bool operator==(const StoredDisk&, const StoredDisk&) = default;
};

struct StoredImage {
  domain::Image image;
  domain::Tags tags;
  std::vector<StoredDisk> disks;
  friend bool operator==(const StoredImage&, const StoredImage&) = default;
};

/// What stands before the first block's frame.
std::string storedImageHead(const StoredImage& stored);

/// How many bytes of an object say where its description ends, and how many there are up to there.
/// Throws BadStoredImage for a head that is none.
inline constexpr std::uint64_t kStoredImageHead = 68;
std::uint64_t storedDescriptionEnd(s3::ObjectBytes& object);

/// Where the frames begin, and what the head says.
struct ReadStoredImage {
  StoredImage stored;
  std::uint64_t framesBegin = 0;
};

/// Throws BadStoredImage for a head that is none, is of a later version, or does not fit the
/// object's size.
ReadStoredImage readStoredImage(s3::ObjectBytes& object);

/// What readStoredImage() leaves out: is the object as long as its head says? Throws
/// BadStoredImage.
void checkWhole(const ReadStoredImage& read, s3::ObjectBytes& object);

/// Takes every block into the store and holds it. Throws BadStoredImage for the first that is not
/// what the head says, DataLimitReached and WorkStopped.
void takeBlocks(const ReadStoredImage& read, s3::ObjectBytes& object, BlobStore::Hold& hold,
                const std::stop_token& stop);

}  // namespace amilocal::ec2
