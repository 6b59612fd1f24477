#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/instant.h"
#include "amilocal/domain/tag.h"

/// The Recycle Bin: which retention rule catches a resource that is deleted, and until when it can
/// be restored (Recycle Bin in the Amazon EBS User Guide; snapshots-volumes-instances.md section
/// 9).
namespace amilocal::domain {

/// What the Recycle Bin keeps, as its API spells it: `EBS_SNAPSHOT`, `EC2_IMAGE`, `EBS_VOLUME`.
enum class BinResource { snapshot, image, volume };

std::string_view toString(BinResource resource);
std::optional<BinResource> parseBinResource(std::string_view text);

/// A new rule is pending until it is in effect.
enum class RuleStatus { pending, available };

std::string_view toString(RuleStatus status);
std::optional<RuleStatus> parseRuleStatus(std::string_view text);

/// `pending_unlock` lasts for the unlock delay, in which the rule is as fast as while it is locked.
enum class RuleLock { locked, pending_unlock, unlocked };

std::string_view toString(RuleLock state);
std::optional<RuleLock> parseRuleLock(std::string_view text);

/// A tag of the resources that a rule is about, or leaves out; without a value it fits any.
struct RuleTag {
  std::string key;
  std::optional<std::string> value;
  friend bool operator==(const RuleTag&, const RuleTag&) = default;
};
using RuleTags = std::vector<RuleTag>;

/// A retention rule. With resource tags it is a tag-level rule; without them a Region-level one,
/// which alone can have excluded tags or a lock.
struct RetentionRule {
  std::string id;  ///< eleven letters and digits
  std::string account;
  std::string region;
  BinResource resourceType = BinResource::snapshot;
  std::int64_t retentionDays = 0;
  std::optional<std::string> description;
  RuleStatus status = RuleStatus::pending;
  std::optional<RuleLock> lockState;  ///< absent: never locked
  std::optional<std::int64_t> unlockDelayDays;
  std::optional<Instant> lockEndsAt;  ///< while the unlocking is pending
  RuleTags resourceTags;
  RuleTags excludedTags;
  Tags tags;  ///< on the rule itself
  friend bool operator==(const RetentionRule&, const RetentionRule&) = default;
};

/// `arn:aws:rbin:REGION:ACCOUNT:rule/ID`
std::string arnOf(const RetentionRule& rule);

/// A resource in the bin. Its own row says `recoverable` meanwhile.
struct BinEntry {
  std::string resourceId;
  std::string account;
  std::string region;
  BinResource resourceType = BinResource::snapshot;
  Instant enteredAt{};
  Instant exitsAt{};
  std::string formerState;  ///< what it is restored to
  friend bool operator==(const BinEntry&, const BinEntry&) = default;
};

/// The tag that AWS puts on what is in the bin.
Tag binTag();

/// When a resource with these tags, deleted now, leaves the bin for good; empty when no rule keeps
/// it. The longest retention of all rules that fit counts; a pending rule fits nothing.
std::optional<Instant> binExit(const std::vector<RetentionRule>& rules, const Tags& tags,
                               Instant now);

// ---- What a rule may be

/// 365 days for snapshots and images, 7 for volumes; the model's own bound is 3650.
inline constexpr std::int64_t kRetentionDaysMax = 365, kVolumeRetentionDaysMax = 7;
inline constexpr std::int64_t kRetentionDaysModelMax = 3650;
inline constexpr std::int64_t kUnlockDelayMin = 7, kUnlockDelayMax = 30;
inline constexpr std::size_t kRuleResourceTagsMax = 50, kRuleExcludedTagsMax = 5;
inline constexpr std::size_t kRuleTagsMax = 50, kRuleTagsInRequestMax = 200;
inline constexpr std::size_t kRulesMax = 250;  ///< by account and Region

/// Throws ValidationException for a rule that cannot be: its period, description, tags, or an
/// unlock delay or excluded tags where they cannot be.
void checkRule(const RetentionRule& rule);

/// Throws ValidationException for tags that cannot stand on a rule.
void checkRuleTags(const Tags& tags);

/// Throw ValidationException for what has not the form of the model.
void checkRuleIdentifier(std::string_view identifier);
void checkRuleArn(std::string_view arn);

/// Throws ConflictException for a rule that is locked, or not yet unlocked.
void checkNotLocked(const RetentionRule& rule);

/// The rule locked with this delay. Throws ValidationException for a tag-level rule, one with
/// excluded tags or a delay out of bounds, ConflictException for one that is locked.
RetentionRule lockedRule(RetentionRule rule, std::int64_t unlockDelayDays);

/// The rule on its way out of its lock. Throws ConflictException unless it is locked.
RetentionRule unlockingRule(RetentionRule rule, Instant now);

}  // namespace amilocal::domain
