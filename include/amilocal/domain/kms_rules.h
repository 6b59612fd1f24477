#pragma once

#include <string>
#include <string_view>

#include "amilocal/domain/kms_key.h"

namespace amilocal::domain {

/// The policy of a key that is made without one: the account may do everything (KMS Developer
/// Guide, "Default key policy").
std::string defaultKeyPolicy(std::string_view partition, std::string_view account);

/// `alias/` and then letters, digits, `/`, `_`, `-`; up to 256 in all; `alias/aws/` is AWS's.
/// Throws InvalidAliasNameException.
void checkAliasName(std::string_view name);

std::string kmsKeyArn(std::string_view keyId, std::string_view region, std::string_view account);
std::string kmsAliasArn(std::string_view name, std::string_view region, std::string_view account);

/// Throws DisabledException, KMSInvalidStateException unless the key can be used now.
void checkKeyEnabled(const KmsKey& key);

/// Throws KMSInvalidStateException for a key that waits to be deleted.
void checkNotPendingDeletion(const KmsKey& key);

/// Throws TagException, for a key that comes twice or begins with `aws:`, and ValidationException.
void checkKeyTags(const Tags& tags);

}  // namespace amilocal::domain
