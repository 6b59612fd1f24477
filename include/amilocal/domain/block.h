#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace amilocal::domain {

/// A block of a disk that was written, and the blob with its bytes.
struct Block {
  std::int64_t index = 0;
  std::string blob;
  friend bool operator==(const Block&, const Block&) = default;
};

/// Where two disks differ. A block that was never written is absent.
struct BlockChange {
  std::int64_t index = 0;
  std::optional<std::string> first;
  std::optional<std::string> second;
  friend bool operator==(const BlockChange&, const BlockChange&) = default;
};

}  // namespace amilocal::domain
