#include "services/ec2/exporting.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "amilocal/catalog/blob_store.h"
#include "amilocal/catalog/catalog.h"
#include "amilocal/core/digest.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/block_device_rules.h"
#include "amilocal/engine/errands.h"
#include "ec2/describe.gen.h"
#include "services/ec2/buckets.h"
#include "services/ec2/disk_conversion.h"
#include "services/ec2/lookup.h"
#include "services/ec2/transfers.h"

namespace amilocal::ec2 {
namespace {

using domain::Piece;

constexpr auto kBlock = static_cast<std::int64_t>(kBlockBytes);

/// Zeros are pieces of one blob that has so many of them.
constexpr std::int64_t kZeroBytes = 16LL << 20U;

/// Amazon S3 User Guide, "Amazon S3 objects overview": the largest object.
constexpr std::int64_t kObjectBytesMax = 5LL << 40U;

/// The bytes of an object in the making: data one after the other in a blob of its own, and runs of
/// zeros, all of them pieces of another.
class RawObject {
 public:
  explicit RawObject(BlobStore& blobs) : blobs_(blobs) {}

  void addData(std::string_view bytes) {
    if (!data_) data_ = blobs_.begin();
    const auto first = static_cast<std::int64_t>(data_->size());
    const auto size = static_cast<std::int64_t>(bytes.size());
    data_->append(bytes);
    size_ += size;
    auto* last = pieces_.empty() ? nullptr : &pieces_.back();
    if (last != nullptr && last->blob == data_->name())
      last->size += size;
    else
      pieces_.push_back({data_->name(), first, size, 0});
  }

  void addZerosUpTo(std::int64_t end) {
    while (size_ < end) {
      const auto size = std::min(end - size_, kZeroBytes);
      pieces_.push_back({zeros(), 0, size, 0});
      size_ += size;
    }
  }

  NewObject finish() {
    NewObject made{.object = {}, .pieces = pieces_};
    made.object.size = size_;
    if (data_) data_->finish();
    for (const auto& blob : {data_, zeros_})
      if (blob) made.blobs.push_back(blob);
    return made;
  }

 private:
  const std::string& zeros() {
    if (!zeros_) {
      zeros_ = blobs_.begin();
      const std::string some(kBlockBytes, '\0');
      for (std::int64_t done = 0; done < kZeroBytes; done += kBlock) zeros_->append(some);
      zeros_->finish();
    }
    return zeros_->name();
  }

  BlobStore& blobs_;
  std::shared_ptr<BlobStore::NewBlob> data_;
  std::shared_ptr<BlobStore::NewBlob> zeros_;
  std::vector<Piece> pieces_;
  std::int64_t size_ = 0;
};

/// The disk that goes out, as whoever writes it wants it.
struct ExportedDisk {
  std::vector<domain::Block> blocks;
  std::int64_t bytes = 0;
  std::shared_ptr<BlobStore::Hold> hold;
};

void writeRaw(BlobStore& blobs, const ExportedDisk& disk, RawObject& object,
              const std::stop_token& stop) {
  for (const auto& block : disk.blocks) {
    checkGoesOn(stop);
    object.addZerosUpTo(block.index * kBlock);
    object.addData(blobs.block(block.blob));
  }
  object.addZerosUpTo(disk.bytes);
}

void writeConverted(BlobStore& blobs, const ExportedDisk& disk, RawObject& object,
                    domain::DiskFormat format, const std::stop_token& stop) {
  DiskConversion conversion(blobs, stop);
  conversion.beginRaw(static_cast<std::uint64_t>(disk.bytes));
  for (const auto& block : disk.blocks) {
    checkGoesOn(stop);
    conversion.write(static_cast<std::uint64_t>(block.index * kBlock), blobs.block(block.blob));
  }
  auto file = conversion.fromRaw(format);
  for (std::uint64_t offset = 0; offset < file.size(); offset += kBlockBytes) {
    const auto size = std::min<std::uint64_t>(kBlockBytes, file.size() - offset);
    object.addData(readBytes(file, offset, static_cast<std::size_t>(size)));
  }
}

ExportedDisk diskOf(RequestContext& ctx, const domain::Snapshot& snapshot) {
  constexpr auto kAll = std::numeric_limits<std::int64_t>::max();
  ExportedDisk disk{.blocks = {},
                    .bytes = snapshot.volumeSizeGib << 30U,
                    .hold = std::make_shared<BlobStore::Hold>(ctx.blobs)};
  if (snapshot.contentId) disk.blocks = ctx.catalog.contents().list(*snapshot.contentId, 0, kAll);
  for (const auto& block : disk.blocks) disk.hold->add(block.blob);
  return disk;
}

domain::Snapshot requireExported(RequestContext& ctx, const std::string& imageId) {
  const auto image = findImage(ctx, ImageId::trusted(imageId));
  if (!image || image->state == domain::ImageState::deregistered)
    throw TransferFailed("ClientError: The image " + imageId +
                         " was deregistered while it was exported");
  const auto ids = domain::snapshotIdsOf(image->blockDevices);
  auto snapshot = ids.size() == 1 ? findSnapshot(ctx, ids.front()) : std::nullopt;
  if (!snapshot || snapshot->state != domain::SnapshotState::completed)
    throw TransferFailed("ClientError: The snapshot of the image " + imageId +
                         " was deleted while the image was exported");
  if (snapshot->volumeSizeGib << 30U > kObjectBytesMax)
    throw TransferFailed("ClientError: The disk is larger than an object of Amazon S3 can be");
  return *std::move(snapshot);
}

// An object in parts has no MD5 of its own; AWS's has a number of parts behind the hyphen, too.
std::string etagOf(const std::string& id, std::size_t pieces) {
  return encodeHex(digestOf(DigestKind::md5, id)) + "-" + std::to_string(pieces);
}

}  // namespace

std::string exportedKey(const ExportImageRequest& request, const std::string& id) {
  return request.s3ExportLocation.s3Prefix.value_or("") + id + "." +
         toLower(request.diskImageFormat);
}

void exportDisk(RequestContext& ctx, domain::Transfer& transfer) {
  const auto request = requestOf<ExportImageRequest>(transfer);
  const auto& place = request.s3ExportLocation;
  const auto buckets = bucketsOf(ctx);
  const auto bucket = buckets->find(place.s3Bucket);
  if (!bucket || bucket->owner != ctx.account())
    throw TransferFailed("ClientError: The bucket " + place.s3Bucket +
                         " was deleted while the image was exported");
  buckets->put(place.s3Bucket, exportedKey(request, transfer.id), [&] {
    const auto disk = diskOf(ctx, requireExported(ctx, request.imageId));
    const auto format = domain::requireFormat(request.diskImageFormat, kExportFormats);
    const bool isRaw = format == domain::DiskFormat::raw;
    const auto make = [=, id = transfer.id, &blobs = ctx.blobs](const std::stop_token& stop) {
      RawObject written(blobs);
      if (isRaw)
        writeRaw(blobs, disk, written, stop);
      else
        writeConverted(blobs, disk, written, format, stop);
      auto made = written.finish();
      made.object.etag = etagOf(id, made.pieces.size());
      return made;
    };
    return ObjectMaking{.bytes = isRaw ? disk.blocks.size() * kBlockBytes
                                       : std::numeric_limits<std::uint64_t>::max(),
                        .make = make};
  });
}

}  // namespace amilocal::ec2
