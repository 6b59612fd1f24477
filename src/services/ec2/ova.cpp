#include "services/ec2/ova.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/domain/transfer_rules.h"
#include "amilocal/wire/xml_reader.h"

namespace amilocal::ec2 {
namespace {

// POSIX.1-1988, ustar: where the parts of a header stand.
constexpr std::size_t kSector = 512;
constexpr std::size_t kNameBytes = 100, kSizeAt = 124, kSizeBytes = 12, kTypeAt = 156;
constexpr std::size_t kMagicAt = 257, kPrefixAt = 345, kPrefixBytes = 155;

constexpr std::uint64_t kDescriptorMax = 16U << 20U;
constexpr std::size_t kEntriesMax = 1000;

using Entries = std::map<std::string, OvaDisk>;

TransferFailed badOva(std::string_view reason) {
  return TransferFailed(domain::diskValidationFailure("Invalid OVA: " + std::string(reason)));
}

std::string textAt(std::string_view header, std::size_t at, std::size_t size) {
  const auto field = header.substr(at, size);
  return std::string(field.substr(0, field.find('\0')));
}

/// Octal digits; or, for sizes from 8 GiB on, a number of binary digits behind a byte of 0x80.
std::uint64_t sizeIn(std::string_view header) {
  auto field = header.substr(kSizeAt, kSizeBytes);
  std::uint64_t size = 0;
  if (static_cast<unsigned char>(field[0]) == 0x80U) {
    if (field.substr(1, 3).find_first_not_of('\0') != field.npos)
      throw badOva("a size in it is malformed");
    for (const char c : field.substr(4)) size = (size << 8U) | static_cast<unsigned char>(c);
    return size;
  }
  for (const char c : field) {
    if (c == ' ' || c == '\0') continue;
    if (c < '0' || c > '7') throw badOva("a size in it is malformed");
    size = size * 8 + static_cast<std::uint64_t>(c - '0');
  }
  return size;
}

std::string nameIn(std::string_view header) {
  const auto prefix = textAt(header, kPrefixAt, kPrefixBytes);
  const auto name = textAt(header, 0, kNameBytes);
  return prefix.empty() ? name : prefix + "/" + name;
}

/// The files of the archive. Its end is a sector of zeros, or the end of the object.
Entries entriesOf(DiskBytes& ova) {
  Entries entries;
  for (std::uint64_t offset = 0; offset + kSector <= ova.size();) {
    const auto header = readBytes(ova, offset, kSector);
    if (header.find_first_not_of('\0') == header.npos) break;
    if (std::string_view(header).substr(kMagicAt, 5) != "ustar") throw badOva("it is no archive");
    offset += kSector;
    const auto size = sizeIn(header);
    if (size > ova.size() - offset) throw badOva("it is truncated");
    const char type = header[kTypeAt];
    if (type == '0' || type == '\0') entries[nameIn(header)] = {offset, size};
    if (entries.size() > kEntriesMax) throw badOva("it has too many files");
    offset += (size + kSector - 1) / kSector * kSector;
  }
  return entries;
}

std::string descriptorOf(DiskBytes& ova, const Entries& entries) {
  const auto found = std::ranges::find_if(
      entries, [](const auto& entry) { return entry.first.ends_with(".ovf"); });
  if (found == entries.end()) throw badOva("it has no descriptor");
  if (found->second.size > kDescriptorMax) throw badOva("its descriptor is too long");
  return readBytes(ova, found->second.first, static_cast<std::size_t>(found->second.size));
}

/// The file that a disk of the descriptor refers to.
std::string fileOf(wire::XmlDocument::Node envelope, const std::string& reference) {
  for (const auto& file : envelope.child("References").children("File")) {
    if (file.attribute("id") != reference) continue;
    if (!file.attribute("compression").empty()) throw badOva("a disk in it is compressed");
    return file.attribute("href");
  }
  throw badOva("a disk in it has no file");
}

std::vector<std::string> diskFilesOf(const std::string& descriptor) try {
  const wire::XmlDocument document(descriptor);
  std::vector<std::string> files;
  // A disk without a file is an empty one.
  for (const auto& disk : document.root().child("DiskSection").children("Disk"))
    if (const auto reference = disk.attribute("fileRef"); !reference.empty())
      files.push_back(fileOf(document.root(), reference));
  return files;
} catch (const ApiError&) {
  throw badOva("its descriptor is malformed");
}

}  // namespace

std::vector<OvaDisk> ovaDisks(DiskBytes& ova) {
  const auto entries = entriesOf(ova);
  if (entries.empty()) throw badOva("it is no archive");
  std::vector<OvaDisk> disks;
  for (const auto& file : diskFilesOf(descriptorOf(ova, entries))) {
    const auto entry = entries.find(file);
    if (entry == entries.end()) throw badOva("it has no file '" + file + "'");
    disks.push_back(entry->second);
  }
  if (disks.empty()) throw badOva("it has no disks");
  return disks;
}

}  // namespace amilocal::ec2
