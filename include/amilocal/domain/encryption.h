#pragma once

#include <string>
#include <string_view>

namespace amilocal::domain {

/// The ARN of the account's AWS managed key for EBS, `aws/ebs`, in a Region: what default
/// encryption uses. A function of its arguments, since no KMS is behind it.
std::string defaultKeyArn(std::string_view region, std::string_view account);

/// Is this the ARN of that managed key? Snapshots under it cannot be shared
/// (aws-facts/images.md 2.2).
bool isDefaultKeyArn(std::string_view arn, std::string_view region, std::string_view account);

/// The ARN of what a request names: a key id, a key ARN, an alias name or an alias ARN
/// (images.md section 7, CopyImage, "KmsKeyId forms"). Any name is taken for a key that exists:
/// AWS checks it later, and fails the task (docs/compatibility.md).
std::string keyArn(std::string_view given, std::string_view region, std::string_view account);

}  // namespace amilocal::domain
