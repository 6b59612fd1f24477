#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/transfer_errors.h"
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

Transfer planImport(RequestContext& ctx, const ImportSnapshotRequest& request) {
  if (!request.diskContainer) throw errors::missingParameter("DiskContainer");
  const auto& container = *request.diskContainer;
  if (!container.format) throw errors::missingParameter("DiskContainer.Format");
  requireConverter(domain::requireFormat(*container.format, kSnapshotFormats));
  requireImportRole(ctx, request.roleName);
  auto transfer = newTransfer(ctx, TransferKind::import_snapshot);
  domain::TransferDisk disk;
  disk.format = container.format;
  disk.fileBytes = sizeOfDiskAt(ctx, diskPlaceOf(container.userBucket, container.url));
  transfer.disks.push_back(std::move(disk));
  planTransferEncryption(ctx, transfer, request.encrypted, request.kmsKeyId);
  transfer.request = wire::toJson(request);
  return transfer;
}

SnapshotTaskDetail shownDetail(const Transfer& transfer, const ImportSnapshotRequest& request,
                               Instant now) {
  const auto& container = *request.diskContainer;
  const auto& disk = transfer.disks.front();
  SnapshotTaskDetail detail;
  detail.description = container.description ? container.description : request.description;
  detail.diskImageSize = static_cast<double>(disk.fileBytes);
  if (transfer.encrypted || request.encrypted) detail.encrypted = transfer.encrypted;
  detail.kmsKeyId = transfer.kmsKeyId;
  detail.format = disk.format;
  detail.snapshotId = disk.snapshotId;
  detail.url = container.url;
  detail.userBucket = shownBucket(container.userBucket);
  showState(detail, transfer, now);
  // As in AWS's examples, the size is known when the download has begun.
  if (transfer.state == domain::TransferState::active &&
      domain::progressOf(transfer, now).percent < domain::kDisksShownFrom)
    detail.diskImageSize = 0.0;
  return detail;
}

}  // namespace

ImportSnapshotResult importSnapshot(RequestContext& ctx, const ImportSnapshotRequest& request) {
  const auto tags =
      specifiedTags(request.tagSpecifications, "import-snapshot-task", {"import-snapshot-task"});
  const auto comment = request.clientData ? request.clientData->comment : std::nullopt;
  const auto transfer = beginTransfer(ctx, planImport(ctx, request), tags, comment.value_or(""));
  return {.description = request.description,
          .importTaskId = transfer.id,
          .snapshotTaskDetail = shownDetail(transfer, request, ctx.now),
          .tags = toWire(tags)};
}

DescribeImportSnapshotTasksResult describeImportSnapshotTasks(
    RequestContext& ctx, const DescribeImportSnapshotTasksRequest& request) {
  std::vector<Transfer> named;
  for (const auto& id : request.importTaskIds) {
    named.push_back(requireImport(ctx, id));
    if (named.back().kind != TransferKind::import_snapshot) throw errors::importTaskMalformed(id);
  }
  auto page = wantedTransfers(ctx, request, named, TransferKind::import_snapshot);
  DescribeImportSnapshotTasksResult result;
  result.nextToken = std::move(page.nextToken);
  for (const auto& transfer : page.transfers) {
    const auto made = requestOf<ImportSnapshotRequest>(transfer);
    result.importSnapshotTasks.push_back(
        {.description = made.description,
         .importTaskId = transfer.id,
         .snapshotTaskDetail = shownDetail(transfer, made, ctx.now),
         .tags = toWire(tagsOn(ctx, transfer.id))});
  }
  return result;
}

}  // namespace amilocal::ec2
