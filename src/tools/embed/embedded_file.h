#pragma once

#include <string_view>

namespace amilocal {

// A file that travels inside the binary: the name it has in its directory, and its bytes.
struct EmbeddedFile {
  std::string_view name;
  std::string_view content;
};

}  // namespace amilocal
