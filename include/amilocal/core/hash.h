#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace amilocal {

using Sha256 = std::array<unsigned char, 32>;

Sha256 sha256(std::string_view bytes);
std::string sha256Hex(std::string_view bytes);
Sha256 hmacSha256(std::string_view key, std::string_view bytes);

/// Are they the same? Takes as long for the first difference as for the last, so that nobody learns
/// a secret by measuring.
bool isSameSecret(std::string_view given, std::string_view secret);

/// A fixed 64-bit digest (FNV-1a, then mixed): for ids that must be the same from run to run.
std::uint64_t stableHash(std::string_view bytes);

/// `digits` lower-case hexadecimal digits (1 to 64) derived from the bytes by SHA-256: for ids
/// that are a function of what they name.
std::string stableHex(std::string_view bytes, int digits);

}  // namespace amilocal
