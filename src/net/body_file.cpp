#include "amilocal/net/body_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

namespace amilocal {
namespace {

constexpr mode_t kOwnerOnly = 0600;

[[noreturn]] void fail(const std::string& what) {
  throw std::runtime_error(what + ": " + std::generic_category().message(errno));
}

// Not every file system has files that never had a name.
int openNamed(const std::string& directory) {
  std::string name = directory + "/body-XXXXXX";
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor >= 0) ::unlink(name.c_str());
  return descriptor;
}

}  // namespace

BodyFile::BodyFile(const std::string& directory)
    : descriptor_(::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, kOwnerOnly)) {
  if (descriptor_ < 0) descriptor_ = openNamed(directory);
  if (descriptor_ < 0) fail("Cannot make a file in " + directory);
}

BodyFile::~BodyFile() { ::close(descriptor_); }

void BodyFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto at = static_cast<off_t>(size_);
    const auto written = ::pwrite(descriptor_, bytes.data(), bytes.size(), at);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("Cannot write the body of a request");
    bytes.remove_prefix(static_cast<std::size_t>(written));
    size_ += static_cast<std::uint64_t>(written);
  }
}

std::size_t BodyFile::readAt(std::uint64_t offset, char* into, std::size_t room) const {
  for (;;) {
    const auto got = ::pread(descriptor_, into, room, static_cast<off_t>(offset));
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) fail("Cannot read the body of a request");
  }
}

}  // namespace amilocal
