#include "amilocal/core/tar.h"

#include <algorithm>

namespace amilocal {
namespace {

constexpr TarPlace kName{0, 100}, kMode{100, 8}, kUid{108, 8}, kGid{116, 8};
constexpr TarPlace kTime{136, 12}, kChecksum{148, 8}, kMagic{257, 8};

// GNU tar's own magic: "ustar" and two blanks.
constexpr std::string_view kGnu("ustar  \0", 8);

void put(std::string& block, TarPlace place, std::string_view text) {
  block.replace(place.offset, text.size(), text);
}

std::uint64_t checksumOf(std::string_view block) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const bool isItself = i >= kChecksum.offset && i < kChecksum.offset + kChecksum.size;
    sum += isItself ? std::uint64_t{' '} : static_cast<unsigned char>(block[i]);
  }
  return sum;
}

}  // namespace

void putTarNumber(std::string& block, TarPlace place, std::uint64_t value) {
  const auto digits = place.size - 1;
  if (value >> (3 * digits) != 0) {
    for (std::size_t i = 0; i < place.size; ++i) {
      const auto shift = 8 * (place.size - 1 - i);
      block[place.offset + i] = static_cast<char>(shift < 64 ? value >> shift & 0xff : 0);
    }
    block[place.offset] = static_cast<char>(0x80);
    return;
  }
  for (std::size_t i = digits; i-- > 0; value >>= 3U)
    block[place.offset + i] = static_cast<char>('0' + (value & 7U));
}

std::uint64_t tarNumberAt(std::string_view block, TarPlace place) {
  const auto field = block.substr(place.offset, place.size);
  std::uint64_t value = 0;
  if ((static_cast<unsigned char>(field[0]) & 0x80U) != 0) {
    for (std::size_t i = 1; i < field.size(); ++i) {
      if (value >> 55U != 0) throw BadTar("a number in its header is too large");
      value = value << 8U | static_cast<unsigned char>(field[i]);
    }
    return value;
  }
  bool hasDigits = false;
  for (const char c : field) {
    if (c == ' ' && !hasDigits) continue;
    if (c == ' ' || c == '\0') break;
    if (c < '0' || c > '7') throw BadTar("a number in its header is malformed");
    hasDigits = true;
    value = value << 3U | static_cast<std::uint64_t>(c - '0');
  }
  return value;
}

void sealTarHeader(std::string& block) {
  // Six digits, a zero and a blank.
  putTarNumber(block, {kChecksum.offset, kChecksum.size - 1}, checksumOf(block));
  block[kChecksum.offset + kChecksum.size - 1] = ' ';
}

std::string tarHeader(const TarEntry& entry) {
  if (entry.name.size() > kName.size)
    throw BadTar("the name '" + entry.name + "' is longer than 100 bytes");
  std::string block(kTarBlock, '\0');
  put(block, kName, entry.name);
  putTarNumber(block, kMode, entry.mode);
  putTarNumber(block, kUid, 0);
  putTarNumber(block, kGid, 0);
  putTarNumber(block, kTarSize, entry.size);
  putTarNumber(block, kTime,
               static_cast<std::uint64_t>(std::max<std::int64_t>(entry.modifiedAt, 0)));
  put(block, kMagic, kGnu);
  block[kTarType.offset] = entry.type;
  sealTarHeader(block);
  return block;
}

TarEntry readTarHeader(std::string_view block) {
  if (block.size() != kTarBlock || tarNumberAt(block, kChecksum) != checksumOf(block))
    throw BadTar("the checksum of its header is not right");
  const auto name = block.substr(kName.offset, kName.size);
  TarEntry entry;
  entry.name = name.substr(0, name.find('\0'));
  entry.size = tarNumberAt(block, kTarSize);
  entry.type = block[kTarType.offset];
  return entry;
}

bool isTarEnd(std::string_view block) {
  return std::ranges::all_of(block, [](char c) { return c == 0; });
}

std::uint64_t tarPadding(std::uint64_t size) { return (kTarBlock - size % kTarBlock) % kTarBlock; }

}  // namespace amilocal
