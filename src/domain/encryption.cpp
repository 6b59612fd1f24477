#include "amilocal/domain/encryption.h"

#include <algorithm>

#include "amilocal/core/hash.h"
#include "amilocal/core/text.h"

namespace amilocal::domain {
namespace {

// A key's id has the form of a UUID; here it is a function of what names the key.
std::string keyIdFor(std::string_view name) {
  const auto hex = stableHex("kms:" + std::string(name), 32);
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20);
}

std::string partitionOf(std::string_view region) {
  if (region.starts_with("us-gov-")) return "aws-us-gov";
  return region.starts_with("cn-") ? "aws-cn" : "aws";
}

std::string arnOf(std::string_view keyId, std::string_view region, std::string_view account) {
  return "arn:" + partitionOf(region) + ":kms:" + std::string(region) + ":" + std::string(account) +
         ":key/" + std::string(keyId);
}

std::string aliasArn(std::string_view alias, std::string_view region, std::string_view account) {
  return arnOf(
      keyIdFor(std::string(region) + ":" + std::string(account) + ":" + std::string(alias)), region,
      account);
}

}  // namespace

std::string defaultKeyArn(std::string_view region, std::string_view account) {
  return aliasArn("alias/aws/ebs", region, account);
}

bool isDefaultKeyArn(std::string_view arn, std::string_view region, std::string_view account) {
  return arn == defaultKeyArn(region, account);
}

std::string keyArn(std::string_view given, std::string_view region, std::string_view account) {
  if (given.starts_with("alias/")) return aliasArn(given, region, account);
  if (const auto alias = given.find(":alias/");
      given.starts_with("arn:") && alias != std::string_view::npos)
    return aliasArn(given.substr(alias + 1), region, account);
  if (given.starts_with("arn:")) return std::string(given);
  return arnOf(given, region, account);
}

bool isUsableKey(std::string_view arn, std::string_view region, std::string_view account,
                 const std::vector<std::string>& unusable) {
  constexpr std::string_view kKey = "key/";
  const auto parts = split(arn, ':');  // arn:aws:kms:REGION:ACCOUNT:key/ID
  const bool wellFormed = parts.size() == 6 && parts[0] == "arn" && parts[2] == "kms" &&
                          parts[4].size() == 12 && isDigits(parts[4]) &&
                          parts[5].starts_with(kKey) && parts[5].size() > kKey.size();
  if (!wellFormed || parts[3] != region) return false;
  return std::none_of(unusable.begin(), unusable.end(), [&](const std::string& name) {
    return keyArn(name, region, account) == arn;
  });
}

}  // namespace amilocal::domain
