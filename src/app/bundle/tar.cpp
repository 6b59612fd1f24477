#include "app/bundle/tar.h"

#include <algorithm>
#include <utility>

namespace amilocal::bundle {
namespace {

// The form is that of GNU tar's manual, "Basic Tar Format" and "Storing Sparse Files": blocks of
// 512 bytes, records of twenty blocks.
constexpr std::size_t kBlock = kTarBlock, kRecord = 20 * kBlock;

constexpr TarPlace kMap{386, 96}, kIsExtended{482, 1}, kRealSize{483, 12};
constexpr std::size_t kEntry = 24, kEntriesInHead = 4, kEntriesInBlock = 21;
constexpr std::size_t kNumber = 12, kExtendedInBlock = 504;

// Nobody's map is longer; a hostile one must not fill the memory.
constexpr std::size_t kExtentsMax = 1 << 20U;

// ---- Writing -----------------------------------------------------------------------------------

void putExtent(std::string& block, std::size_t offset, const Extent& extent) {
  putTarNumber(block, {offset, kNumber}, extent.offset);
  putTarNumber(block, {offset + kNumber, kNumber}, extent.size);
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
  auto block = tarHeader({.name = file.name,
                          .size = contentOf(file),
                          .modifiedAt = file.modifiedAt,
                          .type = isWhole(file) ? '0' : 'S'});
  if (isWhole(file)) return block;
  const auto map = mapOf(file);
  const auto count = std::min(kEntriesInHead, map.size());
  for (std::size_t i = 0; i < count; ++i) putExtent(block, kMap.offset + i * kEntry, map[i]);
  if (count < map.size()) block[kIsExtended.offset] = 1;
  putTarNumber(block, kRealSize, file.size);
  sealTarHeader(block);
  return block + extensionsOf(map);
}

std::string tarTail(const TarFile& file) {
  const auto content = contentOf(file);
  const auto before = tarHead(file).size() + roundUp(content, kBlock);
  const auto padding = tarPadding(content);
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
  if (isTarEnd(block)) return goTo(Place::behind);
  const auto entry = readTarHeader(block);
  if (hasFile_) throw BadTar("it has more than one file");
  const char type = entry.type;
  name_ = entry.name;
  left_ = entry.size;
  padding_ = tarPadding(left_);
  if (type == 'S') {
    size_ = tarNumberAt(block, kRealSize);
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
    const Extent extent{tarNumberAt(entry, {0, kNumber}), tarNumberAt(entry, {kNumber, kNumber})};
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
