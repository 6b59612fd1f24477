#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/encryption.h"
#include "amilocal/domain/errors/kms_errors.h"
#include "amilocal/domain/kms_rules.h"
#include "amilocal/domain/region.h"
#include "services/kms/keys.h"

namespace amilocal::kms {
namespace {

constexpr std::string_view kManagedAlias = "alias/aws/ebs";

// AWS's own key for EBS exists in every account and Region, without a row.
domain::KmsKey managedKey(const RequestContext& ctx) {
  domain::KmsKey key;
  key.arn = domain::defaultKeyArn(ctx.region(), ctx.account());
  key.id = key.arn.substr(key.arn.rfind('/') + 1);
  key.account = ctx.account();
  key.region = ctx.region();
  key.description = "Default key that protects my EBS volumes when no other key is defined";
  key.policy = domain::defaultKeyPolicy(domain::partitionOf(ctx.region()), ctx.account());
  key.rotationPeriodDays = 365;
  key.rotationSince = key.createdAt;
  return key;
}

// `alias/NAME`, from either way to name an alias; empty for a key.
std::string_view aliasIn(std::string_view named) {
  if (named.starts_with("alias/")) return named;
  const auto mark = named.find(":alias/");
  if (!named.starts_with("arn:") || mark == std::string_view::npos) return {};
  return named.substr(mark + 1);
}

std::string keyArnOf(RequestContext& ctx, const std::string& named) {
  const auto alias = aliasIn(named);
  if (alias.empty())
    return named.starts_with("arn:") ? named
                                     : domain::kmsKeyArn(named, ctx.region(), ctx.account());
  const auto arn =
      named.starts_with("arn:") ? named : domain::kmsAliasArn(alias, ctx.region(), ctx.account());
  if (alias == kManagedAlias) return domain::defaultKeyArn(ctx.region(), ctx.account());
  const auto found = ctx.catalog.kmsAliases().find(arn);
  if (!found) throw errors::aliasNotFound(arn);
  return found->keyArn;
}

}  // namespace

bool isAwsManaged(const domain::KmsKey& key) {
  return domain::isDefaultKeyArn(key.arn, key.region, key.account);
}

domain::KmsKey requireKey(RequestContext& ctx, const std::string& named) {
  const auto arn = keyArnOf(ctx, named);
  if (domain::isDefaultKeyArn(arn, ctx.region(), ctx.account())) return managedKey(ctx);
  auto key = ctx.catalog.kmsKeys().find(arn);
  const bool isThere = key && key->account == ctx.account() && key->region == ctx.region() &&
                       key->state != domain::KeyState::deleted;
  if (!isThere) throw errors::keyNotFound(arn);
  return *std::move(key);
}

domain::KmsKey requireOwnKey(RequestContext& ctx, const std::string& named) {
  auto key = requireKey(ctx, named);
  if (isAwsManaged(key)) throw errors::awsManagedKey(key.arn);
  return key;
}

std::string resolved(RequestContext& ctx, const std::string& named) {
  const auto alias = aliasIn(named);
  if (alias.empty()) return named;
  const auto arn =
      named.starts_with("arn:") ? named : domain::kmsAliasArn(alias, ctx.region(), ctx.account());
  const auto found = ctx.catalog.kmsAliases().find(arn);
  return found ? found->keyArn : named;
}

std::vector<std::string> unusableKeys(RequestContext& ctx) {
  auto keys = ctx.catalog.kmsKeys().listUnusable();
  const auto& named = ctx.settings.unusableKmsKeys;
  keys.insert(keys.end(), named.begin(), named.end());
  return keys;
}

}  // namespace amilocal::kms
