#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/domain/kms_key.h"
#include "amilocal/engine/request_context.h"

/// KMS as its own operations and as EC2 see it. Keys that were never made here are taken for keys
/// that exist wherever EC2 is told to use one; KMS itself does not know them
/// (docs/compatibility.md).
namespace amilocal::kms {

/// A key of the caller's in the Region, by id, ARN, alias name or alias ARN; AWS's own `aws/ebs`
/// too. Throws NotFoundException.
domain::KmsKey requireKey(RequestContext& ctx, const std::string& named);

/// The same for what changes the key: AWS's own is refused.
domain::KmsKey requireOwnKey(RequestContext& ctx, const std::string& named);

/// Is it AWS's own key for EBS?
bool isAwsManaged(const domain::KmsKey& key);

/// The key that `named` stands for, when it is an alias that was made here; else as it is.
std::string resolved(RequestContext& ctx, const std::string& named);

/// The keys that a copy cannot use: what `--unusable-kms-key` names and what was disabled or
/// deleted here.
std::vector<std::string> unusableKeys(RequestContext& ctx);

}  // namespace amilocal::kms
