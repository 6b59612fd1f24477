#include "services/ec2/transfers.h"

#include "amilocal/catalog/catalog.h"
#include "services/ec2/disk_bytes.h"
#include "services/ec2/exporting.h"
#include "services/ec2/importing.h"
#include "services/tasks/room.h"
#include "services/tasks/tasks.h"

namespace amilocal::services {
namespace {

using Work = void (*)(RequestContext& ctx, domain::Transfer& transfer);

/// Why the work failed; empty when it did not. Then the transfer has its results.
std::optional<std::string> failureOf(RequestContext& ctx, domain::Transfer& transfer, Work work) {
  try {
    withRoom(ctx, [&] {
      auto done = transfer;
      work(ctx, done);
      transfer = std::move(done);
    });
    return std::nullopt;
  } catch (const ec2::TransferFailed& error) {
    return error.what();
  } catch (const ApiError& error) {  // a quota that was free when the task began
    return "ClientError: " + error.message();
  } catch (const BlobMissing& error) {
    return "ServerError: " + std::string(error.what());
  }
}

void finish(RequestContext& ctx, const domain::Task& task, Work work) {
  auto transfer = ctx.catalog.transfers().find(task.subject);
  if (!transfer || transfer->state != domain::TransferState::active) return;
  const auto reason =
      task.failure ? std::optional(task.failure->message) : failureOf(ctx, *transfer, work);
  const auto event = reason ? domain::TransferEvent::fail : domain::TransferEvent::complete;
  ec2::endTransfer(ctx, *transfer, event, reason);
}

}  // namespace

void finishImportImage(RequestContext& ctx, const domain::Task& task) {
  finish(ctx, task, &ec2::importMachine);
}

void finishImportSnapshot(RequestContext& ctx, const domain::Task& task) {
  finish(ctx, task, &ec2::importDisk);
}

void finishExportImage(RequestContext& ctx, const domain::Task& task) {
  finish(ctx, task, &ec2::exportDisk);
}

void finishDeleteTransfer(RequestContext& ctx, const domain::Task& task) {
  ec2::clearTransfer(ctx, task.subject);
}

void finishForgetTransfer(RequestContext& ctx, const domain::Task& task) {
  ec2::forgetTransfer(ctx, task.subject);
}

}  // namespace amilocal::services
