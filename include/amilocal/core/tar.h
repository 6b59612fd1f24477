#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace amilocal {

/// What should be a part of a tar is none.
class BadTar : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Headers and contents stand in blocks of this size (GNU tar manual, "Basic Tar Format").
inline constexpr std::size_t kTarBlock = 512;

/// Where a field stands in a header.
struct TarPlace {
  std::size_t offset;
  std::size_t size;
};
inline constexpr TarPlace kTarSize{124, 12}, kTarType{156, 1};

/// What the header of an entry says.
struct TarEntry {
  std::string name;  ///< up to 100 bytes
  std::uint64_t size = 0;
  std::int64_t modifiedAt = 0;  ///< seconds since 1970
  std::uint32_t mode = 0644;
  char type = '0';  ///< a plain file
};

/// The header, sealed. Throws BadTar for a name that is too long.
std::string tarHeader(const TarEntry& entry);

/// Throws BadTar when the block is no header, or has been changed since it was sealed. Of times and
/// modes it reads none.
TarEntry readTarHeader(std::string_view block);

/// Is it one of the blocks of zeros at the end?
bool isTarEnd(std::string_view block);

/// Octal digits with a zero behind; what is too large for them is binary, with the first bit set.
void putTarNumber(std::string& block, TarPlace place, std::uint64_t value);
std::uint64_t tarNumberAt(std::string_view block, TarPlace place);  ///< throws BadTar

/// Writes the checksum of a header into it, once all else is there.
void sealTarHeader(std::string& block);

/// The zeros behind a content of that size, up to the next block.
std::uint64_t tarPadding(std::uint64_t size);

}  // namespace amilocal
