#include <algorithm>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/block_device_rules.h"
#include "amilocal/domain/errors/store_errors.h"
#include "amilocal/domain/errors/transfer_errors.h"
#include "amilocal/domain/image_rules.h"
#include "amilocal/domain/platform.h"
#include "amilocal/wire/json_writer.h"
#include "ec2/describe.gen.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/buckets.h"
#include "services/ec2/exporting.h"
#include "services/ec2/to_wire.h"
#include "services/ec2/transfers.h"

namespace amilocal::ec2 {
namespace {

using domain::Transfer;
using domain::TransferKind;

/// One file has one disk, and AWS exports neither what is encrypted nor what it licenses (VM
/// Import/Export User Guide, "Considerations for image export").
domain::Snapshot requireExportable(RequestContext& ctx, const domain::Image& image) {
  const auto& id = image.id.str();
  if (image.state != domain::ImageState::available)
    throw errors::imageNotExportable(id, domain::toString(image.state));
  if (domain::hasBillingCode(image.usageOperation) || !image.productCodes.empty())
    throw errors::licensedImageNotExportable(id);
  const auto disks = std::ranges::count_if(
      image.blockDevices, [](const domain::BlockDevice& device) { return device.ebs.has_value(); });
  const auto snapshots = domain::snapshotIdsOf(image.blockDevices);
  if (disks != 1 || snapshots.size() != 1)
    throw errors::diskCountNotExportable(id, static_cast<std::size_t>(disks));
  auto snapshot = findSnapshot(ctx, snapshots.front());
  if (!snapshot || snapshot->state != domain::SnapshotState::completed)
    throw errors::imageStorageMissing(image.id);
  if (snapshot->encrypted) throw errors::encryptedImageNotExportable(id);
  return *std::move(snapshot);
}

void requireTarget(RequestContext& ctx, const std::string& name) {
  const auto bucket = bucketsOf(ctx)->find(name);
  if (!bucket || bucket->owner != ctx.account()) throw errors::exportBucketMissing(name);
  if (!isIn(*bucket, ctx.region())) throw errors::transferBucketElsewhere(name);
}

Transfer planExport(RequestContext& ctx, const ExportImageRequest& request) {
  domain::checkImageDescription(request.description);
  const auto image = requireOwnImage(ctx, parseImageId(request.imageId));
  const auto snapshot = requireExportable(ctx, image);
  requireConverter(domain::requireFormat(request.diskImageFormat, kExportFormats));
  requireTarget(ctx, request.s3ExportLocation.s3Bucket);
  auto transfer = newTransfer(ctx, TransferKind::export_image);
  transfer.imageId = image.id.str();
  transfer.request = wire::toJson(request);
  domain::TransferDisk disk;
  disk.format = request.diskImageFormat;
  disk.fileBytes = snapshot.volumeSizeGib << 30U;
  transfer.disks.push_back(std::move(disk));
  return transfer;
}

/// What ExportImage answers and DescribeExportImageTasks shows.
template <class Out>
Out shownExport(const Transfer& transfer, const ExportImageRequest& request, Instant now) {
  Out out;
  out.description = request.description;
  out.exportImageTaskId = transfer.id;
  out.imageId = transfer.imageId;
  out.s3ExportLocation = ExportTaskS3Location{.s3Bucket = request.s3ExportLocation.s3Bucket,
                                              .s3Prefix = request.s3ExportLocation.s3Prefix};
  showState(out, transfer, now);
  return out;
}

}  // namespace

ExportImageResult exportImage(RequestContext& ctx, const ExportImageRequest& request) {
  const auto tags =
      specifiedTags(request.tagSpecifications, "export-image-task", {"export-image-task"});
  const auto role = requireImportRole(ctx, request.roleName);
  const auto transfer = beginTransfer(ctx, planExport(ctx, request), tags);
  auto result = shownExport<ExportImageResult>(transfer, request, ctx.now);
  result.diskImageFormat = request.diskImageFormat;
  result.roleName = role;
  result.tags = toWire(tags);
  return result;
}

DescribeExportImageTasksResult describeExportImageTasks(
    RequestContext& ctx, const DescribeExportImageTasksRequest& request) {
  std::vector<Transfer> named;
  for (const auto& id : request.exportImageTaskIds) named.push_back(requireExport(ctx, id));
  auto page = wantedTransfers(ctx, request, named, TransferKind::export_image);
  DescribeExportImageTasksResult result;
  result.nextToken = std::move(page.nextToken);
  for (const auto& transfer : page.transfers) {
    const auto made = requestOf<ExportImageRequest>(transfer);
    auto shown = shownExport<ExportImageTask>(transfer, made, ctx.now);
    shown.tags = toWire(tagsOn(ctx, transfer.id));
    result.exportImageTasks.push_back(std::move(shown));
  }
  return result;
}

}  // namespace amilocal::ec2
