#pragma once

#include <optional>
#include <string>

#include "amilocal/domain/caller.h"
#include "amilocal/domain/snapshot.h"

namespace amilocal::domain {

/// What an account has set for its new volumes and copies in a Region.
struct EncryptionDefaults {
  bool always = false;                  ///< encryption by default is on
  std::optional<std::string> kmsKeyId;  ///< ARN; absent: the AWS managed key, defaultKeyArn()
};

/// What a request says of the encryption of a volume or of a copy, and what holds where it says
/// nothing.
struct EncryptionWish {
  std::optional<bool> encrypted;
  std::optional<std::string> kmsKeyId;
  EncryptionDefaults defaults = {};
};

struct EncryptionPlan {
  bool encrypted = false;
  std::optional<std::string> kmsKeyId;  ///< key ARN, when encrypted
  friend bool operator==(const EncryptionPlan&, const EncryptionPlan&) = default;
};

/// The encryption of a new volume, or of a copy of a snapshot, that `owner` makes in its Region.
/// What comes from an encrypted snapshot is encrypted whatever the request says: by the same key
/// when it is the owner's own in the same Region, else by the owner's default key (Amazon EBS User
/// Guide, "Amazon EBS encryption", encryption outcomes). Nobody can opt out of encryption by
/// default, and with it a key may be named alone. `source` is null for an empty volume. Throws
/// InvalidParameterDependency for a key where nothing else asks for encryption.
EncryptionPlan planEncryption(const EncryptionWish& wish, const Snapshot* source,
                              const Caller& owner);

}  // namespace amilocal::domain
