#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace amilocal {

/// Bytes that were to be expanded are none that compress() made, or have been damaged.
class DamagedBytes : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One zstd frame that tells its size and has a checksum.
std::string compress(std::string_view plain);

/// The content of one frame. Throws DamagedBytes for what is none, is cut short, has bytes behind
/// its end, or says that it has more than `most` bytes.
std::string expand(std::string_view frame, std::size_t most);

/// A frame that every reader of zstd skips: RFC 8878, 3.1.2.
std::string skippableFrame(std::string_view content);

/// The content of a skippable frame that begins the text; empty when none does.
std::string_view skippableContent(std::string_view text);

/// What a skippable frame has besides its content.
inline constexpr std::size_t kSkippableHead = 8;

}  // namespace amilocal
