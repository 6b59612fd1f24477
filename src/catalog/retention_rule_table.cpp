#include "amilocal/catalog/retention_rule_table.h"

#include "cells.h"
#include "rows.h"

namespace amilocal {
namespace {

using domain::RetentionRule;

struct RuleColumns {
  static constexpr const char* kTable = "retention_rule";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& rule) {
    column("id", rule.id);
    column("account", rule.account);
    column("region", rule.region);
    column("resource_type", rule.resourceType);
    column("retention_days", rule.retentionDays);
    column("description", rule.description);
    column("status", rule.status);
    column("lock_state", rule.lockState);
    column("unlock_delay_days", rule.unlockDelayDays);
    column("lock_ends_at", rule.lockEndsAt);
  }
};

struct TagColumns {
  static constexpr const char* kParent = "rule_id";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& tag) {
    column("key", tag.key);
    column("value", tag.value);
  }
};
struct ResourceTagColumns : TagColumns {
  static constexpr const char* kTable = "retention_rule_resource_tag";
};
struct ExcludedTagColumns : TagColumns {
  static constexpr const char* kTable = "retention_rule_excluded_tag";
};
struct RuleTagColumns : TagColumns {
  static constexpr const char* kTable = "retention_rule_tag";
};

using RuleRows = Rows<RetentionRule, RuleColumns>;
using ResourceTags = Lists<domain::RuleTag, ResourceTagColumns>;
using ExcludedTags = Lists<domain::RuleTag, ExcludedTagColumns>;
using OwnTags = Lists<domain::Tag, RuleTagColumns>;

constexpr std::string_view kCount = R"sql(
  SELECT count(*) FROM retention_rule WHERE account = :account AND region = :region
)sql";

}  // namespace

std::optional<RetentionRule> RetentionRuleTable::find(const std::string& id) const {
  auto rule = RuleRows::find(database_, id);
  if (rule) readTags(*rule);
  return rule;
}

void RetentionRuleTable::readTags(RetentionRule& rule) const {
  rule.resourceTags = ResourceTags::find(database_, rule.id);
  rule.excludedTags = ExcludedTags::find(database_, rule.id);
  rule.tags = OwnTags::find(database_, rule.id);
}

std::vector<RetentionRule> RetentionRuleTable::list(const std::string& account,
                                                    const std::string& region,
                                                    domain::BinResource resourceType) const {
  static const auto kSql =
      RuleRows::sql().select +
      " WHERE account = :account AND region = :region AND resource_type = :type ORDER BY id";
  Statement statement(database_, kSql);
  statement.bind(":account", account).bind(":region", region).bind(":type", resourceType);
  auto rules = RuleRows::readAll(statement);
  for (auto& rule : rules) readTags(rule);
  return rules;
}

std::int64_t RetentionRuleTable::count(const std::string& account,
                                       const std::string& region) const {
  Statement statement(database_, kCount);
  statement.bind(":account", account).bind(":region", region);
  statement.step();
  return statement.get<std::int64_t>(0);
}

void RetentionRuleTable::insert(const RetentionRule& rule) {
  RuleRows::insert(database_, rule);
  ResourceTags::insert(database_, rule.id, rule.resourceTags);
  ExcludedTags::insert(database_, rule.id, rule.excludedTags);
  OwnTags::insert(database_, rule.id, rule.tags);
}

void RetentionRuleTable::update(const RetentionRule& rule) {
  RuleRows::update(database_, rule);
  ResourceTags::replace(database_, rule.id, rule.resourceTags);
  ExcludedTags::replace(database_, rule.id, rule.excludedTags);
  OwnTags::replace(database_, rule.id, rule.tags);
}

bool RetentionRuleTable::remove(const std::string& id) { return RuleRows::remove(database_, id); }

}  // namespace amilocal
