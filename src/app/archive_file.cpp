#include "app/archive_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <ostream>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace amilocal {
namespace {

[[noreturn]] void fail(std::string_view what, const std::string& path) {
  throw std::runtime_error("cannot " + std::string(what) + " " + path + ": " +
                           std::generic_category().message(errno));
}

std::string counted(std::int64_t count, std::string_view what) {
  return std::to_string(count) + " " + std::string(what) + (count == 1 ? "" : "s");
}

}  // namespace

ArchiveOutput::ArchiveOutput(std::string path, std::ostream& standard)
    : path_(std::move(path)), standard_(standard) {
  constexpr mode_t kOwnerOnly = 0600;
  if (isStandard()) return;
  file_ = ::open(unfinished().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kOwnerOnly);
  if (file_ < 0) fail("write", path_);
}

ArchiveOutput::~ArchiveOutput() {
  if (file_ < 0) return;
  ::close(file_);
  ::unlink(unfinished().c_str());
}

void ArchiveOutput::write(std::string_view bytes) {
  size_ += bytes.size();
  if (isStandard()) {
    standard_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!standard_) throw std::runtime_error("nobody takes the archive any more");
    return;
  }
  while (!bytes.empty()) {
    const auto count = ::write(file_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("write", path_);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

// A backup that is called one must survive a power cut.
void ArchiveOutput::finish() {
  if (isStandard()) {
    standard_.flush();
    return;
  }
  if (::fsync(file_) != 0 || std::rename(unfinished().c_str(), path_.c_str()) != 0)
    fail("write", path_);
  ::close(std::exchange(file_, -1));
}

std::string ArchiveOutput::report() const {
  const auto where = isStandard() ? std::string("the standard output") : path_;
  return "Exported to " + where + ": " + std::to_string(size_) + " bytes.\n";
}

std::string contentOfArchive(std::int64_t images, std::int64_t blobs) {
  return counted(images, "image") + " and " + counted(blobs, "blob");
}

ArchiveInput::ArchiveInput(const std::string& path) : path_(path == "-" ? "/dev/stdin" : path) {
  file_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (file_ < 0 || ::fstat(file_, &status) != 0) fail("read", path_);
  if (S_ISREG(status.st_mode)) size_ = static_cast<std::uint64_t>(status.st_size);
}

ArchiveInput::~ArchiveInput() { ::close(file_); }

std::size_t ArchiveInput::read(char* into, std::size_t room) const {
  for (;;) {
    const auto count = ::read(file_, into, room);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) fail("read", path_);
  }
}

std::size_t ArchiveInput::readAt(std::uint64_t offset, char* into, std::size_t room) const {
  for (;;) {
    const auto count = ::pread(file_, into, room, static_cast<off_t>(offset));
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) fail("read", path_);
  }
}

}  // namespace amilocal
