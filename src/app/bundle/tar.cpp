#include "app/bundle/tar.h"

#include <algorithm>
#include <utility>

namespace amilocal::bundle {
namespace {

// The form is that of GNU tar's manual, "Basic Tar Format" and "Storing Sparse Files": blocks of
// 512 bytes, records of twenty blocks.
constexpr std::size_t kBlock = 512, kRecord = 20 * kBlock;

struct Place {
  std::size_t offset;
  std::size_t size;
};
constexpr Place kName{0, 100}, kMode{100, 8}, kUid{108, 8}, kGid{116, 8}, kSize{124, 12};
constexpr Place kTime{136, 12}, kChecksum{148, 8}, kType{156, 1}, kMagic{257, 8};
constexpr Place kMap{386, 96}, kIsExtended{482, 1}, kRealSize{483, 12};
constexpr std::size_t kEntry = 24, kEntriesInHead = 4, kEntriesInBlock = 21;
constexpr std::size_t kNumber = 12, kExtendedInBlock = 504;

// GNU tar's own magic: "ustar" and two blanks.
constexpr std::string_view kGnu("ustar  \0", 8);

// Nobody's map is longer; a hostile one must not fill the memory.
constexpr std::size_t kExtentsMax = 1 << 20U;

// ---- Numbers -----------------------------------------------------------------------------------

// Octal digits with a zero behind; what is too large for them is binary, with the first bit set.
void putNumber(std::string& block, Place place, std::uint64_t value) {
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

std::uint64_t numberAt(std::string_view block, Place place) {
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

std::uint64_t checksumOf(std::string_view block) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const bool isItself = i >= kChecksum.offset && i < kChecksum.offset + kChecksum.size;
    sum += isItself ? std::uint64_t{' '} : static_cast<unsigned char>(block[i]);
  }
  return sum;
}

// ---- Writing -----------------------------------------------------------------------------------

void put(std::string& block, Place place, std::string_view text) {
  block.replace(place.offset, text.size(), text);
}

void putExtent(std::string& block, std::size_t offset, const Extent& extent) {
  putNumber(block, {offset, kNumber}, extent.offset);
  putNumber(block, {offset + kNumber, kNumber}, extent.size);
}

bool isWhole(const TarFile& file) {
  if (file.size == 0) return true;
  return file.extents.size() == 1 && file.extents[0] == Extent{0, file.size};
}

std::uint64_t contentOf(const TarFile& file) {
  std::uint64_t bytes = 0;
  for (const auto& extent : file.extents) bytes += extent.size;
  return bytes;
}

/// The map of a sparse file ends with an empty extent at the file's end.
std::vector<Extent> mapOf(const TarFile& file) {
  auto extents = file.extents;
  extents.push_back({file.size, 0});
  return extents;
}

std::string extensionsOf(const std::vector<Extent>& map) {
  std::string out;
  for (std::size_t i = kEntriesInHead; i < map.size(); i += kEntriesInBlock) {
    std::string block(kBlock, '\0');
    const auto count = std::min(kEntriesInBlock, map.size() - i);
    for (std::size_t j = 0; j < count; ++j) putExtent(block, j * kEntry, map[i + j]);
    if (i + count < map.size()) block[kExtendedInBlock] = 1;
    out += block;
  }
  return out;
}

std::uint64_t roundUp(std::uint64_t bytes, std::uint64_t unit) {
  return (bytes + unit - 1) / unit * unit;
}

}  // namespace

std::string tarHead(const TarFile& file) {
  if (file.name.size() > kName.size)
    throw BadTar("the name '" + file.name + "' is longer than 100 bytes");
  constexpr std::uint64_t kReadable = 0644;
  std::string block(kBlock, '\0');
  put(block, kName, file.name);
  putNumber(block, kMode, kReadable);
  putNumber(block, kUid, 0);
  putNumber(block, kGid, 0);
  putNumber(block, kSize, contentOf(file));
  putNumber(block, kTime, static_cast<std::uint64_t>(std::max<std::int64_t>(file.modifiedAt, 0)));
  put(block, kMagic, kGnu);
  block[kType.offset] = isWhole(file) ? '0' : 'S';
  std::string extensions;
  if (!isWhole(file)) {
    const auto map = mapOf(file);
    const auto count = std::min(kEntriesInHead, map.size());
    for (std::size_t i = 0; i < count; ++i) putExtent(block, kMap.offset + i * kEntry, map[i]);
    if (count < map.size()) block[kIsExtended.offset] = 1;
    putNumber(block, kRealSize, file.size);
    extensions = extensionsOf(map);
  }
  // Six digits, a zero and a blank.
  putNumber(block, {kChecksum.offset, kChecksum.size - 1}, checksumOf(block));
  block[kChecksum.offset + kChecksum.size - 1] = ' ';
  return block + extensions;
}

std::string tarTail(const TarFile& file) {
  const auto content = contentOf(file);
  const auto before = tarHead(file).size() + roundUp(content, kBlock);
  const auto padding = roundUp(content, kBlock) - content;
  const auto end = roundUp(before + 2 * kBlock, kRecord);
  return std::string(padding + end - before, '\0');
}

// ---- Reading -----------------------------------------------------------------------------------

void TarReader::goTo(Place place) {
  place_ = place;
  block_.clear();
}

void TarReader::write(std::string_view bytes) {
  while (!bytes.empty()) {
    if (place_ == Place::behind) return;
    if (place_ == Place::content) {
      bytes.remove_prefix(takeContent(bytes));
      continue;
    }
    if (place_ == Place::padding) {
      const auto skipped = std::min<std::uint64_t>(padding_, bytes.size());
      padding_ -= skipped;
      bytes.remove_prefix(static_cast<std::size_t>(skipped));
      if (padding_ == 0) goTo(Place::head);
      continue;
    }
    const auto wanted = std::min(kBlock - block_.size(), bytes.size());
    block_ += bytes.substr(0, wanted);
    bytes.remove_prefix(wanted);
    if (block_.size() == kBlock) {
      takeBlock(block_);
      block_.clear();
    }
  }
}

void TarReader::takeBlock(std::string_view block) {
  switch (place_) {
    case Place::head:
      return takeHead(block);
    case Place::sparseMap:
      takeMap(block, kEntriesInBlock);
      if (block[kExtendedInBlock] == 0) endMap();
      return;
    default:
      throw BadTar("it is malformed");
  }
}

void TarReader::takeHead(std::string_view block) {
  // A block of zeros is the end; what stands behind it fills the record.
  if (std::ranges::all_of(block, [](char c) { return c == 0; })) return goTo(Place::behind);
  if (numberAt(block, kChecksum) != checksumOf(block))
    throw BadTar("the checksum of its header is not right");
  if (hasFile_) throw BadTar("it has more than one file");
  const char type = block[kType.offset];
  const auto name = block.substr(kName.offset, kName.size);
  name_ = name.substr(0, name.find('\0'));
  left_ = numberAt(block, kSize);
  padding_ = roundUp(left_, kBlock) - left_;
  if (type == 'S') {
    size_ = numberAt(block, kRealSize);
    takeMap(block.substr(kMap.offset), kEntriesInHead);
    if (block[kIsExtended.offset] != 0) return goTo(Place::sparseMap);
    return endMap();
  }
  if (type != '0' && type != '\0')
    throw BadTar(std::string("it has an entry of the type '") + type + "', which is no plain file");
  size_ = left_;
  if (size_ > 0) extents_.push_back({0, size_});
  endMap();
}

void TarReader::takeMap(std::string_view entries, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto entry = entries.substr(i * kEntry, kEntry);
    if (entry[0] == 0) return;
    const Extent extent{numberAt(entry, {0, kNumber}), numberAt(entry, {kNumber, kNumber})};
    if (extent.size == 0) continue;
    if (extents_.size() == kExtentsMax) throw BadTar("its file has too many pieces");
    extents_.push_back(extent);
  }
}

void TarReader::endMap() {
  std::uint64_t end = 0, content = 0;
  for (const auto& extent : extents_) {
    if (extent.offset < end || extent.offset > size_ || extent.size > size_ - extent.offset)
      throw BadTar("the pieces of its file overlap or lie behind its end");
    end = extent.offset + extent.size;
    content += extent.size;
  }
  if (content != left_) throw BadTar("the pieces of its file have another size than it says");
  hasFile_ = true;
  sink_.begin(name_, size_);
  goTo(Place::content);
  if (left_ == 0) endContent();
}

std::size_t TarReader::takeContent(std::string_view bytes) {
  const auto& extent = extents_[extent_];
  const auto count = std::min<std::uint64_t>(bytes.size(), extent.size - written_);
  sink_.write(extent.offset + written_, bytes.substr(0, static_cast<std::size_t>(count)));
  written_ += count;
  left_ -= count;
  if (written_ == extent.size) {
    ++extent_;
    written_ = 0;
  }
  if (left_ == 0) endContent();
  return static_cast<std::size_t>(count);
}

void TarReader::endContent() { goTo(padding_ > 0 ? Place::padding : Place::head); }

void TarReader::finish() const {
  if (!hasFile_) throw BadTar("there is no file in it");
  if (place_ != Place::behind) throw BadTar("it ends before its end");
}

}  // namespace amilocal::bundle
