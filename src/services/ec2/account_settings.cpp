#include "services/ec2/account_settings.h"

#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/snapshot_rules.h"
#include "services/kms/keys.h"

namespace amilocal::ec2 {
namespace {

// What was never set is not blocked, though AWS blocks images in accounts of recent years
// (docs/compatibility.md).
domain::PublicAccess publicAccess(RequestContext& ctx, const std::string& account,
                                  const std::string& region, const char* name) {
  const auto value = ctx.catalog.settings().find(account, region, name);
  return domain::parsePublicAccess(value.value_or("")).value_or(domain::PublicAccess::unblocked);
}

}  // namespace

domain::PublicAccess imagePublicAccess(RequestContext& ctx) {
  return publicAccess(ctx, ctx.account(), ctx.region(), domain::kImagePublicAccess);
}

domain::PublicAccess snapshotPublicAccess(RequestContext& ctx) {
  return publicAccess(ctx, ctx.account(), ctx.region(), domain::kSnapshotPublicAccess);
}

domain::Snapshot asMet(RequestContext& ctx, domain::Snapshot snapshot) {
  if (snapshot.owner == ctx.account() || !domain::isPublic(snapshot.createVolumePermissions))
    return snapshot;
  const auto access =
      publicAccess(ctx, snapshot.owner, snapshot.region, domain::kSnapshotPublicAccess);
  return domain::asOthersMeet(std::move(snapshot), access);
}

domain::EncryptionDefaults encryptionDefaults(RequestContext& ctx) {
  const auto& settings = ctx.catalog.settings();
  return {
      .always = settings.find(ctx.account(), ctx.region(), domain::kEncryptionByDefault) == "true",
      .kmsKeyId = settings.find(ctx.account(), ctx.region(), domain::kDefaultKmsKey)};
}

domain::EncryptionWish encryptionWish(RequestContext& ctx, std::optional<bool> encrypted,
                                      const std::optional<std::string>& kmsKeyId) {
  const auto key = kmsKeyId ? std::optional(kms::resolved(ctx, *kmsKeyId)) : std::nullopt;
  return {.encrypted = encrypted, .kmsKeyId = key, .defaults = encryptionDefaults(ctx)};
}

}  // namespace amilocal::ec2
