#pragma once

namespace amilocal {

/// What Statement::bindTexts() binds, so that no function takes another pointer for it.
inline constexpr const char* kTextsPointer = "amilocal-texts";

}  // namespace amilocal
