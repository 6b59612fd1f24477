#pragma once

#include <string>

namespace amilocal::domain {

/// Who sent a request, and to which Region: what the signature's credential scope says.
struct Caller {
  std::string account;      ///< twelve digits
  std::string region;       ///< `us-east-1`
  std::string accessKeyId;  ///< empty for an unsigned request
};

/// The ARN of the account's root user: there are no other users here.
std::string rootArn(const Caller& caller);

}  // namespace amilocal::domain
