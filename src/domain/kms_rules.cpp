#include "amilocal/domain/kms_rules.h"

#include <algorithm>
#include <vector>

#include "amilocal/domain/errors/kms_errors.h"
#include "amilocal/domain/region.h"
#include "amilocal/domain/tag_rules.h"
#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<KeyState> kStates[] = {
    {KeyState::enabled, "Enabled"},
    {KeyState::disabled, "Disabled"},
    {KeyState::pending_deletion, "PendingDeletion"},
    {KeyState::deleted, "Deleted"},
};

constexpr std::string_view kAliasPrefix = "alias/";
constexpr std::size_t kAliasMax = 256, kTagKeyLongest = 128, kTagValueLongest = 256;

bool isAliasCharacter(char c) {
  const bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return isLetter || (c >= '0' && c <= '9') || c == '/' || c == '_' || c == '-';
}

std::string arnOf(std::string_view resource, std::string_view region, std::string_view account) {
  return "arn:" + std::string(partitionOf(region)) + ":kms:" + std::string(region) + ":" +
         std::string(account) + ":" + std::string(resource);
}

}  // namespace

std::string_view toString(KeyState state) { return nameOf(kStates, state); }
std::optional<KeyState> parseKeyState(std::string_view text) { return valueOf(kStates, text); }

std::string defaultKeyPolicy(std::string_view partition, std::string_view account) {
  return "{\n  \"Version\" : \"2012-10-17\",\n  \"Id\" : \"key-default-1\",\n"
         "  \"Statement\" : [ {\n    \"Sid\" : \"Enable IAM User Permissions\",\n"
         "    \"Effect\" : \"Allow\",\n    \"Principal\" : {\n      \"AWS\" : \"arn:" +
         std::string(partition) + ":iam::" + std::string(account) +
         ":root\"\n    },\n    \"Action\" : \"kms:*\",\n    \"Resource\" : \"*\"\n  } ]\n}";
}

void checkAliasName(std::string_view name) {
  const bool isOurs = name.starts_with(kAliasPrefix) && !name.starts_with("alias/aws/") &&
                      name.size() > kAliasPrefix.size() && name.size() <= kAliasMax;
  if (!isOurs || !std::ranges::all_of(name, isAliasCharacter)) throw errors::invalidAliasName();
}

std::string kmsKeyArn(std::string_view keyId, std::string_view region, std::string_view account) {
  return arnOf("key/" + std::string(keyId), region, account);
}

std::string kmsAliasArn(std::string_view name, std::string_view region, std::string_view account) {
  return arnOf(name, region, account);
}

void checkKeyEnabled(const KmsKey& key) {
  checkNotPendingDeletion(key);
  if (key.state == KeyState::disabled) throw errors::keyDisabled(key.arn);
}

void checkNotPendingDeletion(const KmsKey& key) {
  if (key.state == KeyState::pending_deletion) throw errors::keyPendingDeletion(key.arn);
}

void checkKeyTags(const Tags& tags) {
  std::vector<std::string> keys;
  for (const auto& tag : tags) {
    if (tag.key.empty() || tag.key.size() > kTagKeyLongest || tag.value.size() > kTagValueLongest)
      throw errors::kmsValidation("A tag's key has 1 to 128 characters and its value up to 256");
    if (isReservedTagKey(tag.key))
      throw errors::keyTagInvalid(
          "aws: prefixed tag key name is not "
          "allowed for external use");
    keys.push_back(tag.key);
  }
  std::ranges::sort(keys);
  if (std::ranges::adjacent_find(keys) != keys.end())
    throw errors::keyTagInvalid("Duplicate tag keys");
  if (static_cast<std::int64_t>(tags.size()) > kTagsMax)
    throw errors::keyTagInvalid("Too many tags");
}

}  // namespace amilocal::domain
