#pragma once

#include <cstdint>
#include <stop_token>
#include <string>

#include "amilocal/catalog/blob_store.h"
#include "amilocal/domain/transfer_rules.h"
#include "services/ec2/disk_bytes.h"

namespace amilocal::ec2 {

/// Is qemu-img installed? It knows the formats that we do not.
bool canConvertDisks();

/// A disk on its way through qemu-img: a directory beside the catalog, which goes with the object.
/// Everything throws TransferFailed, also where it is stopped.
class DiskConversion {
 public:
  DiskConversion(BlobStore& blobs, const std::stop_token& stop);
  ~DiskConversion();
  DiskConversion(const DiskConversion&) = delete;
  DiskConversion& operator=(const DiskConversion&) = delete;

  /// The disk that is in a file of that format. What the file names outside of itself (a parent,
  /// further extents) is not opened.
  FileBytes toRaw(DiskBytes& file, domain::DiskFormat format);

  /// Makes the raw disk of `size` bytes, to be written at any place; what is not written is zeros.
  void beginRaw(std::uint64_t size);
  void write(std::uint64_t offset, std::string_view bytes);

  /// The file of that format that has the raw disk.
  FileBytes fromRaw(domain::DiskFormat format);

 private:
  std::string pathOf(const char* name) const { return directory_ + "/" + name; }
  void run(std::vector<std::string> arguments, const char* result);
  void checkVirtualSize(const std::string& source);
  void spool(DiskBytes& file);
  void openFile(const char* name);
  void closeFile();

  std::string directory_;
  std::uint64_t limit_;
  const std::stop_token stop_;
  int file_ = -1;
};

}  // namespace amilocal::ec2
