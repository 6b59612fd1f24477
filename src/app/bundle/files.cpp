#include "app/bundle/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "app/serve_options.h"

namespace amilocal::bundle {
namespace {

[[noreturn]] void fail(std::string_view what, const std::string& path) {
  throw std::runtime_error("cannot " + std::string(what) + " " + path + ": " +
                           std::generic_category().message(errno));
}

struct stat statusOf(int descriptor, const std::string& path) {
  struct stat status {};
  if (fstat(descriptor, &status) != 0) fail("read", path);
  return status;
}

}  // namespace

File::File(std::string path, Use use) : path_(std::move(path)) {
  constexpr mode_t kReadable = 0644;
  const int flags = use == Use::read ? O_RDONLY : O_RDWR | O_CREAT | O_TRUNC;
  descriptor_ = ::open(path_.c_str(), flags | O_CLOEXEC, kReadable);
  if (descriptor_ < 0) fail(use == Use::read ? "read" : "write", path_);
  if (S_ISDIR(statusOf(descriptor_, path_).st_mode)) {
    ::close(descriptor_);
    throw std::runtime_error(path_ + " is a directory, not a file");
  }
}

File::~File() { ::close(descriptor_); }

std::uint64_t File::size() const {
  return static_cast<std::uint64_t>(statusOf(descriptor_, path_).st_size);
}

std::int64_t File::modifiedAt() const { return statusOf(descriptor_, path_).st_mtime; }

std::vector<Extent> File::extents() const {
  const auto end = static_cast<off_t>(size());
  std::vector<Extent> extents;
  for (off_t at = 0; at < end;) {
    const auto data = ::lseek(descriptor_, at, SEEK_DATA);
    if (data < 0 && errno == ENXIO) break;  // only a hole is left
    // A file system that knows no holes.
    if (data < 0) return {{0, static_cast<std::uint64_t>(end)}};
    const auto hole = ::lseek(descriptor_, data, SEEK_HOLE);
    if (hole < 0) fail("read", path_);
    extents.push_back({static_cast<std::uint64_t>(data), static_cast<std::uint64_t>(hole - data)});
    at = hole;
  }
  return extents;
}

std::size_t File::readAt(std::uint64_t offset, char* into, std::size_t room) const {
  for (;;) {
    const auto count = ::pread(descriptor_, into, room, static_cast<off_t>(offset));
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) fail("read", path_);
  }
}

void File::writeAt(std::uint64_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count =
        ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("write", path_);
    bytes.remove_prefix(static_cast<std::size_t>(count));
    offset += static_cast<std::uint64_t>(count);
  }
}

void File::resize(std::uint64_t size) {
  if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0) fail("write", path_);
}

void readRun(const File& file, const Extent& extent,
             const std::function<void(std::string_view)>& take) {
  std::array<char, 1 << 16> buffer;
  for (std::uint64_t done = 0; done < extent.size;) {
    const auto wanted = std::min<std::uint64_t>(buffer.size(), extent.size - done);
    const auto count =
        file.readAt(extent.offset + done, buffer.data(), static_cast<std::size_t>(wanted));
    if (count == 0) throw std::runtime_error(file.path() + " became shorter while it was read");
    take({buffer.data(), count});
    done += count;
  }
}

std::string readWhole(const std::string& path, std::uint64_t most) {
  const File file(path, File::Use::read);
  if (file.size() > most) throw std::runtime_error(path + " is too long");
  std::string bytes;
  readRun(file, {0, file.size()}, [&](std::string_view piece) { bytes += piece; });
  return bytes;
}

std::string beside(const std::string& directory, std::string_view name) {
  const bool ends = directory.empty() || directory.back() == '/';
  return directory + (ends ? "" : "/") + std::string(name);
}

std::string directoryOf(const std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string nameOf(const std::string& path) { return path.substr(path.rfind('/') + 1); }

void renameFile(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) fail("write", to);
}

void removeFile(const std::string& path) noexcept { std::remove(path.c_str()); }

void checkDirectory(const std::string& path, std::string_view option) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISDIR(status.st_mode))
    throw UsageError(std::string(option) + ": there is no directory " + path);
}

}  // namespace amilocal::bundle
