#include <algorithm>

#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/recycle_bin_errors.h"
#include "amilocal/domain/recycle_bin.h"

namespace amilocal::domain {
namespace {

// rbin's model: Description, ResourceTagKey, ResourceTagValue, RuleIdentifier, TagKey, TagValue.
constexpr std::size_t kDescriptionMax = 255, kKeyMax = 128, kValueMax = 256, kIdentifierSize = 11;
constexpr std::size_t kArnMax = 1011;

// The model counts characters, not bytes.
std::size_t lengthOf(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

[[noreturn]] void refuseLength(std::string_view member, std::string_view which, std::size_t bound) {
  throw errors::constraintViolation("at '" + std::string(member) + "'",
                                    "Member must have length " + std::string(which) +
                                        " than or equal to " + std::to_string(bound));
}

void checkBetween(std::string_view member, std::int64_t value, std::int64_t low,
                  std::int64_t high) {
  const auto subject = "'" + std::to_string(value) + "' at '" + std::string(member) + "'";
  if (value < low)
    throw errors::constraintViolation(
        subject, "Member must have value greater than or equal to " + std::to_string(low));
  if (value > high)
    throw errors::constraintViolation(
        subject, "Member must have value less than or equal to " + std::to_string(high));
}

[[noreturn]] void refusePattern(std::string_view member, std::string_view value,
                                std::string_view pattern) {
  throw errors::constraintViolation(
      "'" + std::string(value) + "' at '" + std::string(member) + "'",
      "Member must satisfy regular expression pattern: " + std::string(pattern));
}

void checkDescription(const RetentionRule& rule) {
  if (!rule.description) return;
  const bool isOneLine = std::ranges::none_of(*rule.description, [](char c) {
    return c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
  });
  if (!isOneLine || lengthOf(*rule.description) > kDescriptionMax)
    refusePattern("description", *rule.description, "^[\\S ]{0,255}$");
}

void checkResourceTags(std::string_view member, const RuleTags& tags, std::size_t most) {
  if (tags.size() > most) refuseLength(member, "less", most);
  for (const auto& tag : tags) {
    if (tag.key.empty() || lengthOf(tag.key) > kKeyMax)
      refusePattern(std::string(member) + ".resourceTagKey", tag.key, "^[\\S\\s]{1,128}$");
    if (tag.value && lengthOf(*tag.value) > kValueMax)
      refusePattern(std::string(member) + ".resourceTagValue", *tag.value, "^[\\S\\s]{0,256}$");
  }
}

void checkPeriod(const RetentionRule& rule) {
  const std::string member = "retentionPeriod.retentionPeriodValue";
  checkBetween(member, rule.retentionDays, 1, kRetentionDaysModelMax);
  const auto most =
      rule.resourceType == BinResource::volume ? kVolumeRetentionDaysMax : kRetentionDaysMax;
  if (rule.retentionDays > most)
    throw errors::invalidRule("The retention period for " +
                              std::string(toString(rule.resourceType)) + " must be between 1 and " +
                              std::to_string(most) + " days.");
}

// Letters, digits, blanks and _.:/=+-@; any character beyond ASCII is taken for a letter.
bool isTagText(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    const bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
    const bool isDigit = c >= '0' && c <= '9';
    return isLetter || isDigit || std::string_view(" _.:/=+-@").find(c) != std::string_view::npos;
  });
}

bool isLettersAndDigits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
}

bool isRegionLevel(const RetentionRule& rule) { return rule.resourceTags.empty(); }

}  // namespace

void checkRule(const RetentionRule& rule) {
  checkPeriod(rule);
  checkDescription(rule);
  checkResourceTags("resourceTags", rule.resourceTags, kRuleResourceTagsMax);
  checkResourceTags("excludeResourceTags", rule.excludedTags, kRuleExcludedTagsMax);
  checkRuleTags(rule.tags);
  if (!isRegionLevel(rule) && !rule.excludedTags.empty())
    throw errors::invalidRule("Exclusion tags can be specified for Region-level rules only.");
}

void checkRuleTags(const Tags& tags) {
  constexpr std::string_view kPattern = "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$";
  if (tags.size() > kRuleTagsInRequestMax) refuseLength("tags", "less", kRuleTagsInRequestMax);
  for (const auto& [key, value] : tags) {
    if (key.empty()) refuseLength("tags.key", "greater", 1);
    if (lengthOf(key) > kKeyMax) refuseLength("tags.key", "less", kKeyMax);
    if (lengthOf(value) > kValueMax) refuseLength("tags.value", "less", kValueMax);
    if (!isTagText(key)) refusePattern("tags.key", key, kPattern);
    if (!isTagText(value)) refusePattern("tags.value", value, kPattern);
    if (key.starts_with("aws:"))
      throw errors::invalidRule("Tag keys that begin with aws: are reserved for AWS.");
    if (std::ranges::count(tags, key, &Tag::key) > 1)
      throw errors::invalidRule("The tag key " + key + " is specified more than once.");
  }
}

void checkRuleIdentifier(std::string_view identifier) {
  if (identifier.size() != kIdentifierSize || !isLettersAndDigits(identifier))
    refusePattern("identifier", identifier, "[0-9a-zA-Z]{11}");
}

void checkRuleArn(std::string_view arn) {
  const auto parts = split(arn, ':');
  const bool isRule = arn.size() <= kArnMax && parts.size() == 6 && parts[0] == "arn" &&
                      parts[2] == "rbin" && isDigits(parts[4]) && parts[4].size() == 12 &&
                      parts[5].starts_with("rule/");
  if (!isRule || parts[5].size() != 5 + kIdentifierSize || !isLettersAndDigits(parts[5].substr(5)))
    refusePattern("resourceArn", arn,
                  "^arn:\\S+:rbin:[a-z\\-0-9]{0,63}:[0-9]{12}:rule/[0-9a-zA-Z]{11}{0,1011}$");
}

void checkNotLocked(const RetentionRule& rule) {
  if (!rule.lockState || *rule.lockState == RuleLock::unlocked) return;
  throw errors::ruleStateConflict("Rule " + rule.id + " is in the lock state " +
                                  std::string(toString(*rule.lockState)) +
                                  " and cannot be modified or deleted.");
}

// Only Region-level rules without exclusion tags can be locked (Recycle Bin API Reference,
// LockRule).
RetentionRule lockedRule(RetentionRule rule, std::int64_t unlockDelayDays) {
  checkBetween("lockConfiguration.unlockDelay.unlockDelayValue", unlockDelayDays, kUnlockDelayMin,
               kUnlockDelayMax);
  if (!isRegionLevel(rule)) throw errors::invalidRule("Tag-level rules cannot be locked.");
  if (!rule.excludedTags.empty())
    throw errors::invalidRule("Rules with exclusion tags cannot be locked.");
  if (rule.lockState && *rule.lockState != RuleLock::unlocked)
    throw errors::ruleStateConflict("Rule " + rule.id + " is in the lock state " +
                                    std::string(toString(*rule.lockState)) + ".");
  rule.lockState = RuleLock::locked;
  rule.unlockDelayDays = unlockDelayDays;
  rule.lockEndsAt.reset();
  return rule;
}

RetentionRule unlockingRule(RetentionRule rule, Instant now) {
  if (rule.lockState != RuleLock::locked)
    throw errors::ruleStateConflict("Rule " + rule.id + " is not locked.");
  rule.lockState = RuleLock::pending_unlock;
  rule.lockEndsAt = now + std::chrono::days{rule.unlockDelayDays.value_or(kUnlockDelayMin)};
  return rule;
}

}  // namespace amilocal::domain
