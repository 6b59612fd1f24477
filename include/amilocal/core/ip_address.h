#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace amilocal {

/// A dotted address as a number; empty when the text is not four numbers from 0 to 255.
std::optional<std::uint32_t> parseIpv4(std::string_view text);
std::string formatIpv4(std::uint32_t address);

/// A range of IPv4 addresses in CIDR notation, its host bits cleared.
struct Ipv4Block {
  std::uint32_t first = 0;
  int prefixLength = 32;

  /// Empty when the text is not `10.0.0.0/16`; host bits are allowed, and cleared.
  static std::optional<Ipv4Block> parse(std::string_view text);

  std::uint64_t size() const { return std::uint64_t{1} << (32 - prefixLength); }
  bool contains(std::uint32_t address) const { return address - first < size(); }
  bool contains(const Ipv4Block& other) const {
    return other.prefixLength >= prefixLength && contains(other.first);
  }
  bool overlaps(const Ipv4Block& other) const { return contains(other) || other.contains(*this); }
  std::string str() const;
  friend bool operator==(const Ipv4Block&, const Ipv4Block&) = default;
};

/// `2001:db8:1::5/64` in its shortest form with the host bits cleared: `2001:db8:1::/64`. Empty
/// when the text is not an IPv6 range.
std::optional<std::string> canonicalIpv6Block(std::string_view text);

}  // namespace amilocal
