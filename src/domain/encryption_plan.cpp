#include "amilocal/domain/encryption_plan.h"

#include "amilocal/domain/encryption.h"
#include "amilocal/domain/errors/snapshot_errors.h"

namespace amilocal::domain {
namespace {

bool mayKeepKey(const Snapshot& source, const Caller& owner) {
  return source.owner == owner.account && source.region == owner.region;
}

}  // namespace

EncryptionPlan planEncryption(const EncryptionWish& wish, const Snapshot* source,
                              const Caller& owner) {
  const bool asked = wish.encrypted.value_or(false) || wish.defaults.always;
  if (wish.kmsKeyId && !asked) throw errors::keyNeedsEncryption();
  const bool inherited = source != nullptr && source->encrypted;
  if (!asked && !inherited) return {};
  if (wish.kmsKeyId) return {true, keyArn(*wish.kmsKeyId, owner.region, owner.account)};
  if (inherited && source->kmsKeyId && mayKeepKey(*source, owner)) return {true, source->kmsKeyId};
  if (wish.defaults.kmsKeyId) return {true, wish.defaults.kmsKeyId};
  return {true, defaultKeyArn(owner.region, owner.account)};
}

}  // namespace amilocal::domain
