#include "services/ec2/stored_image.h"

#include <algorithm>
#include <type_traits>

#include "amilocal/catalog/compression.h"
#include "amilocal/core/api_error.h"
#include "amilocal/core/hash.h"
#include "amilocal/core/text.h"
#include "amilocal/engine/errands.h"
#include "amilocal/wire/json_reader.h"
#include "amilocal/wire/json_writer.h"

namespace amilocal::ec2 {
namespace {

constexpr std::string_view kMagic = "amilocal";
constexpr std::uint64_t kVersion = 1;

// Magic, version, size of the description's frame, size of the object, SHA-256 of that frame.
constexpr std::size_t kHeadContent = 8 + 4 + 8 + 8 + 32;
constexpr std::size_t kHeadBytes = kSkippableHead + kHeadContent;
static_assert(kHeadBytes == kStoredImageHead);

// Nobody's description is longer; a hostile one must not fill the memory.
constexpr std::uint64_t kDescriptionMax = 64ULL << 20U;

// The largest frame that zstd makes of a block is a little longer than the block.
constexpr std::int64_t kFrameMax = static_cast<std::int64_t>(kBlockBytes) + 4096;
constexpr std::int64_t kBlocksPerGib = (1LL << 30U) / static_cast<std::int64_t>(kBlockBytes);
constexpr std::int64_t kGibMax = 65'536;

// ---- JSON --------------------------------------------------------------------------------------

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) { out_ += '{'; }
  ~Writer() { out_ += '}'; }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void name(std::string_view name) {
    if (!first_) out_ += ',';
    first_ = false;
    wire::appendJsonString(out_, name);
    out_ += ':';
  }
  template <class T>
  void operator()(std::string_view member, const std::optional<T>& value) {
    if (value) (*this)(member, *value);
  }
  void operator()(std::string_view member, const std::string& value) {
    name(member);
    wire::appendJsonString(out_, value);
  }
  void operator()(std::string_view member, bool value) {
    name(member);
    out_ += value ? "true" : "false";
  }
  void operator()(std::string_view member, std::int64_t value) {
    name(member);
    out_ += std::to_string(value);
  }
  void operator()(std::string_view member, Instant value) { (*this)(member, formatInstant(value)); }
  void operator()(std::string_view member, const SnapshotId& value) {
    (*this)(member, value.str());
  }
  void operator()(std::string_view member, const ImageId& value) { (*this)(member, value.str()); }

  template <class List, class Each>
  void list(std::string_view member, const List& list, const Each& each) {
    name(member);
    out_ += '[';
    bool first = true;
    for (const auto& item : list) {
      if (!first) out_ += ',';
      first = false;
      each(item);
    }
    out_ += ']';
  }
  std::string& out() { return out_; }

 private:
  std::string& out_;
  bool first_ = true;
};

class Reader {
 public:
  using Value = wire::JsonDocument::Value;

  explicit Reader(Value object) : object_(object) {}

  template <class T>
  void operator()(std::string_view member, std::optional<T>& value) {
    if (const auto found = object_.member(member); found.isThere()) read(found, value.emplace(T{}));
  }
  void operator()(std::string_view member, std::optional<SnapshotId>& value) {
    std::optional<std::string> text;
    (*this)(member, text);
    if (text) value = SnapshotId::parse(*text);
  }
  void operator()(std::string_view member, ImageId& value) {
    std::string text;
    (*this)(member, text);
    const auto id = ImageId::parse(text);
    if (!id) throw BadStoredImage("its image id is malformed");
    value = *id;
  }
  template <class T>
  void operator()(std::string_view member, T& value) {
    const auto found = object_.member(member);
    if (!found.isThere()) throw BadStoredImage("its description has no " + std::string(member));
    read(found, value);
  }
  template <class Each>
  void list(std::string_view member, const Each& each) {
    const auto found = object_.member(member);
    for (std::size_t i = 0; i < found.size(); ++i) each(found.at(i));
  }

 private:
  static void read(Value value, std::string& out) { out = value.text(); }
  static void read(Value value, bool& out) { out = value.boolean(); }
  static void read(Value value, std::int64_t& out) { out = value.integer(); }
  static void read(Value value, Instant& out) {
    const auto at = parseInstant(value.text());
    if (!at) throw BadStoredImage("a date in it is malformed");
    out = *at;
  }

  Value object_;
};

template <class Visitor, class Image>
void visitImage(Visitor& member, Image& image) {
  member("id", image.id);
  member("region", image.region);
  member("owner", image.owner);
  member("name", image.name);
  member("createdAt", image.createdAt);
  member("description", image.description);
  member("architecture", image.architecture);
  member("imageType", image.imageType);
  member("virtualizationType", image.virtualizationType);
  member("rootDeviceName", image.rootDeviceName);
  member("platform", image.platform);
  member("platformDetails", image.platformDetails);
  member("usageOperation", image.usageOperation);
  member("enaSupport", image.enaSupport);
  member("sriovNetSupport", image.sriovNetSupport);
  member("kernelId", image.kernelId);
  member("ramdiskId", image.ramdiskId);
  member("bootMode", image.bootMode);
  member("tpmSupport", image.tpmSupport);
  member("imdsSupport", image.imdsSupport);
  member("uefiData", image.uefiData);
}

template <class Visitor, class Ebs>
void visitEbs(Visitor& member, Ebs& ebs) {
  member("snapshotId", ebs.snapshotId);
  member("deleteOnTermination", ebs.deleteOnTermination);
  member("volumeSizeGib", ebs.volumeSizeGib);
  member("volumeType", ebs.volumeType);
  member("iops", ebs.iops);
  member("throughputMibps", ebs.throughputMibps);
  member("encrypted", ebs.encrypted);
}

template <class Visitor, class Disk>
void visitDisk(Visitor& member, Disk& disk) {
  member("snapshotId", disk.snapshotId);
  member("volumeSizeGib", disk.volumeSizeGib);
  member("encrypted", disk.encrypted);
  member("description", disk.description);
}

void writeTags(Writer& writer, const domain::Tags& tags) {
  writer.list("tags", tags, [&](const domain::Tag& tag) {
    Writer inner(writer.out());
    inner("key", tag.key);
    inner("value", tag.value);
  });
}

domain::Tags readTags(Reader& reader) {
  domain::Tags tags;
  reader.list("tags", [&](Reader::Value value) {
    Reader inner(value);
    auto& tag = tags.emplace_back();
    inner("key", tag.key);
    inner("value", tag.value);
  });
  return tags;
}

void writeDevices(Writer& writer, const domain::BlockDevices& devices) {
  writer.list("blockDevices", devices, [&](const domain::BlockDevice& device) {
    Writer inner(writer.out());
    inner("deviceName", device.deviceName);
    inner("virtualName", device.virtualName);
    if (!device.ebs) return;
    inner.name("ebs");
    Writer ebs(writer.out());
    visitEbs(ebs, *device.ebs);
  });
}

domain::BlockDevices readDevices(Reader& reader) {
  domain::BlockDevices devices;
  reader.list("blockDevices", [&](Reader::Value value) {
    Reader inner(value);
    auto& device = devices.emplace_back();
    inner("deviceName", device.deviceName);
    inner("virtualName", device.virtualName);
    const auto ebs = value.member("ebs");
    if (!ebs.isThere()) return;
    Reader members(ebs);
    visitEbs(members, device.ebs.emplace());
  });
  return devices;
}

/// `[index, size of the frame, "SHA-256"]` of each.
void writeBlocks(Writer& writer, const std::vector<StoredBlock>& blocks) {
  writer.list("blocks", blocks, [&](const StoredBlock& block) {
    writer.out() += '[' + std::to_string(block.index) + ',' + std::to_string(block.frameBytes) +
                    ",\"" + block.digest + "\"]";
  });
}

std::vector<StoredBlock> readBlocks(Reader& reader) {
  std::vector<StoredBlock> blocks;
  reader.list("blocks", [&](Reader::Value value) {
    if (value.size() != 3) throw BadStoredImage("its list of blocks is malformed");
    blocks.push_back({value.at(0).integer(), value.at(1).integer(), value.at(2).text()});
  });
  return blocks;
}

// A Writer closes its object when it goes.
void describeInto(std::string& json, const StoredImage& stored) {
  Writer writer(json);
  {
    writer.name("image");
    Writer image(json);
    visitImage(image, stored.image);
    writeDevices(image, stored.image.blockDevices);
  }
  writeTags(writer, stored.tags);
  writer.list("disks", stored.disks, [&](const StoredDisk& each) {
    Writer disk(json);
    visitDisk(disk, each);
    writeTags(disk, each.tags);
    writeBlocks(disk, each.blocks);
  });
}

std::string descriptionOf(const StoredImage& stored) {
  std::string json;
  describeInto(json, stored);
  return json;
}

StoredImage readDescription(std::string_view json) {
  const wire::JsonDocument document(json);
  Reader reader(document.root());
  StoredImage stored;
  const auto image = document.root().member("image");
  if (!image.isThere()) throw BadStoredImage("its description has no image");
  Reader members(image);
  visitImage(members, stored.image);
  stored.image.blockDevices = readDevices(members);
  stored.tags = readTags(reader);
  reader.list("disks", [&](Reader::Value value) {
    Reader disk(value);
    auto& read = stored.disks.emplace_back();
    visitDisk(disk, read);
    read.tags = readTags(disk);
    read.blocks = readBlocks(disk);
  });
  return stored;
}

// ---- The head ----------------------------------------------------------------------------------

void appendNumber(std::string& out, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8 * i)) & 0xffU);
}

std::uint64_t takeNumber(std::string_view& text, std::size_t bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes; i-- > 0;) value = (value << 8U) | static_cast<unsigned char>(text[i]);
  text.remove_prefix(bytes);
  return value;
}

std::uint64_t framesOf(const StoredImage& stored) {
  std::uint64_t bytes = 0;
  for (const auto& disk : stored.disks)
    for (const auto& block : disk.blocks) bytes += static_cast<std::uint64_t>(block.frameBytes);
  return bytes;
}

std::string_view bytesOf(const Sha256& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

void checkDisk(const StoredDisk& disk) {
  if (disk.volumeSizeGib < 1 || disk.volumeSizeGib > kGibMax)
    throw BadStoredImage("a disk in it has an impossible size");
  std::int64_t last = -1;
  for (const auto& block : disk.blocks) {
    const bool placed = block.index > last && block.index < disk.volumeSizeGib * kBlocksPerGib;
    if (!placed || block.frameBytes < 1 || block.frameBytes > kFrameMax)
      throw BadStoredImage("its list of blocks is malformed");
    last = block.index;
  }
}

void checkDevices(const StoredImage& stored) {
  for (const auto& device : stored.image.blockDevices) {
    if (!device.ebs || !device.ebs->snapshotId) continue;
    const auto& id = device.ebs->snapshotId->str();
    if (std::ranges::find(stored.disks, id, &StoredDisk::snapshotId) == stored.disks.end())
      throw BadStoredImage("it has no disk for the device " + device.deviceName);
  }
}

struct Head {
  std::uint64_t descriptionBytes = 0;
  std::uint64_t objectBytes = 0;
  std::string digest;
};

Head readHead(s3::ObjectBytes& object) {
  if (object.size() < kHeadBytes) throw BadStoredImage("it is not a stored AMI");
  const auto bytes = object.read(0, kHeadBytes);
  auto content = skippableContent(bytes);
  if (content.size() != kHeadContent || !content.starts_with(kMagic))
    throw BadStoredImage("it is not a stored AMI");
  content.remove_prefix(kMagic.size());
  const auto version = takeNumber(content, 4);
  if (version != kVersion)
    throw BadStoredImage("it has the version " + std::to_string(version) +
                         " of the format, and only 1 is known");
  Head head;
  head.descriptionBytes = takeNumber(content, 8);
  head.objectBytes = takeNumber(content, 8);
  head.digest = content;
  if (head.descriptionBytes > kDescriptionMax) throw BadStoredImage("its description is too long");
  return head;
}

std::string readFrame(s3::ObjectBytes& object, const Head& head) {
  if (head.descriptionBytes > object.size() - kHeadBytes)
    throw BadStoredImage("it is truncated: it ends inside its description");
  auto frame = object.read(kHeadBytes, head.descriptionBytes);
  if (bytesOf(sha256(frame)) != head.digest)
    throw BadStoredImage("its description is damaged: the checksum differs");
  return frame;
}

}  // namespace

std::string storedImageHead(const StoredImage& stored) {
  const auto frame = compress(descriptionOf(stored));
  std::string content(kMagic);
  appendNumber(content, kVersion, 4);
  appendNumber(content, frame.size(), 8);
  appendNumber(content, kHeadBytes + frame.size() + framesOf(stored), 8);
  content += bytesOf(sha256(frame));
  return skippableFrame(content) + frame;
}

std::uint64_t storedDescriptionEnd(s3::ObjectBytes& object) {
  return kHeadBytes + readHead(object).descriptionBytes;
}

ReadStoredImage readStoredImage(s3::ObjectBytes& object) try {
  const auto head = readHead(object);
  ReadStoredImage read;
  read.stored = readDescription(expand(readFrame(object, head), kDescriptionMax));
  read.framesBegin = kHeadBytes + head.descriptionBytes;
  for (const auto& disk : read.stored.disks) checkDisk(disk);
  checkDevices(read.stored);
  if (head.objectBytes != read.framesBegin + framesOf(read.stored))
    throw BadStoredImage("its head is damaged: the sizes differ");
  return read;
} catch (const DamagedBytes& error) {
  throw BadStoredImage(std::string("its description is damaged: ") + error.what());
} catch (const ApiError&) {
  throw BadStoredImage("its description is malformed");
}

void checkWhole(const ReadStoredImage& read, s3::ObjectBytes& object) {
  const auto wanted = read.framesBegin + framesOf(read.stored);
  if (object.size() < wanted)
    throw BadStoredImage("it is truncated: it has " + std::to_string(object.size()) + " bytes of " +
                         std::to_string(wanted));
  if (object.size() > wanted) throw BadStoredImage("it goes on behind its end");
}

void takeBlocks(const ReadStoredImage& read, s3::ObjectBytes& object, BlobStore::Hold& hold,
                const std::stop_token& stop) {
  auto offset = read.framesBegin;
  for (const auto& disk : read.stored.disks) {
    for (const auto& block : disk.blocks) {
      checkGoesOn(stop);
      const auto size = static_cast<std::size_t>(block.frameBytes);
      const auto* blob = object.wholeBlobAt(offset, size);
      // A block that was never out of the store is what it was: nothing is copied.
      if (blob != nullptr && *blob == block.digest) {
        hold.add(block.digest);
      } else {
        try {
          hold.putFrame(block.digest, object.read(offset, size));
        } catch (const DamagedBytes& error) {
          throw BadStoredImage("block " + std::to_string(block.index) + " of the disk of " +
                               disk.snapshotId + " is damaged: " + error.what());
        }
      }
      offset += size;
    }
  }
}

}  // namespace amilocal::ec2
