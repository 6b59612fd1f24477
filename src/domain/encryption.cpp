#include "amilocal/domain/encryption.h"

#include "amilocal/core/hash.h"

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

}  // namespace amilocal::domain
