#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "amilocal/domain/iam.h"

namespace amilocal::domain {

/// IAM User Guide, "IAM and AWS STS quotas".
inline constexpr std::size_t kRoleNameMax = 64, kPolicyNameMax = 128, kProfileNameMax = 128,
                             kGroupNameMax = 128;
inline constexpr std::int64_t kPoliciesPerRole = 10;
inline constexpr std::int64_t kSessionSecondsMin = 3600, kSessionSecondsMax = 43200;

/// Letters, digits and `+=,.@_-`, up to `longest`. Throws ValidationError naming the member.
void checkIamName(std::string_view name, std::string_view member, std::size_t longest);

/// Begins and ends with a slash. Throws ValidationError.
void checkIamPath(std::string_view path);

/// From one hour to twelve. Throws ValidationError.
void checkSessionDuration(std::int64_t seconds);

/// Throws InvalidInput for a key that comes twice, whatever its case, and ValidationError for one
/// that is empty or too long; LimitExceeded for more than 50.
void checkIamTags(const Tags& tags);

/// `tags` with `added`; a key that is there already gets the new value.
Tags mergedTags(Tags tags, const Tags& added);

/// `arn:aws:iam::ACCOUNT:KIND/PATH/NAME`; `kind` is `role`, `policy` or `instance-profile`.
std::string iamArn(std::string_view partition, std::string_view account, std::string_view kind,
                   std::string_view path, std::string_view name);

/// Is this one of AWS's own policies? They exist in every account, without a row.
bool isAwsManagedPolicy(std::string_view arn);

/// The last part of an ARN's resource: the name, or empty when the text is no ARN of `kind`.
std::string_view nameInArn(std::string_view arn, std::string_view kind);

/// The account of an ARN; empty when the text is none.
std::string_view accountInArn(std::string_view arn);

}  // namespace amilocal::domain
