#include "services/kms/keys.h"

#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/encryption.h"
#include "amilocal/domain/errors/kms_errors.h"
#include "amilocal/domain/kms_rules.h"
#include "amilocal/domain/region.h"
#include "amilocal/wire/json_reader.h"
#include "kms/handlers.gen.h"
#include "services/kms/pages.h"
#include "services/tasks/tasks.h"

namespace amilocal::kms {
namespace {

// KMS API Reference, ScheduleKeyDeletion and EnableKeyRotation.
constexpr std::int64_t kWindowMin = 7, kWindowMax = 30;
constexpr std::int64_t kRotationMin = 90, kRotationMax = 2560, kRotationUsual = 365;
constexpr std::size_t kDescriptionMax = 8192, kPolicyMax = 32768;
constexpr const char* kPolicyName = "default";

Duration days(std::int64_t count) { return std::chrono::hours{24 * count}; }

KeyMetadata toWire(const domain::KmsKey& key) {
  KeyMetadata out;
  out.aWSAccountId = key.account;
  out.keyId = key.id;
  out.arn = key.arn;
  out.creationDate = key.createdAt;
  out.enabled = key.state == domain::KeyState::enabled;
  out.description = key.description;
  out.keyUsage = "ENCRYPT_DECRYPT";
  out.keyState = std::string(domain::toString(key.state));
  out.deletionDate = key.deletionAt;
  out.origin = "AWS_KMS";
  out.keyManager = isAwsManaged(key) ? "AWS" : "CUSTOMER";
  out.customerMasterKeySpec = "SYMMETRIC_DEFAULT";
  out.keySpec = "SYMMETRIC_DEFAULT";
  out.encryptionAlgorithms = {"SYMMETRIC_DEFAULT"};
  out.multiRegion = false;
  return out;
}

void checkPolicy(const std::string& policy) {
  bool isObject = false;
  try {
    isObject = wire::JsonDocument(policy).root().isObject();
  } catch (const ApiError&) {
    isObject = false;  // a syntax error is KMS's to word
  }
  if (!isObject || policy.size() > kPolicyMax) throw errors::malformedKeyPolicy();
}

// EBS takes symmetric keys with material of AWS's and no others (docs/compatibility.md).
void refuseUnsupported(const CreateKeyRequest& request) {
  const auto isAsked = [](const std::optional<std::string>& value, std::string_view usual) {
    return value && *value != usual;
  };
  if (isAsked(request.keyUsage, "ENCRYPT_DECRYPT")) throw errors::unsupportedParameter("KeyUsage");
  if (isAsked(request.keySpec, "SYMMETRIC_DEFAULT")) throw errors::unsupportedParameter("KeySpec");
  if (isAsked(request.customerMasterKeySpec, "SYMMETRIC_DEFAULT"))
    throw errors::unsupportedParameter("CustomerMasterKeySpec");
  if (isAsked(request.origin, "AWS_KMS")) throw errors::unsupportedParameter("Origin");
  if (request.customKeyStoreId) throw errors::unsupportedParameter("CustomKeyStoreId");
  if (request.xksKeyId) throw errors::unsupportedParameter("XksKeyId");
  if (request.multiRegion.value_or(false)) throw errors::unsupportedParameter("MultiRegion");
}

void checkPolicyName(const std::optional<std::string>& name) {
  if (name && *name != kPolicyName) throw errors::unknownKeyPolicy(*name);
}

void save(RequestContext& ctx, domain::KmsKey& key, domain::KeyState to) {
  ctx.record(key.id, domain::toString(key.state), domain::toString(to));
  key.state = to;
  ctx.catalog.kmsKeys().update(key);
}

}  // namespace

// BypassPolicyLockoutSafetyCheck has nothing to pass by: who sets a policy is not kept from locking
// itself out (docs/compatibility.md).
CreateKeyResponse createKey(RequestContext& ctx, const CreateKeyRequest& request) {
  refuseUnsupported(request);
  domain::KmsKey key;
  key.policy = request.policy.value_or(
      domain::defaultKeyPolicy(domain::partitionOf(ctx.region()), ctx.account()));
  checkPolicy(key.policy);
  key.description = request.description.value_or("");
  if (key.description.size() > kDescriptionMax)
    throw errors::kmsValidation("A description has up to 8192 characters");
  for (const auto& tag : request.tags) key.tags.push_back({tag.tagKey, tag.tagValue});
  domain::checkKeyTags(key.tags);
  key.id = ctx.ids.nextUuid();
  key.arn = domain::kmsKeyArn(key.id, ctx.region(), ctx.account());
  key.account = ctx.account();
  key.region = ctx.region();
  key.createdAt = ctx.now;
  ctx.catalog.kmsKeys().insert(key);
  ctx.record(key.id, "", domain::toString(key.state));
  return {.keyMetadata = toWire(key)};
}

// GrantTokens speak for grants, of which there are none.
DescribeKeyResponse describeKey(RequestContext& ctx, const DescribeKeyRequest& request) {
  return {.keyMetadata = toWire(requireKey(ctx, request.keyId))};
}

ListKeysResponse listKeys(RequestContext& ctx, const ListKeysRequest& request) {
  std::vector<KeyListEntry> all;
  for (const auto& key : ctx.catalog.kmsKeys().list(ctx.account(), ctx.region()))
    if (key.state != domain::KeyState::deleted) all.push_back({.keyId = key.id, .keyArn = key.arn});
  const auto managed = requireKey(ctx, "alias/aws/ebs");
  all.push_back({.keyId = managed.id, .keyArn = managed.arn});
  std::ranges::sort(all, {}, &KeyListEntry::keyId);
  return pageOf<ListKeysResponse>(
      std::move(all), request, [](const KeyListEntry& key) { return *key.keyId; },
      &ListKeysResponse::keys);
}

GetKeyPolicyResponse getKeyPolicy(RequestContext& ctx, const GetKeyPolicyRequest& request) {
  checkPolicyName(request.policyName);
  return {.policy = requireKey(ctx, request.keyId).policy, .policyName = kPolicyName};
}

PutKeyPolicyResponse putKeyPolicy(RequestContext& ctx, const PutKeyPolicyRequest& request) {
  checkPolicyName(request.policyName);
  auto key = requireOwnKey(ctx, request.keyId);
  checkPolicy(request.policy);
  domain::checkNotPendingDeletion(key);
  key.policy = request.policy;
  ctx.catalog.kmsKeys().update(key);
  return {};
}

ListKeyPoliciesResponse listKeyPolicies(RequestContext& ctx,
                                        const ListKeyPoliciesRequest& request) {
  requireKey(ctx, request.keyId);
  return pageOf<ListKeyPoliciesResponse>(
      std::vector<std::string>{kPolicyName}, request, [](const std::string& name) { return name; },
      &ListKeyPoliciesResponse::policyNames);
}

GetKeyRotationStatusResponse getKeyRotationStatus(RequestContext& ctx,
                                                  const GetKeyRotationStatusRequest& request) {
  const auto key = requireKey(ctx, request.keyId);
  GetKeyRotationStatusResponse answer;
  answer.keyId = key.arn;
  answer.keyRotationEnabled = key.rotationPeriodDays.has_value();
  if (!key.rotationPeriodDays) return answer;
  const auto period = days(*key.rotationPeriodDays);
  answer.rotationPeriodInDays = key.rotationPeriodDays;
  const auto past = (ctx.now - *key.rotationSince) / period;
  answer.nextRotationDate = *key.rotationSince + (past + 1) * period;
  return answer;
}

EnableKeyRotationResponse enableKeyRotation(RequestContext& ctx,
                                            const EnableKeyRotationRequest& request) {
  auto key = requireOwnKey(ctx, request.keyId);
  const auto period = request.rotationPeriodInDays.value_or(kRotationUsual);
  if (period < kRotationMin || period > kRotationMax)
    throw errors::kmsValidation("RotationPeriodInDays is from 90 to 2560");
  domain::checkKeyEnabled(key);
  if (!key.rotationPeriodDays) key.rotationSince = ctx.now;
  key.rotationPeriodDays = period;
  ctx.catalog.kmsKeys().update(key);
  return {};
}

DisableKeyRotationResponse disableKeyRotation(RequestContext& ctx,
                                              const DisableKeyRotationRequest& request) {
  auto key = requireOwnKey(ctx, request.keyId);
  domain::checkKeyEnabled(key);
  key.rotationPeriodDays.reset();
  key.rotationSince.reset();
  ctx.catalog.kmsKeys().update(key);
  return {};
}

EnableKeyResponse enableKey(RequestContext& ctx, const EnableKeyRequest& request) {
  auto key = requireOwnKey(ctx, request.keyId);
  domain::checkNotPendingDeletion(key);
  save(ctx, key, domain::KeyState::enabled);
  return {};
}

DisableKeyResponse disableKey(RequestContext& ctx, const DisableKeyRequest& request) {
  auto key = requireOwnKey(ctx, request.keyId);
  domain::checkNotPendingDeletion(key);
  save(ctx, key, domain::KeyState::disabled);
  return {};
}

ScheduleKeyDeletionResponse scheduleKeyDeletion(RequestContext& ctx,
                                                const ScheduleKeyDeletionRequest& request) {
  auto key = requireOwnKey(ctx, request.keyId);
  const auto window = request.pendingWindowInDays.value_or(kWindowMax);
  if (window < kWindowMin || window > kWindowMax)
    throw errors::kmsValidation("PendingWindowInDays is from 7 to 30");
  domain::checkNotPendingDeletion(key);
  key.deletionAt = ctx.now + days(window);
  key.deletionWindowDays = window;
  save(ctx, key, domain::KeyState::pending_deletion);
  ctx.scheduleAt(domain::TaskKind::delete_kms_key, key.arn, *key.deletionAt);
  return {.keyId = key.arn,
          .deletionDate = key.deletionAt,
          .keyState = std::string(domain::toString(key.state)),
          .pendingWindowInDays = window};
}

// A key that was to go is disabled when it is kept (KMS API Reference, CancelKeyDeletion).
CancelKeyDeletionResponse cancelKeyDeletion(RequestContext& ctx,
                                            const CancelKeyDeletionRequest& request) {
  auto key = requireOwnKey(ctx, request.keyId);
  if (key.state != domain::KeyState::pending_deletion) throw errors::keyNotPendingDeletion(key.arn);
  ctx.catalog.tasks().removeFor(key.arn);
  key.deletionAt.reset();
  key.deletionWindowDays.reset();
  save(ctx, key, domain::KeyState::disabled);
  return {.keyId = key.arn};
}

}  // namespace amilocal::kms

namespace amilocal::services {

// The key goes with its aliases; that it was there stays known, so that nothing can use it.
void finishDeleteKmsKey(RequestContext& ctx, const domain::Task& task) {
  auto key = ctx.catalog.kmsKeys().find(task.subject);
  if (!key || key->state != domain::KeyState::pending_deletion) return;
  ctx.record(key->id, domain::toString(key->state), domain::toString(domain::KeyState::deleted));
  key->state = domain::KeyState::deleted;
  key->tags.clear();
  ctx.catalog.kmsKeys().update(*key);
  ctx.catalog.kmsAliases().removeOf(key->arn);
}

}  // namespace amilocal::services
