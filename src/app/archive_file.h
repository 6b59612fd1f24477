#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

namespace amilocal {

/// The file that an export writes; `-` is a stream, the standard output. It gets its name once it
/// is whole, and is readable by its owner alone: secrets of sessions are in it. Throws
/// std::runtime_error.
class ArchiveOutput {
 public:
  ArchiveOutput(std::string path, std::ostream& standard);
  ~ArchiveOutput();  ///< leaves nothing behind unless finish() was called
  ArchiveOutput(const ArchiveOutput&) = delete;
  ArchiveOutput& operator=(const ArchiveOutput&) = delete;

  void write(std::string_view bytes);
  void finish();

  bool isStandard() const { return path_ == "-"; }
  /// `Exported to FILE: 1234 bytes.`
  std::string report() const;

 private:
  std::string unfinished() const { return path_ + ".part"; }

  const std::string path_;
  std::ostream& standard_;
  std::uint64_t size_ = 0;
  int file_ = -1;
};

/// `1 image and 12 blobs`.
std::string contentOfArchive(std::int64_t images, std::int64_t blobs);

/// The file that an import reads; `-` is the standard input. Throws std::runtime_error.
class ArchiveInput {
 public:
  explicit ArchiveInput(const std::string& path);
  ~ArchiveInput();
  ArchiveInput(const ArchiveInput&) = delete;
  ArchiveInput& operator=(const ArchiveInput&) = delete;

  /// Empty for what is no plain file: it can be read once, from the beginning.
  std::optional<std::uint64_t> size() const { return size_; }

  std::size_t read(char* into, std::size_t room) const;  ///< 0 at the end
  std::size_t readAt(std::uint64_t offset, char* into, std::size_t room) const;

 private:
  const std::string path_;
  int file_ = -1;
  std::optional<std::uint64_t> size_;
};

}  // namespace amilocal
