#pragma once

#include <optional>
#include <string>

#include "amilocal/domain/account_settings.h"
#include "amilocal/domain/encryption_plan.h"
#include "amilocal/domain/snapshot.h"
#include "amilocal/engine/request_context.h"

/// The caller's settings in the Region, and their reading where another operation obeys them.
namespace amilocal::ec2 {

/// Block public access for the caller's images.
domain::PublicAccess imagePublicAccess(RequestContext& ctx);

/// The same for its snapshots.
domain::PublicAccess snapshotPublicAccess(RequestContext& ctx);

/// The snapshot as the caller meets it: another's is not public while its owner blocks all public
/// sharing where the snapshot is (Amazon EBS User Guide, "Block public access for snapshots").
domain::Snapshot asMet(RequestContext& ctx, domain::Snapshot snapshot);

/// Whether new volumes and copies of the caller's are encrypted, and under which key.
domain::EncryptionDefaults encryptionDefaults(RequestContext& ctx);

/// What a request says of encryption, before the caller's defaults.
domain::EncryptionWish encryptionWish(RequestContext& ctx, std::optional<bool> encrypted,
                                      const std::optional<std::string>& kmsKeyId);

}  // namespace amilocal::ec2
