#pragma once

#include <string>

#include "amilocal/domain/known_users.h"

namespace amilocal {

/// Reads accounts, their users, keys and policies (docs/security.md shows the form). Throws
/// UsageError, naming the line, for anything that is not of that form, for keys that two users
/// have, and for policies that cannot be read.
domain::KnownUsers readCredentialsFile(const std::string& path);

}  // namespace amilocal
