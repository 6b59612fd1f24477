#include "seed_id.h"

#include <array>
#include <cassert>
#include <charconv>
#include <string>
#include <string_view>

namespace amilocal::domain::seed {
namespace {

// From the highest bit: check 20, device 6, release 14, variant 16, region 8.
constexpr int kRegionBits = 8, kVariantBits = 16, kReleaseBits = 14, kDeviceBits = 6;
constexpr int kVariantShift = kRegionBits;
constexpr int kReleaseShift = kVariantShift + kVariantBits;
constexpr int kDeviceShift = kReleaseShift + kReleaseBits;
constexpr int kCheckShift = kDeviceShift + kDeviceBits;

// Two constants, so that no image and snapshot have the same digits. Changing one changes all ids.
constexpr std::uint64_t kImageCheck = 0x5a17e, kSnapshotCheck = 0xc0ffe;

constexpr std::array<std::uint32_t, 4> kRoundKeys = {0x9e3779b9, 0x7f4a7c15, 0xf39cc060,
                                                     0x5cedc834};

// The finalizer of MurmurHash3: each bit of the half reaches each bit of the result.
constexpr std::uint32_t mix(std::uint32_t half, std::uint32_t key) {
  half ^= key;
  half ^= half >> 16;
  half *= 0x85ebca6bU;
  half ^= half >> 13;
  half *= 0xc2b2ae35U;
  half ^= half >> 16;
  return half;
}

// A Feistel network is a bijection whatever its round function does.
constexpr std::uint64_t scramble(std::uint64_t bits) {
  auto left = static_cast<std::uint32_t>(bits >> 32), right = static_cast<std::uint32_t>(bits);
  for (const auto key : kRoundKeys) {
    const auto next = left ^ mix(right, key);
    left = right;
    right = next;
  }
  return (std::uint64_t{left} << 32) | right;
}

constexpr std::uint64_t unscramble(std::uint64_t bits) {
  auto left = static_cast<std::uint32_t>(bits >> 32), right = static_cast<std::uint32_t>(bits);
  for (auto key = kRoundKeys.rbegin(); key != kRoundKeys.rend(); ++key) {
    const auto previous = right ^ mix(left, *key);
    right = left;
    left = previous;
  }
  return (std::uint64_t{left} << 32) | right;
}

static_assert(unscramble(scramble(0x0123456789abcdefULL)) == 0x0123456789abcdefULL);

constexpr int field(std::uint64_t bits, int shift, int width) {
  return static_cast<int>((bits >> shift) & ((std::uint64_t{1} << width) - 1));
}

std::uint64_t pack(const Key& key, std::uint64_t check) {
  assert(key.region >= 0 && key.region < 1 << kRegionBits);
  assert(key.variant >= 0 && key.variant < 1 << kVariantBits);
  assert(key.release >= 0 && key.release < 1 << kReleaseBits);
  assert(key.device >= 0 && key.device < 1 << kDeviceBits);
  return check << kCheckShift | static_cast<std::uint64_t>(key.device) << kDeviceShift |
         static_cast<std::uint64_t>(key.release) << kReleaseShift |
         static_cast<std::uint64_t>(key.variant) << kVariantShift |
         static_cast<std::uint64_t>(key.region);
}

// AWS issues long ids whose first digit is 0; the other sixteen are ours.
std::string idText(std::string_view prefix, std::uint64_t code) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text(prefix);
  text += "-0";
  for (int shift = 60; shift >= 0; shift -= 4) text += kDigits[(code >> shift) & 0xf];
  return text;
}

std::optional<Key> unpack(std::string_view id, std::string_view prefix, std::uint64_t check) {
  const auto digits = id.substr(prefix.size() + 1);
  if (digits.size() != 17 || digits.front() != '0') return std::nullopt;
  std::uint64_t code = 0;
  const auto* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data() + 1, end, code, 16);
  if (error != std::errc() || stop != end) return std::nullopt;
  const auto bits = unscramble(code);
  if (bits >> kCheckShift != check) return std::nullopt;
  return Key{.region = field(bits, 0, kRegionBits),
             .variant = field(bits, kVariantShift, kVariantBits),
             .release = field(bits, kReleaseShift, kReleaseBits),
             .device = field(bits, kDeviceShift, kDeviceBits)};
}

}  // namespace

std::uint64_t imageCode(const Key& key) { return scramble(pack(key, kImageCheck)); }

ImageId imageIdOf(std::uint64_t code) { return ImageId::trusted(idText(ImageId::kPrefix, code)); }

ImageId imageIdOf(const Key& key) { return imageIdOf(imageCode(key)); }

SnapshotId snapshotIdOf(const Key& key) {
  return SnapshotId::trusted(idText(SnapshotId::kPrefix, scramble(pack(key, kSnapshotCheck))));
}

std::optional<Key> keyOf(const ImageId& id) {
  auto key = unpack(id.str(), ImageId::kPrefix, kImageCheck);
  if (key && key->device != 0) return std::nullopt;
  return key;
}

std::optional<Key> keyOf(const SnapshotId& id) {
  return unpack(id.str(), SnapshotId::kPrefix, kSnapshotCheck);
}

}  // namespace amilocal::domain::seed
