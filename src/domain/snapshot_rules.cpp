#include "amilocal/domain/snapshot_rules.h"

#include <algorithm>

#include "amilocal/core/hash.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/encryption.h"
#include "amilocal/domain/errors/snapshot_errors.h"
#include "amilocal/domain/errors/volume_errors.h"
#include "amilocal/domain/image_rules.h"
#include "amilocal/domain/snapshot_tier_rules.h"
#include "amilocal/domain/task_time.h"

namespace amilocal::domain {
namespace {

constexpr std::size_t kPermissionChangesMax = 500;

// EC2 API Reference, CopySnapshot, CompletionDurationMinutes: 15-minute steps, up to 48 hours.
constexpr std::int64_t kDurationStep = 15, kDurationMax = 2880;

constexpr std::string_view kSelf = "self", kAll = "all", kAmazon = "amazon";

bool isAccountId(std::string_view text) { return text.size() == 12 && isDigits(text); }

bool isOwnedBy(const Snapshot& snapshot, std::string_view owner, const std::string& account) {
  if (owner == kSelf) return snapshot.owner == account;
  if (owner == kAmazon) return snapshot.ownerAlias == kAmazon;
  return snapshot.owner == owner;
}

// EC2 API Reference, DescribeSnapshots: "You can specify AWS account IDs (if you own the
// snapshots), self for snapshots for which you own or have explicit permissions, or all for public
// snapshots."
bool isRestorableBy(const Snapshot& snapshot, const std::string& user, const std::string& account) {
  if (user == kAll) return isPublic(snapshot.createVolumePermissions);
  if (user == kSelf || user == account)
    return snapshot.owner == account || namesAccount(snapshot.createVolumePermissions, account);
  return snapshot.owner == account && namesAccount(snapshot.createVolumePermissions, user);
}

void checkCompletionDuration(std::int64_t minutes) {
  if (minutes < kDurationStep || minutes > kDurationMax || minutes % kDurationStep != 0)
    throw errors::badCompletionDuration(minutes);
}

bool sharesPublicly(const PermissionChange& change) {
  return change.kind == PermissionChange::Kind::add && isPublic(change.grantees);
}

void checkMayShare(const Snapshot& snapshot, const PermissionChange& change, PublicAccess access) {
  if (change.kind == PermissionChange::Kind::add) checkNotArchived(snapshot);
  const bool isNew = sharesPublicly(change) && !isPublic(snapshot.createVolumePermissions);
  if (isNew && access != PublicAccess::unblocked) throw errors::publicSnapshotsBlocked();
  if (!snapshot.encrypted) return;
  if (sharesPublicly(change)) throw errors::encryptedSnapshotNotPublic();
  if (change.kind == PermissionChange::Kind::add && snapshot.kmsKeyId &&
      isDefaultKeyArn(*snapshot.kmsKeyId, snapshot.region, snapshot.owner))
    throw errors::defaultKeySnapshotNotShared();
}

}  // namespace

std::string progressOf(const Snapshot& snapshot, Instant now) {
  if (snapshot.state == SnapshotState::completed) return "100%";
  // Who writes a snapshot block by block says himself how far he is.
  if (snapshot.uploadTimeoutMinutes)
    return std::to_string(snapshot.uploadProgress.value_or(0)) + "%";
  // What is pending is not all there, even when the moment of its end has come.
  const auto percent = percentDone(snapshot.startedAt, snapshot.dueAt, now);
  return std::to_string(std::min(percent, 99)) + "%";
}

bool isGone(const Snapshot& snapshot) {
  return snapshot.state == SnapshotState::deleted || snapshot.state == SnapshotState::recoverable ||
         snapshot.state == SnapshotState::recovering;
}

bool isUsableBy(const Snapshot& snapshot, const std::string& account) {
  return snapshot.owner == account || isPublic(snapshot.createVolumePermissions) ||
         namesAccount(snapshot.createVolumePermissions, account);
}

Snapshot asOthersMeet(Snapshot snapshot, PublicAccess access) {
  if (access == PublicAccess::block_all_sharing)
    std::erase(snapshot.createVolumePermissions, Grantee{GranteeKind::group, std::string(kAll)});
  return snapshot;
}

void checkAudience(const SnapshotAudience& audience) {
  for (const auto& owner : audience.owners)
    if (owner != kSelf && owner != kAmazon && !isAccountId(owner))
      throw errors::malformedSnapshotUser(owner);
  for (const auto& user : audience.restorableBy)
    if (user != kSelf && user != kAll && !isAccountId(user))
      throw errors::malformedSnapshotUser(user);
}

bool matchesAudience(const SnapshotAudience& audience, const Snapshot& snapshot,
                     const std::string& account) {
  const auto& [owners, users] = audience;
  const bool owned = owners.empty() || std::ranges::any_of(owners, [&](const std::string& owner) {
                       return isOwnedBy(snapshot, owner, account);
                     });
  return owned && (users.empty() || std::ranges::any_of(users, [&](const std::string& user) {
                     return isRestorableBy(snapshot, user, account);
                   }));
}

std::vector<std::string> ownerAccounts(const SnapshotAudience& audience,
                                       const std::string& account) {
  std::vector<std::string> accounts;
  for (const auto& owner : audience.owners) {
    if (owner == kAmazon) return {};  // an alias of many
    accounts.push_back(owner == kSelf ? account : owner);
  }
  return accounts;
}

std::string dataKeyIdFor(std::string_view origin) {
  const auto hex = stableHex("data-key:" + std::string(origin), 32);
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20);
}

Snapshot planSnapshot(const Volume& volume, SnapshotId id, std::string description, Instant now) {
  if (volume.state != VolumeState::available && volume.state != VolumeState::in_use)
    throw errors::incorrectVolumeState(volume.id, toString(volume.state));
  checkImageDescription(description);
  Snapshot snapshot;
  snapshot.id = std::move(id);
  snapshot.region = volume.region;
  snapshot.owner = volume.owner;
  snapshot.volumeId = volume.id.str();
  snapshot.volumeSizeGib = volume.sizeGib;
  snapshot.description = std::move(description);
  snapshot.startedAt = now;
  snapshot.encrypted = volume.encrypted;
  snapshot.kmsKeyId = volume.kmsKeyId;
  if (volume.encrypted) snapshot.dataEncryptionKeyId = dataKeyIdFor(volume.id.str());
  snapshot.contentId = volume.contentId;
  return snapshot;
}

Snapshot planSnapshotCopy(const Snapshot& source, const SnapshotCopyWish& wish, SnapshotId id,
                          const Caller& caller, Instant now) {
  if (source.state != SnapshotState::completed)
    throw errors::snapshotNotCopyable(source.id, toString(source.state));
  checkNotArchived(source);
  if (wish.encryption.encrypted == false) throw errors::snapshotCannotBeDecrypted();
  if (wish.completionDurationMinutes) checkCompletionDuration(*wish.completionDurationMinutes);
  checkImageDescription(wish.description);
  auto encryption = planEncryption(wish.encryption, &source, caller);
  Snapshot copy;
  copy.id = std::move(id);
  copy.region = caller.region;
  copy.owner = caller.account;
  copy.volumeSizeGib = source.volumeSizeGib;
  copy.description = wish.description;
  copy.startedAt = now;
  copy.encrypted = encryption.encrypted;
  copy.kmsKeyId = std::move(encryption.kmsKeyId);
  if (copy.encrypted) copy.dataEncryptionKeyId = dataKeyIdFor(copy.id.str());
  copy.transferType = wish.completionDurationMinutes ? "time-based" : "standard";
  copy.completionDurationMinutes = wish.completionDurationMinutes;
  copy.sourceSnapshotId = source.id.str();
  copy.contentId = source.contentId;
  return copy;
}

void checkConcurrentCopies(std::int64_t running, std::int64_t limit) {
  if (running >= limit) throw errors::tooManySnapshotCopies(limit);
}

Grantees changedPermissions(const Snapshot& snapshot, const PermissionChange& change,
                            PublicAccess access) {
  if (change.grantees.size() > kPermissionChangesMax)
    throw errors::tooManyPermissionChanges(kPermissionChangesMax);
  checkMayShare(snapshot, change, access);
  auto permissions = snapshot.createVolumePermissions;
  for (const auto& grantee : change.grantees) {
    if (change.kind == PermissionChange::Kind::remove)
      std::erase(permissions, grantee);
    else if (std::ranges::find(permissions, grantee) == permissions.end())
      permissions.push_back(grantee);
  }
  return permissions;
}

Grantee snapshotUser(std::string_view userId) {
  if (!isAccountId(userId)) throw errors::invalidSnapshotGrantee(userId, "userId");
  return {GranteeKind::userId, std::string(userId)};
}

Grantee snapshotGroup(std::string_view group) {
  if (group != kAll) throw errors::invalidSnapshotGrantee(group, "userGroup");
  return {GranteeKind::group, std::string(group)};
}

}  // namespace amilocal::domain
