#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace amilocal {

/// A body that is too big for memory: a file without a name, gone with its last holder. Written by
/// one thread, then read by any number.
class BodyFile {
 public:
  /// In that directory. Throws std::runtime_error, as do the others, when the disk refuses.
  explicit BodyFile(const std::string& directory);
  ~BodyFile();
  BodyFile(const BodyFile&) = delete;
  BodyFile& operator=(const BodyFile&) = delete;

  void append(std::string_view bytes);

  std::uint64_t size() const { return size_; }
  /// Reads up to `room` bytes from `offset` on; 0 at the end.
  std::size_t readAt(std::uint64_t offset, char* into, std::size_t room) const;

 private:
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace amilocal
