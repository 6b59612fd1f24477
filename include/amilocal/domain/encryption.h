#pragma once

#include <string>
#include <string_view>
#include <vector>

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

/// Can the account use the key in the Region? The rule of this emulator, behind which there is no
/// KMS: a key is usable unless its ARN is malformed, is of another Region, or is what one of the
/// names in `unusable` stands for there (`--unusable-kms-key`; each as keyArn() takes it). A key of
/// another account is usable, as its policy may allow on AWS.
bool isUsableKey(std::string_view arn, std::string_view region, std::string_view account,
                 const std::vector<std::string>& unusable);

}  // namespace amilocal::domain
