#include "services/ec2/exporting.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "amilocal/catalog/blob_store.h"
#include "amilocal/catalog/catalog.h"
#include "amilocal/core/digest.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/block_device_rules.h"
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

/// How many rows of blocks are read at once.
constexpr std::int64_t kRowsAtOnce = 1000;

/// Calls `take(index, bytes)` for each block of the content that was written, in order.
template <class Take>
void eachBlock(RequestContext& ctx, const std::optional<std::int64_t>& content, const Take& take) {
  if (!content) return;
  for (std::int64_t from = 0;;) {
    const auto blocks = ctx.catalog.contents().list(*content, from, kRowsAtOnce);
    for (const auto& block : blocks) take(block.index, ctx.blobs.block(block.blob));
    if (std::ssize(blocks) < kRowsAtOnce) return;
    from = blocks.back().index + 1;
  }
}

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

void writeRaw(RequestContext& ctx, const domain::Snapshot& snapshot, RawObject& object) {
  eachBlock(ctx, snapshot.contentId, [&](std::int64_t index, const std::string& bytes) {
    object.addZerosUpTo(index * kBlock);
    object.addData(bytes);
  });
  object.addZerosUpTo(snapshot.volumeSizeGib << 30U);
}

void writeConverted(RequestContext& ctx, const domain::Snapshot& snapshot, RawObject& object,
                    domain::DiskFormat format) {
  DiskConversion conversion(ctx.blobs);
  conversion.beginRaw(static_cast<std::uint64_t>(snapshot.volumeSizeGib) << 30U);
  eachBlock(ctx, snapshot.contentId, [&](std::int64_t index, const std::string& bytes) {
    conversion.write(static_cast<std::uint64_t>(index * kBlock), bytes);
  });
  auto file = conversion.fromRaw(format);
  for (std::uint64_t offset = 0; offset < file.size(); offset += kBlockBytes) {
    const auto size = std::min<std::uint64_t>(kBlockBytes, file.size() - offset);
    object.addData(readBytes(file, offset, static_cast<std::size_t>(size)));
  }
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
  const auto snapshot = requireExported(ctx, request.imageId);
  buckets->put(place.s3Bucket, exportedKey(request, transfer.id), [&] {
    RawObject written(ctx.blobs);
    const auto format = domain::requireFormat(request.diskImageFormat, kExportFormats);
    if (format == domain::DiskFormat::raw)
      writeRaw(ctx, snapshot, written);
    else
      writeConverted(ctx, snapshot, written, format);
    auto made = written.finish();
    made.object.etag = etagOf(transfer.id, made.pieces.size());
    return made;
  });
}

}  // namespace amilocal::ec2
