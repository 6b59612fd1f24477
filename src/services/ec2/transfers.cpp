#include "services/ec2/transfers.h"

#include <algorithm>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/errors/transfer_errors.h"
#include "amilocal/wire/rest_request.h"
#include "services/ec2/account_settings.h"
#include "services/ec2/buckets.h"
#include "services/ec2/disk_conversion.h"
#include "services/s3/address.h"

namespace amilocal::ec2 {
namespace {

using domain::Transfer;
using domain::TransferEvent;
using domain::TransferKind;

domain::TaskKind taskOf(TransferKind kind) {
  switch (kind) {
    case TransferKind::import_image:
      return domain::TaskKind::import_image;
    case TransferKind::import_snapshot:
      return domain::TaskKind::import_snapshot;
    case TransferKind::export_image:
      break;
  }
  return domain::TaskKind::export_image;
}

std::string resourceTypeOf(TransferKind kind) {
  switch (kind) {
    case TransferKind::import_image:
      return "import-image-task";
    case TransferKind::import_snapshot:
      return "import-snapshot-task";
    case TransferKind::export_image:
      break;
  }
  return "export-image-task";
}

std::int64_t sizeGibOf(const Transfer& transfer) {
  std::int64_t gib = 0;
  for (const auto& disk : transfer.disks)
    gib += domain::gibFor(static_cast<std::uint64_t>(disk.fileBytes));
  return gib;
}

/// The next state, in the table and in the journal.
void step(RequestContext& ctx, Transfer& transfer, TransferEvent event) {
  const auto state = domain::next(transfer.state, event);
  if (!state) return;
  const auto from = domain::toString(transfer.state);
  transfer.state = *state;
  transfer.dueAt.reset();
  ctx.catalog.transfers().update(transfer);
  ctx.record(transfer.id, from, domain::toString(*state), transfer.statusMessage.value_or(""));
}

void scheduleForgetting(RequestContext& ctx, const Transfer& transfer) {
  ctx.scheduleAt(domain::TaskKind::forget_transfer, transfer.id, ctx.now + domain::kTransferKept);
}

bool isMine(const RequestContext& ctx, const std::optional<Transfer>& transfer) {
  return transfer && transfer->account == ctx.account() && transfer->region == ctx.region();
}

/// `s3://BUCKET/KEY`, or the address of an object by HTTP, which may be signed.
DiskPlace placeOfUrl(const std::string& url) {
  constexpr std::string_view kS3 = "s3://";
  DiskPlace place;
  if (url.starts_with(kS3)) {
    const auto rest = url.substr(kS3.size());
    const auto slash = std::min(rest.find('/'), rest.size());
    place = {rest.substr(0, slash), rest.substr(std::min(slash + 1, rest.size()))};
  } else if (url.starts_with("https://") || url.starts_with("http://")) {
    const auto begin = url.find("://") + 3;
    const auto slash = std::min(url.find('/', begin), url.size());
    wire::RestRequest request{.body = {}};
    request.method = "GET";
    request.target = std::string_view(url).substr(slash);
    request.headers = {{"host", url.substr(begin, slash - begin)}};
    const auto named = s3::requestOf(request);
    place = {named.bucket, named.key};
  }
  if (place.bucket.empty() || place.key.empty()) throw errors::badDiskUrl(url);
  return place;
}

}  // namespace

Transfer newTransfer(RequestContext& ctx, TransferKind kind) {
  Transfer transfer;
  transfer.id = ctx.ids.nextText(domain::toString(kind));
  transfer.account = ctx.account();
  transfer.region = ctx.region();
  transfer.kind = kind;
  transfer.startedAt = ctx.now;
  return transfer;
}

Transfer beginTransfer(RequestContext& ctx, Transfer transfer, const domain::Tags& tags,
                       const std::string& note) {
  const auto task = ctx.schedule(taskOf(transfer.kind), transfer.id, sizeGibOf(transfer));
  transfer.dueAt = task.dueAt;
  ctx.catalog.transfers().insert(transfer);
  ctx.record(transfer.id, {}, domain::toString(transfer.state), note);
  putTags(ctx, resourceTypeOf(transfer.kind), transfer.id, tags);
  return transfer;
}

void endTransfer(RequestContext& ctx, Transfer transfer, TransferEvent event,
                 const std::optional<std::string>& reason) {
  transfer.statusMessage = reason;
  step(ctx, transfer, event);
  if (transfer.state == domain::TransferState::deleting)
    ctx.schedule(domain::TaskKind::delete_transfer, transfer.id, 0);
  else
    scheduleForgetting(ctx, transfer);
}

void clearTransfer(RequestContext& ctx, const std::string& id) {
  auto transfer = ctx.catalog.transfers().find(id);
  if (!transfer || transfer->state != domain::TransferState::deleting) return;
  step(ctx, *transfer, TransferEvent::clear);
  scheduleForgetting(ctx, *transfer);
}

void forgetTransfer(RequestContext& ctx, const std::string& id) {
  const auto transfer = ctx.catalog.transfers().find(id);
  if (!transfer) return;
  ctx.catalog.transfers().remove(*transfer);
  ctx.catalog.tags().removeAll(id);
}

Transfer requireImport(RequestContext& ctx, const std::string& id) {
  auto transfer = ctx.catalog.transfers().find(id);
  if (!isMine(ctx, transfer) || transfer->kind == TransferKind::export_image)
    throw errors::importTaskMalformed(id);
  return *std::move(transfer);
}

// CreateInstanceExportTask is not emulated, so ids of its tasks are well-formed and unknown.
Transfer requireExport(RequestContext& ctx, const std::string& id) {
  if (!isResourceId(domain::kExportImagePrefix, id) && !id.starts_with("export-i-"))
    throw errors::exportTaskMalformed(id);
  auto transfer = ctx.catalog.transfers().find(id);
  if (!isMine(ctx, transfer)) throw errors::exportTaskNotFound(id);
  return *std::move(transfer);
}

std::string requireImportRole(RequestContext& ctx, const std::optional<std::string>& role) {
  auto name = role.value_or(std::string(domain::kImportRole));
  if (name != domain::kImportRole && !ctx.catalog.roles().findNamed(ctx.account(), name))
    throw errors::importRoleMissing(name);
  return name;
}

void requireConverter(domain::DiskFormat format) {
  if (format != domain::DiskFormat::raw && !canConvertDisks())
    throw errors::converterMissing(domain::toString(format));
}

DiskPlace diskPlaceOf(const std::optional<UserBucket>& bucket,
                      const std::optional<std::string>& url) {
  if (bucket.has_value() == url.has_value()) throw errors::oneDiskSource();
  if (url) return placeOfUrl(*url);
  if (!bucket->s3Bucket || !bucket->s3Key) throw errors::oneDiskSource();
  return {*bucket->s3Bucket, *bucket->s3Key};
}

std::int64_t sizeOfDiskAt(RequestContext& ctx, const DiskPlace& place) {
  const auto buckets = bucketsOf(ctx);
  const auto bucket = buckets->find(place.bucket);
  if (!bucket || bucket->owner != ctx.account()) return 0;
  if (!isIn(*bucket, ctx.region())) throw errors::transferBucketElsewhere(place.bucket);
  const auto object = buckets->findObject(place.bucket, place.key);
  return object ? object->size : 0;
}

void planTransferEncryption(RequestContext& ctx, Transfer& transfer, std::optional<bool> encrypted,
                            const std::optional<std::string>& kmsKeyId) {
  auto plan = domain::planEncryption(encryptionWish(ctx, encrypted, kmsKeyId), nullptr, ctx.caller);
  transfer.encrypted = plan.encrypted;
  transfer.kmsKeyId = std::move(plan.kmsKeyId);
}

std::optional<UserBucketDetails> shownBucket(const std::optional<UserBucket>& bucket) {
  if (!bucket) return std::nullopt;
  return UserBucketDetails{.s3Bucket = bucket->s3Bucket, .s3Key = bucket->s3Key};
}

}  // namespace amilocal::ec2
