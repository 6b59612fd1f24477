#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/page.h"
#include "amilocal/domain/transfer.h"
#include "amilocal/domain/transfer_rules.h"
#include "amilocal/engine/request_context.h"
#include "amilocal/wire/json_reader.h"
#include "ec2/shapes.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"

/// What imports and exports have in common: their tasks, from the request to the day when they are
/// forgotten.
namespace amilocal::ec2 {

/// A new task of the caller's, not stored yet.
domain::Transfer newTransfer(RequestContext& ctx, domain::TransferKind kind);

/// Stores a task with its tags, and schedules its work. `note` goes into the journal.
domain::Transfer beginTransfer(RequestContext& ctx, domain::Transfer transfer,
                               const domain::Tags& tags, const std::string& note = {});

/// Ends the work of an active task. A bad end has a reason, and is cleared away in a step of its
/// own.
void endTransfer(RequestContext& ctx, domain::Transfer transfer, domain::TransferEvent event,
                 const std::optional<std::string>& reason);

/// The step after a bad end.
void clearTransfer(RequestContext& ctx, const std::string& id);

/// Takes the task and its tags away.
void forgetTransfer(RequestContext& ctx, const std::string& id);

/// The caller's task. Throws InvalidConversionTaskId.Malformed for an import that is malformed or
/// unknown, InvalidExportTaskID.Malformed and .NotFound for exports.
domain::Transfer requireImport(RequestContext& ctx, const std::string& id);
domain::Transfer requireExport(RequestContext& ctx, const std::string& id);

/// The role of a request, `vmimport` when it names none. That one is taken for one that exists;
/// others must. Throws InvalidParameter.
std::string requireImportRole(RequestContext& ctx, const std::optional<std::string>& role);

/// Throws UnsupportedOperation for a format that nothing here can convert.
void requireConverter(domain::DiskFormat format);

/// Where the bytes of a disk lie.
struct DiskPlace {
  std::string bucket;
  std::string key;
};

/// Throws InvalidParameter unless exactly one of both is there and names an object.
DiskPlace diskPlaceOf(const std::optional<UserBucket>& bucket,
                      const std::optional<std::string>& url);

/// The size of the object when it can be read at the moment; else 0. Throws InvalidParameter for a
/// bucket in another Region, which AWS refuses at once.
std::int64_t sizeOfDiskAt(RequestContext& ctx, const DiskPlace& place);

/// Throws InvalidParameterDependency for a key without encryption.
void planTransferEncryption(RequestContext& ctx, domain::Transfer& transfer,
                            std::optional<bool> encrypted,
                            const std::optional<std::string>& kmsKeyId);

/// The request that a task was made by.
template <class Request>
Request requestOf(const domain::Transfer& transfer) {
  Request request;
  wire::fromJson(transfer.request, request);
  return request;
}

std::optional<UserBucketDetails> shownBucket(const std::optional<UserBucket>& bucket);

/// Status, progress and message of a task now.
template <class Out>
void showState(Out& out, const domain::Transfer& transfer, Instant now) {
  out.status = std::string(domain::toString(transfer.state));
  out.statusMessage = transfer.statusMessage;
  if (transfer.state != domain::TransferState::active) return;
  const auto progress = domain::progressOf(transfer, now);
  out.progress = std::to_string(progress.percent);
  out.statusMessage = std::string(progress.message);
}

/// A page of tasks in the order in which they began.
struct TransferPage {
  std::vector<domain::Transfer> transfers;
  std::optional<std::string> nextToken;
};

/// The tasks of a kind that a Describe asks for: by their ids, which must all be there, and by its
/// filters.
template <class Request>
TransferPage wantedTransfers(RequestContext& ctx, const Request& request,
                             const std::vector<domain::Transfer>& named,
                             domain::TransferKind kind) {
  const bool isExport = kind == domain::TransferKind::export_image;
  const auto page = domain::pageScope(pageOf(request.maxResults, request.nextToken),
                                      isExport ? domain::kExportsPageMin : domain::kImportsPageMin,
                                      isExport ? domain::kExportsPageMax : domain::kImportsPageMax);
  const auto filters = filtersOf(request.filters);
  domain::checkFilters(domain::transferFilters(), filters, domain::TagFilters::unknown);
  const auto after = parseInteger(page.after).value_or(0);
  TransferPage result;
  for (auto& transfer : ctx.catalog.transfers().list(ctx.account(), ctx.region(), kind)) {
    const auto isIt = [&](const domain::Transfer& each) { return each.id == transfer.id; };
    if (!named.empty() && std::ranges::none_of(named, isIt)) continue;
    if (transfer.number <= after) continue;
    if (!domain::matches(domain::transferFilters(), filters, transfer, {})) continue;
    if (page.limit && result.transfers.size() == *page.limit) {
      result.nextToken = domain::encodePageToken(std::to_string(result.transfers.back().number));
      break;
    }
    result.transfers.push_back(std::move(transfer));
  }
  return result;
}

}  // namespace amilocal::ec2
