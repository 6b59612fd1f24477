#include "amilocal/domain/caller.h"

#include "amilocal/core/text.h"
#include "amilocal/domain/region.h"

namespace amilocal::domain {
namespace {

constexpr std::string_view kDefaultAccount = "000000000000";
constexpr std::size_t kAccountDigits = 12;

}  // namespace

std::string accountOfKey(std::string_view accessKeyId) {
  const bool isAccount = accessKeyId.size() == kAccountDigits && isDigits(accessKeyId);
  return std::string(isAccount ? accessKeyId : kDefaultAccount);
}

bool isSessionKey(std::string_view accessKeyId) { return accessKeyId.starts_with("ASIA"); }

std::string rootArn(const Caller& caller) {
  return "arn:" + std::string(partitionOf(caller.region)) + ":iam::" + caller.account + ":root";
}

std::string arnOf(const Caller& caller) {
  return caller.arn.empty() ? rootArn(caller) : caller.arn;
}

}  // namespace amilocal::domain
