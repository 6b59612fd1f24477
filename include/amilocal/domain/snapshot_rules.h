#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/ids.h"
#include "amilocal/core/instant.h"
#include "amilocal/domain/account_settings.h"
#include "amilocal/domain/caller.h"
#include "amilocal/domain/encryption_plan.h"
#include "amilocal/domain/snapshot.h"
#include "amilocal/domain/volume.h"

namespace amilocal::domain {

/// `42%`, and `100%` at the end (aws-facts/snapshots-volumes-instances.md 1.1).
std::string progressOf(const Snapshot& snapshot, Instant now);

/// Is it there for nobody any more: deleted, or in the Recycle Bin? Such rows are kept.
bool isGone(const Snapshot& snapshot);

/// May the account make volumes from it: its own, public, or shared with it (EC2 API Reference,
/// DescribeSnapshots)?
bool isUsableBy(const Snapshot& snapshot, const std::string& account);

/// The snapshot as accounts other than its owner meet it. block-all-sharing takes the public's
/// access away while it is set; the owner's own view of the permissions stays as it was (Amazon EBS
/// User Guide, "Block public access for snapshots").
Snapshot asOthersMeet(Snapshot snapshot, PublicAccess access);

/// Whose snapshots, and restorable by whom, a DescribeSnapshots asks for. Empty lists ask for all.
struct SnapshotAudience {
  std::vector<std::string> owners;        ///< account ids, `self`, `amazon`
  std::vector<std::string> restorableBy;  ///< account ids, `self`, `all`
};

/// Throws InvalidUserID.Malformed.
void checkAudience(const SnapshotAudience& audience);

/// Is the snapshot, which `account` can see, among those asked for?
bool matchesAudience(const SnapshotAudience& audience, const Snapshot& snapshot,
                     const std::string& account);

/// The accounts that own everything asked for; empty when that is not known.
std::vector<std::string> ownerAccounts(const SnapshotAudience& audience,
                                       const std::string& account);

/// The identifier of the data key of what begins with this volume or copy: a function of it, since
/// no key is behind it. Volumes and snapshots that come from each other share it (EC2 API
/// Reference, Snapshot, dataEncryptionKeyId).
std::string dataKeyIdFor(std::string_view origin);

/// A snapshot of a volume, pending, with the encryption of the volume and a data key of its own.
/// Throws IncorrectState for a volume that is neither available nor in use, and what
/// checkImageDescription() throws: the rule is the same for snapshots.
Snapshot planSnapshot(const Volume& volume, SnapshotId id, std::string description, Instant now);

/// What CopySnapshot says besides the source.
struct SnapshotCopyWish {
  std::string description;
  EncryptionWish encryption;
  std::optional<std::int64_t> completionDurationMinutes;
};

/// A copy of a snapshot, pending, owned by the caller in its Region. Throws IncorrectState for a
/// source that is not completed, InvalidParameterValue for Encrypted=false or a bad duration, and
/// what planEncryption() and checkImageDescription() throw.
Snapshot planSnapshotCopy(const Snapshot& source, const SnapshotCopyWish& wish, SnapshotId id,
                          const Caller& caller, Instant now);

/// Throws ResourceLimitExceeded when as many copies are in progress for the destination Region as
/// there may be (Limit::snapshot_copies).
void checkConcurrentCopies(std::int64_t running, std::int64_t limit);

/// The account ids and groups that a ModifySnapshotAttribute adds or removes.
struct PermissionChange {
  enum class Kind { add, remove };
  Kind kind = Kind::add;
  Grantees grantees;
};

/// The create-volume permissions after a change; `access` is the owner's setting. Throws
/// OperationNotPermitted for a snapshot made public while that is blocked, for an encrypted one
/// made public, or one under the default key shared at all; InvalidParameterValue for more than 500
/// changes (EC2 API Reference, ModifySnapshotAttribute).
Grantees changedPermissions(const Snapshot& snapshot, const PermissionChange& change,
                            PublicAccess access);

/// Throw InvalidAMIAttributeItemValue for what is no account id or no group.
Grantee snapshotUser(std::string_view userId);
Grantee snapshotGroup(std::string_view group);

}  // namespace amilocal::domain
