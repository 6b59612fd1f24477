#pragma once

#include <string>
#include <string_view>

namespace amilocal::domain {

/// Who sent a request, and to which Region: what the signature's credential scope says.
struct Caller {
  std::string account;      ///< twelve digits
  std::string region;       ///< `us-east-1`
  std::string accessKeyId;  ///< empty for an unsigned request
  std::string service{};    ///< `ec2`: what the request is for
};

/// The ARN of the account's root user: there are no other users here.
std::string rootArn(const Caller& caller);

/// The account that an access key stands for: a key of twelve digits is the account itself, any
/// other stands for 000000000000 (docs/compatibility.md). Keys that STS handed out are known to the
/// catalog.
std::string accountOfKey(std::string_view accessKeyId);

/// Does the key look like one of a session (IAM User Guide, "Understanding unique ID prefixes")?
bool isSessionKey(std::string_view accessKeyId);

}  // namespace amilocal::domain
