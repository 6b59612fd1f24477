#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "amilocal/catalog/archive.h"
#include "amilocal/catalog/migrations.h"
#include "amilocal/core/tar.h"
#include "amilocal/core/text.h"
#include "archive_names.h"

namespace amilocal {
namespace {

constexpr std::size_t kPiece = 128 * 1024;
constexpr std::uint64_t kNoteMax = 4096;
constexpr std::size_t kSumLineMax = 256;

BadArchive foreign() { return BadArchive("it was not written by 'amilocal export'"); }
BadArchive truncated() { return BadArchive("it ends before its end"); }
BadArchive damaged(std::string_view name) {
  return BadArchive(std::string(name) + " in it is damaged: its checksum is not right");
}

std::int64_t numberIn(const std::map<std::string, std::string, std::less<>>& note,
                      std::string_view key) {
  const auto line = note.find(key);
  const auto number = line == note.end() ? std::nullopt : parseInteger(line->second);
  if (!number || *number < 0) throw foreign();
  return *number;
}

/// Whoever compressed an archive on the way had better be told.
bool isCompressed(std::string_view begin) {
  for (const std::string_view magic : {"\x1f\x8b", "\x28\xb5\x2f\xfd", "BZh", "\xfd\x37\x7a"})
    if (begin.starts_with(magic)) return true;
  return false;
}

bool isBlobName(std::string_view name) {
  constexpr std::size_t kBlockDigits = 64, kOtherDigits = 32;
  return (name.size() == kBlockDigits || name.size() == kOtherDigits) &&
         std::ranges::all_of(
             name, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); });
}

std::uint64_t behind(const ArchiveMember& member) {
  return member.offset + member.size + tarPadding(member.size);
}

}  // namespace

std::string_view blobIn(std::string_view member) {
  if (!member.starts_with(kBlobsFolder)) return {};
  const auto path = member.substr(kBlobsFolder.size());
  if (path.size() < kFanOut + 1 || path[kFanOut] != '/') return {};
  const auto name = path.substr(kFanOut + 1);
  return isBlobName(name) && name.starts_with(path.substr(0, kFanOut)) ? name : std::string_view();
}

/// The list of checksums, line by line.
class ArchiveReader::Sums {
 public:
  explicit Sums(const ArchiveReader& archive) : archive_(archive) {}

  void expect(const std::string& member, std::string_view digest) {
    if (nextLine() != encodeHex(digest) + "  " + member) throw damaged(member);
  }
  void expectEnd() {
    if (!nextLine().empty()) throw damaged(kSumsName);
  }

 private:
  std::string nextLine() {
    const auto left = archive_.sums_.size - at_;
    const auto text =
        archive_.textAt(archive_.sums_.offset + at_, std::min<std::uint64_t>(left, kSumLineMax));
    const auto end = text.find('\n');
    if (end == std::string::npos) return {};
    at_ += end + 1;
    return text.substr(0, end);
  }

  const ArchiveReader& archive_;
  std::uint64_t at_ = 0;
};

ArchiveReader::ArchiveReader(ArchiveBytes bytes) : bytes_(std::move(bytes)) {
  if (bytes_.size == 0) throw BadArchive("it is empty");
  if (isCompressed(textAt(0, std::min<std::uint64_t>(bytes_.size, 4))))
    throw BadArchive("it is compressed; unpack it before");
  std::uint64_t at = 0;
  first_ = requireMember(at, kNoteName);
  if (first_.size > kNoteMax) throw foreign();
  readNote(textAt(first_.offset, first_.size));
  catalog_ = requireMember(at, kCatalogName);
  blobsAt_ = at;
  Blobs blobs(*this);
  std::int64_t count = 0;
  while (const auto blob = blobs.next()) {
    at = behind(*blob);
    ++count;
  }
  if (count != note_.blobs) throw foreign();
  sums_ = requireMember(at, kSumsName);
  if (memberAt(at)) throw foreign();
}

void ArchiveReader::readNote(const std::string& text) {
  std::map<std::string, std::string, std::less<>> lines;
  for (const auto line : split(text, '\n')) {
    const auto colon = std::min(line.find(':'), line.size());
    lines.emplace(line.substr(0, colon), trim(line.substr(std::min(colon + 1, line.size()))));
  }
  note_.version = lines[std::string(kNoteVersion)];
  note_.schema = static_cast<int>(numberIn(lines, kNoteSchema));
  const bool isNewer =
      numberIn(lines, kNoteFormat) > kArchiveFormat || note_.schema > newestSchema();
  if (isNewer) {
    throw BadArchive("it was written by a later version of amilocal (" + note_.version +
                     ", schema " + std::to_string(note_.schema) +
                     "; this is " AMILOCAL_VERSION ", which knows up to " +
                     std::to_string(newestSchema()) + ")");
  }
  const auto exportedAt = parseInstant(lines[std::string(kNoteExportedAt)]);
  if (!exportedAt) throw foreign();
  note_.exportedAt = *exportedAt;
  note_.images = numberIn(lines, kNoteImages);
  note_.blobs = numberIn(lines, kNoteBlobs);
}

std::string ArchiveReader::textAt(std::uint64_t offset, std::uint64_t size) const {
  std::string text;
  read({.offset = offset, .size = size}, [&text](std::string_view piece) { text += piece; });
  return text;
}

/// The member whose header stands there; empty at the end of the tar.
std::optional<ArchiveMember> ArchiveReader::memberAt(std::uint64_t offset) const {
  if (bytes_.size < kTarBlock) throw foreign();
  if (offset > bytes_.size - kTarBlock) throw truncated();
  const auto block = textAt(offset, kTarBlock);
  if (isTarEnd(block)) return std::nullopt;
  try {
    auto entry = readTarHeader(block);
    if (entry.type != '0') throw foreign();
    const auto content = offset + kTarBlock;
    if (entry.size > bytes_.size - content) throw truncated();
    return ArchiveMember{std::move(entry.name), content, entry.size};
  } catch (const BadTar& error) {
    if (offset == 0) throw foreign();
    throw BadArchive("it is damaged: " + std::string(error.what()));
  }
}

ArchiveMember ArchiveReader::requireMember(std::uint64_t& at, std::string_view name) const {
  auto member = memberAt(at);
  if (!member || member->name != name) throw foreign();
  at = behind(*member);
  return *std::move(member);
}

std::optional<ArchiveMember> ArchiveReader::Blobs::next() {
  auto member = archive_.memberAt(at_);
  if (!member || blobIn(member->name).empty()) return std::nullopt;
  at_ = behind(*member);
  return member;
}

void ArchiveReader::read(const ArchiveMember& member, const Take& take) const {
  std::array<char, kPiece> piece;
  for (std::uint64_t done = 0; done < member.size;) {
    const auto wanted =
        static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), member.size - done));
    const auto got = bytes_.readAt(member.offset + done, piece.data(), wanted);
    if (got == 0) throw truncated();
    take({piece.data(), got});
    done += got;
  }
}

void ArchiveReader::check(const Take& takeCatalog) const {
  Sums sums(*this);
  const auto checkMember = [&](const ArchiveMember& member, const Take& take) {
    Digest digest(DigestKind::sha256);
    read(member, [&](std::string_view piece) {
      digest.update(piece);
      if (take) take(piece);
    });
    sums.expect(member.name, digest.finish());
  };
  checkMember(first_, {});
  checkMember(catalog_, takeCatalog);
  Blobs blobs(*this);
  while (const auto blob = blobs.next()) checkMember(*blob, {});
  sums.expectEnd();
}

}  // namespace amilocal
