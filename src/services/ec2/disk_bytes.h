#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <vector>

#include "amilocal/catalog/blob_store.h"
#include "amilocal/domain/block.h"
#include "services/s3/object_bytes.h"

/// The bytes of disks on their way between buckets, files and EBS. Never more than a block of them
/// is in memory.
namespace amilocal::ec2 {

/// An import or export cannot be done. The text is the whole status message of the task.
class TransferFailed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A disk, or the file that is to become one.
class DiskBytes {
 public:
  virtual ~DiskBytes() = default;
  virtual std::uint64_t size() const = 0;
  /// Reads up to `room` bytes from `offset` on; 0 at the end. Throws BlobMissing, TransferFailed.
  virtual std::size_t readAt(std::uint64_t offset, char* into, std::size_t room) = 0;
  /// The first offset, not before this one, where there may be anything but zeros; size() when
  /// there is none.
  virtual std::uint64_t nextData(std::uint64_t offset) { return offset; }
};

/// A part of an object, or all of it. The object must outlive it.
class ObjectPart final : public DiskBytes {
 public:
  explicit ObjectPart(s3::ObjectBytes& object) : ObjectPart(object, 0, object.size()) {}
  ObjectPart(s3::ObjectBytes& object, std::uint64_t first, std::uint64_t size)
      : object_(object), first_(first), size_(size) {}
  std::uint64_t size() const override { return size_; }
  std::size_t readAt(std::uint64_t offset, char* into, std::size_t room) override;

 private:
  s3::ObjectBytes& object_;
  std::uint64_t first_;
  std::uint64_t size_;
};

/// An open file, whose holes are zeros.
class FileBytes final : public DiskBytes {
 public:
  /// Throws TransferFailed.
  explicit FileBytes(const std::string& path);
  ~FileBytes() override;
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;
  std::uint64_t size() const override { return size_; }
  std::size_t readAt(std::uint64_t offset, char* into, std::size_t room) override;
  std::uint64_t nextData(std::uint64_t offset) override;

 private:
  int file_ = -1;
  std::uint64_t size_ = 0;
};

/// Reads exactly so many bytes. Throws TransferFailed when the disk ends before.
std::string readBytes(DiskBytes& disk, std::uint64_t offset, std::size_t size);

/// Takes the disk into the store block by block, holds and answers those that are not all zeros.
/// Throws BlobMissing, DataLimitReached, TransferFailed and WorkStopped.
std::vector<domain::Block> takeDisk(DiskBytes& disk, BlobStore::Hold& hold,
                                    const std::stop_token& stop);

}  // namespace amilocal::ec2
