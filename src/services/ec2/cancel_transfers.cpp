#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/transfers.h"

namespace amilocal::ec2 {
namespace {

// AWS shows no reason of its own.
constexpr const char* kCancelled = "User initiated task cancellation";

// What the task would have made does not exist yet, so nothing has to be taken back.
void cancel(RequestContext& ctx, const domain::Transfer& transfer, const std::string& reason) {
  domain::checkCancellable(transfer, ctx.now);
  ctx.catalog.tasks().removeFor(transfer.id);
  endTransfer(ctx, transfer, domain::TransferEvent::cancel, reason);
}

}  // namespace

CancelImportTaskResult cancelImportTask(RequestContext& ctx,
                                        const CancelImportTaskRequest& request) {
  if (!request.importTaskId) throw errors::missingParameter("ImportTaskId");
  const auto transfer = requireImport(ctx, *request.importTaskId);
  cancel(ctx, transfer, request.cancelReason.value_or(kCancelled));
  return {.importTaskId = transfer.id,
          .previousState = std::string(domain::toString(transfer.state)),
          .state = std::string(domain::toString(domain::TransferState::deleting))};
}

ReturnResponse cancelExportTask(RequestContext& ctx, const CancelExportTaskRequest& request) {
  cancel(ctx, requireExport(ctx, request.exportTaskId), kCancelled);
  return {.return_ = true};
}

}  // namespace amilocal::ec2
