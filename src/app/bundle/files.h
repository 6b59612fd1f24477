#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/bundle/tar.h"

/// The files that the commands for bundles read and write. Everything throws std::runtime_error
/// with the name of the file.
namespace amilocal::bundle {

/// An open file, for reading or for writing anew.
class File {
 public:
  enum class Use { read, write };
  File(std::string path, Use use);
  ~File();
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  const std::string& path() const { return path_; }
  std::uint64_t size() const;
  std::int64_t modifiedAt() const;  ///< seconds since 1970

  /// The runs of bytes that are no holes, in order.
  std::vector<Extent> extents() const;

  /// Reads up to `room` bytes; 0 at the end.
  std::size_t readAt(std::uint64_t offset, char* into, std::size_t room) const;
  void writeAt(std::uint64_t offset, std::string_view bytes);
  void resize(std::uint64_t size);

 private:
  std::string path_;
  int descriptor_ = -1;
};

/// Hands the bytes of a run over, piece by piece. Throws when the file is shorter.
void readRun(const File& file, const Extent& extent,
             const std::function<void(std::string_view)>& take);

/// A whole file of at most `most` bytes.
std::string readWhole(const std::string& path, std::uint64_t most);

/// `directory/name`.
std::string beside(const std::string& directory, std::string_view name);
std::string directoryOf(const std::string& path);
std::string nameOf(const std::string& path);

void renameFile(const std::string& from, const std::string& to);
void removeFile(const std::string& path) noexcept;

/// Throws UsageError, which names the option, when it is no directory.
void checkDirectory(const std::string& path, std::string_view option);

}  // namespace amilocal::bundle
