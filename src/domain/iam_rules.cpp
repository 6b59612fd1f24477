#include "amilocal/domain/iam_rules.h"

#include <algorithm>

#include "amilocal/core/text.h"
#include "amilocal/domain/errors/iam_errors.h"
#include "amilocal/domain/tag_rules.h"

namespace amilocal::domain {
namespace {

// A path has up to 512 characters, a tag's key up to 128 and its value up to 256 (IAM API
// Reference, CreateRole, Tag).
constexpr std::size_t kPathMax = 512, kKeyMax = 128, kValueMax = 256;
constexpr std::string_view kNameMarks = "+=,.@_-";

bool isNameCharacter(char c) {
  const bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return isLetter || (c >= '0' && c <= '9') || kNameMarks.find(c) != std::string_view::npos;
}

// The six parts of an ARN; the last one may have colons of its own.
std::vector<std::string_view> partsOf(std::string_view arn) {
  constexpr std::size_t kParts = 6;
  std::vector<std::string_view> parts;
  while (parts.size() + 1 < kParts) {
    const auto colon = arn.find(':');
    if (colon == std::string_view::npos) return {};
    parts.push_back(arn.substr(0, colon));
    arn.remove_prefix(colon + 1);
  }
  parts.push_back(arn);
  if (parts[0] != "arn") return {};
  return parts;
}

}  // namespace

void checkIamName(std::string_view name, std::string_view member, std::size_t longest) {
  if (name.size() > longest)
    throw errors::validationError(
        name, member, "Member must have length less than or equal to " + std::to_string(longest));
  if (name.empty() || !std::ranges::all_of(name, isNameCharacter))
    throw errors::validationError(name, member,
                                  "Member must satisfy regular expression pattern: [\\w+=,.@-]+");
}

void checkIamPath(std::string_view path) {
  const bool isPath = path.starts_with('/') && path.ends_with('/') && path.size() <= kPathMax;
  if (!isPath)
    throw errors::validationText(
        "The specified value for path is invalid. It must begin and end "
        "with / and contain only alphanumeric characters and/or / "
        "characters.");
}

void checkSessionDuration(std::int64_t seconds) {
  const auto text = std::to_string(seconds);
  if (seconds < kSessionSecondsMin)
    throw errors::validationError(
        text, "maxSessionDuration",
        "Member must have value greater than or equal to " + std::to_string(kSessionSecondsMin));
  if (seconds > kSessionSecondsMax)
    throw errors::validationError(
        text, "maxSessionDuration",
        "Member must have value less than or equal to " + std::to_string(kSessionSecondsMax));
}

void checkIamTags(const Tags& tags) {
  std::vector<std::string> keys;
  for (const auto& tag : tags) {
    if (tag.key.empty() || tag.key.size() > kKeyMax)
      throw errors::validationError(tag.key, "tags.1.member.key",
                                    "Member must have length between 1 and 128");
    if (tag.value.size() > kValueMax)
      throw errors::validationError(tag.value, "tags.1.member.value",
                                    "Member must have length less than or equal to 256");
    keys.push_back(toLower(tag.key));
  }
  std::ranges::sort(keys);
  if (std::ranges::adjacent_find(keys) != keys.end()) throw errors::duplicateTagKeys();
  if (static_cast<std::int64_t>(tags.size()) > kTagsMax)
    throw errors::quotaExceeded("TagsPerResource", kTagsMax);
}

Tags mergedTags(Tags tags, const Tags& added) {
  for (const auto& tag : added) {
    const auto place = std::ranges::find(tags, tag.key, &Tag::key);
    if (place == tags.end())
      tags.push_back(tag);
    else
      place->value = tag.value;
  }
  return tags;
}

std::string iamArn(std::string_view partition, std::string_view account, std::string_view kind,
                   std::string_view path, std::string_view name) {
  return "arn:" + std::string(partition) + ":iam::" + std::string(account) + ":" +
         std::string(kind) + std::string(path) + std::string(name);
}

bool isAwsManagedPolicy(std::string_view arn) {
  return accountInArn(arn) == "aws" && !nameInArn(arn, "policy").empty();
}

std::string_view nameInArn(std::string_view arn, std::string_view kind) {
  const auto parts = partsOf(arn);
  if (parts.empty()) return {};
  const auto resource = parts.back();
  if (!resource.starts_with(kind) || resource.substr(kind.size(), 1) != "/") return {};
  return resource.substr(resource.rfind('/') + 1);
}

std::string_view accountInArn(std::string_view arn) {
  const auto parts = partsOf(arn);
  return parts.empty() ? std::string_view() : parts[4];
}

}  // namespace amilocal::domain
