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
  std::string arn{};        ///< of the user or session, once it is known
  std::string userId{};     ///< `AIDA…`, `AROA…:SESSION`, or the account's number
  std::string sourceIp{};   ///< where the request came from
  bool isSecure = false;    ///< did it come by HTTPS?
};

/// The ARN of the account's root user, in the partition of the caller's Region.
std::string rootArn(const Caller& caller);

/// The caller's own ARN; that of the root user as long as no other is known.
std::string arnOf(const Caller& caller);

/// The account that an access key stands for: a key of twelve digits is the account itself, any
/// other stands for 000000000000 (docs/compatibility.md). Keys that STS handed out are known to the
/// catalog, those of a credentials file to the settings.
std::string accountOfKey(std::string_view accessKeyId);

/// Does the key look like one of a session (IAM User Guide, "Understanding unique ID prefixes")?
bool isSessionKey(std::string_view accessKeyId);

}  // namespace amilocal::domain
