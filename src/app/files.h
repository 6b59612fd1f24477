#pragma once

#include <string>
#include <string_view>

namespace amilocal {

/// Puts `text` into the file so that a reader sees the old text or the new one, never a part.
/// Throws std::runtime_error with the name of the file.
void writeFile(const std::string& path, std::string_view text);

}  // namespace amilocal
