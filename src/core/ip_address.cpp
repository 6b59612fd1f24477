#include "amilocal/core/ip_address.h"

#include <arpa/inet.h>

#include <array>

#include "amilocal/core/text.h"

namespace amilocal {
namespace {

// The number after the slash; empty when it is not one from 0 to `maximum`.
std::optional<int> prefixLengthOf(std::string_view text, int maximum) {
  if (text.empty() || !isDigits(text)) return std::nullopt;
  const auto length = parseInteger(text);
  if (!length || *length > maximum) return std::nullopt;
  return static_cast<int>(*length);
}

}  // namespace

std::optional<std::uint32_t> parseIpv4(std::string_view text) {
  const auto parts = split(text, '.');
  if (parts.size() != 4) return std::nullopt;
  std::uint32_t address = 0;
  for (const auto part : parts) {
    if (part.empty() || part.size() > 3 || !isDigits(part)) return std::nullopt;
    const auto number = parseInteger(part);
    if (!number || *number > 255) return std::nullopt;
    address = address << 8 | static_cast<std::uint32_t>(*number);
  }
  return address;
}

std::string formatIpv4(std::uint32_t address) {
  std::string text;
  for (int shift = 24; shift >= 0; shift -= 8)
    text += std::to_string(address >> shift & 0xff) + (shift > 0 ? "." : "");
  return text;
}

std::optional<Ipv4Block> Ipv4Block::parse(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto address = parseIpv4(text.substr(0, slash));
  const auto length = prefixLengthOf(text.substr(slash + 1), 32);
  if (!address || !length) return std::nullopt;
  const auto mask = *length == 0 ? 0U : ~std::uint32_t{0} << (32 - *length);
  return Ipv4Block{*address & mask, *length};
}

std::string Ipv4Block::str() const {
  return formatIpv4(first) + "/" + std::to_string(prefixLength);
}

std::optional<std::string> canonicalIpv6Block(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto length = prefixLengthOf(text.substr(slash + 1), 128);
  std::array<unsigned char, 16> bytes{};
  if (!length || inet_pton(AF_INET6, std::string(text.substr(0, slash)).c_str(), &bytes) != 1)
    return std::nullopt;
  for (int bit = *length; bit < 128; ++bit) {
    auto& byte = bytes[static_cast<std::size_t>(bit / 8)];
    byte = static_cast<unsigned char>(byte & ~(0x80 >> bit % 8));
  }
  std::array<char, INET6_ADDRSTRLEN> shortest{};
  inet_ntop(AF_INET6, &bytes, shortest.data(), shortest.size());
  return std::string(shortest.data()) + "/" + std::to_string(*length);
}

}  // namespace amilocal
