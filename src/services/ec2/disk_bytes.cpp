#include "services/ec2/disk_bytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "amilocal/domain/transfer_rules.h"
#include "amilocal/engine/errands.h"

namespace amilocal::ec2 {
namespace {

// Each byte is the one before it, and the first is zero: memcmp looks at many at once.
bool isZero(std::string_view bytes) {
  return bytes.empty() ||
         (bytes[0] == '\0' && std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0);
}

}  // namespace

std::size_t ObjectPart::readAt(std::uint64_t offset, char* into, std::size_t room) {
  if (offset >= size_) return 0;
  const auto left = std::min<std::uint64_t>(room, size_ - offset);
  return object_.readAt(first_ + offset, into, static_cast<std::size_t>(left));
}

FileBytes::FileBytes(const std::string& path)
    : file_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)) {
  struct stat status {};
  if (file_ < 0 || fstat(file_, &status) != 0 || !S_ISREG(status.st_mode)) {
    if (file_ >= 0) close(file_);
    throw TransferFailed("ServerError: the converted disk cannot be read");
  }
  size_ = static_cast<std::uint64_t>(status.st_size);
}

FileBytes::~FileBytes() { close(file_); }

std::size_t FileBytes::readAt(std::uint64_t offset, char* into, std::size_t room) {
  std::size_t done = 0;
  while (done < room) {
    const auto got = pread(file_, into + done, room - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw TransferFailed("ServerError: the converted disk cannot be read");
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

// Where the file system cannot tell, everything is data.
std::uint64_t FileBytes::nextData(std::uint64_t offset) {
  const auto found = lseek(file_, static_cast<off_t>(offset), SEEK_DATA);
  if (found >= 0) return static_cast<std::uint64_t>(found);
  return errno == ENXIO ? size_ : offset;
}

std::string readBytes(DiskBytes& disk, std::uint64_t offset, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t done = 0;
  while (done < size) {
    const auto got = disk.readAt(offset + done, bytes.data() + done, size - done);
    if (got == 0) throw TransferFailed(domain::diskValidationFailure("The file is truncated"));
    done += got;
  }
  return bytes;
}

std::vector<domain::Block> takeDisk(DiskBytes& disk, BlobStore::Hold& hold,
                                    const std::stop_token& stop) {
  std::vector<domain::Block> blocks;
  const auto size = disk.size();
  std::uint64_t offset = 0;
  while ((offset = disk.nextData(offset)) < size) {
    checkGoesOn(stop);
    offset -= offset % kBlockBytes;
    const auto left = std::min<std::uint64_t>(kBlockBytes, size - offset);
    auto block = readBytes(disk, offset, static_cast<std::size_t>(left));
    block.resize(kBlockBytes);  // the last one is filled up with zeros
    const auto index = static_cast<std::int64_t>(offset / kBlockBytes);
    offset += kBlockBytes;
    if (!isZero(block)) blocks.push_back({index, hold.putBlock(block)});
  }
  return blocks;
}

}  // namespace amilocal::ec2
