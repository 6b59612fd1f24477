#include <algorithm>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/snapshot_errors.h"
#include "amilocal/domain/errors/transfer_errors.h"
#include "amilocal/domain/snapshot_tier_rules.h"
#include "amilocal/wire/json_writer.h"
#include "ec2/describe.gen.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/importing.h"
#include "services/ec2/to_wire.h"
#include "services/ec2/transfers.h"

namespace amilocal::ec2 {
namespace {

using domain::Transfer;
using domain::TransferKind;
using domain::TransferState;

/// A container that is a snapshot: it must be one that the caller could make a volume of.
domain::TransferDisk snapshotDisk(RequestContext& ctx, const ImageDiskContainer& container) {
  if (container.userBucket || container.url) throw errors::oneDiskSource();
  const auto snapshot = requireUsableSnapshot(ctx, parseSnapshotId(*container.snapshotId));
  domain::checkNotArchived(snapshot);
  if (snapshot.state != domain::SnapshotState::completed)
    throw errors::snapshotNotReady(domain::toString(snapshot.state));
  domain::TransferDisk disk;
  disk.fileBytes = snapshot.volumeSizeGib << 30U;
  return disk;
}

domain::TransferDisk fileDisk(RequestContext& ctx, const ImageDiskContainer& container) {
  if (!container.format) throw errors::missingParameter("DiskContainer.Format");
  requireConverter(domain::requireFormat(*container.format, kImageFormats));
  domain::TransferDisk disk;
  disk.format = container.format;
  disk.fileBytes = sizeOfDiskAt(ctx, diskPlaceOf(container.userBucket, container.url));
  return disk;
}

void planDisks(RequestContext& ctx, Transfer& transfer, const ImportImageRequest& request) {
  if (request.diskContainers.empty()) throw errors::missingParameter("DiskContainer");
  std::vector<std::optional<std::string>> devices;
  for (const auto& container : request.diskContainers) {
    auto disk = container.snapshotId ? snapshotDisk(ctx, container) : fileDisk(ctx, container);
    disk.container = static_cast<std::int64_t>(transfer.disks.size());
    transfer.disks.push_back(std::move(disk));
    devices.push_back(container.deviceName);
    // EC2 API Reference, ImportImage, Platform.
    if (container.snapshotId && request.bootMode == "uefi" && !request.platform)
      throw errors::platformMissing();
  }
  domain::importedDeviceNames(devices);
}

Transfer planImport(RequestContext& ctx, const ImportImageRequest& request) {
  auto transfer = newTransfer(ctx, TransferKind::import_image);
  machineOf(request);
  requireImportRole(ctx, request.roleName);
  planDisks(ctx, transfer, request);
  planTransferEncryption(ctx, transfer, request.encrypted, request.kmsKeyId);
  transfer.request = wire::toJson(request);
  return transfer;
}

/// What is found out of a machine comes with the progress (aws-facts/images.md section 7, "Import /
/// export", Progress). Failed tasks stay as they were while they were converted.
enum class Stage { begun, converting, converted, known, completed };

Stage stageOf(const Transfer& transfer, Instant now) {
  if (transfer.state == TransferState::completed) return Stage::completed;
  if (transfer.state != TransferState::active) return Stage::converting;
  const auto percent = domain::progressOf(transfer, now).percent;
  if (percent >= domain::kMachineShownFrom) return Stage::known;
  if (percent >= domain::kDisksDoneFrom) return Stage::converted;
  return percent >= domain::kDisksShownFrom ? Stage::converting : Stage::begun;
}

SnapshotDetail shownDisk(const domain::TransferDisk& disk, const ImageDiskContainer& container) {
  SnapshotDetail detail;
  detail.description = container.description;
  detail.format = disk.format;
  detail.url = container.url;
  detail.userBucket = shownBucket(container.userBucket);
  detail.diskImageSize = static_cast<double>(disk.fileBytes);
  detail.deviceName = disk.deviceName ? disk.deviceName : container.deviceName;
  detail.snapshotId = disk.snapshotId;
  return detail;
}

std::vector<SnapshotDetail> shownDisks(const Transfer& transfer, const ImportImageRequest& request,
                                       Stage stage) {
  std::vector<SnapshotDetail> details;
  if (stage == Stage::begun) return details;
  std::vector<std::optional<std::string>> given;
  for (const auto& container : request.diskContainers) given.push_back(container.deviceName);
  const auto devices = domain::importedDeviceNames(given);
  for (const auto& disk : transfer.disks) {
    const auto place = static_cast<std::size_t>(disk.container);
    auto detail = shownDisk(disk, request.diskContainers[place]);
    const bool isDone = stage >= Stage::converted;
    detail.status = std::string(isDone ? "completed" : domain::toString(transfer.state));
    if (stage == Stage::known && !detail.deviceName) detail.deviceName = devices[place];
    details.push_back(std::move(detail));
  }
  return details;
}

/// What ImportImage answers and DescribeImportImageTasks shows.
template <class Out>
Out shownImport(const Transfer& transfer, const ImportImageRequest& request, Stage stage) {
  Out out;
  out.architecture = request.architecture;
  out.description = request.description;
  if (transfer.encrypted || request.encrypted) out.encrypted = transfer.encrypted;
  out.hypervisor = request.hypervisor;
  out.imageId = transfer.imageId;
  out.importTaskId = transfer.id;
  out.kmsKeyId = transfer.kmsKeyId;
  out.licenseType = request.licenseType;
  out.platform = request.platform;
  out.usageOperation = request.usageOperation;
  for (const auto& licence : request.licenseSpecifications)
    out.licenseSpecifications.push_back(
        {.licenseConfigurationArn = licence.licenseConfigurationArn});
  if (stage < Stage::known) return out;
  const auto machine = machineOf(request);
  out.architecture = machine.architecture;
  out.platform = machine.platform;
  if (stage < Stage::completed) return out;
  out.licenseType = machine.licenseType;
  out.usageOperation = machine.usageOperation;
  return out;
}

}  // namespace

ImportImageResult importImage(RequestContext& ctx, const ImportImageRequest& request) {
  const auto tags =
      specifiedTags(request.tagSpecifications, "import-image-task", {"import-image-task"});
  const auto comment = request.clientData ? request.clientData->comment : std::nullopt;
  const auto transfer = beginTransfer(ctx, planImport(ctx, request), tags, comment.value_or(""));
  auto result = shownImport<ImportImageResult>(transfer, request, Stage::begun);
  showState(result, transfer, ctx.now);
  // AWS's example of the answer has the disks, though of no size yet.
  for (const auto& disk : transfer.disks) {
    auto detail = shownDisk(disk, request.diskContainers[static_cast<std::size_t>(disk.container)]);
    detail.diskImageSize = 0.0;
    result.snapshotDetails.push_back(std::move(detail));
  }
  result.tags = toWire(tags);
  return result;
}

DescribeImportImageTasksResult describeImportImageTasks(
    RequestContext& ctx, const DescribeImportImageTasksRequest& request) {
  std::vector<Transfer> named;
  for (const auto& id : request.importTaskIds) {
    named.push_back(requireImport(ctx, id));
    if (named.back().kind != TransferKind::import_image) throw errors::importTaskMalformed(id);
  }
  auto page = wantedTransfers(ctx, request, named, TransferKind::import_image);
  DescribeImportImageTasksResult result;
  result.nextToken = std::move(page.nextToken);
  for (const auto& transfer : page.transfers) {
    const auto made = requestOf<ImportImageRequest>(transfer);
    const auto stage = stageOf(transfer, ctx.now);
    auto shown = shownImport<ImportImageTask>(transfer, made, stage);
    shown.bootMode = made.bootMode;
    showState(shown, transfer, ctx.now);
    shown.snapshotDetails = shownDisks(transfer, made, stage);
    shown.tags = toWire(tagsOn(ctx, transfer.id));
    result.importImageTasks.push_back(std::move(shown));
  }
  return result;
}

}  // namespace amilocal::ec2
