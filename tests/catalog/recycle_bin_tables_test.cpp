#include "amilocal/catalog/recycle_bin_table.h"
#include "amilocal/catalog/retention_rule_table.h"
#include "catalog_fixture.h"

namespace amilocal {
namespace {

using domain::BinEntry;
using domain::BinResource;
using domain::RetentionRule;

class RetentionRuleTableTest : public CatalogTest {
 protected:
  static RetentionRule rule(std::string id, std::string account = "1", std::string region = "r") {
    RetentionRule made;
    made.id = std::move(id);
    made.account = std::move(account);
    made.region = std::move(region);
    return made;
  }
  RetentionRuleTable& rules_ = catalog_.retentionRules();
};

TEST_F(RetentionRuleTableTest, KeepsARuleWhole) {
  auto whole = rule("a");
  whole.resourceType = BinResource::image;
  whole.retentionDays = 9;
  whole.description = "d";
  whole.status = domain::RuleStatus::available;
  whole.lockState = domain::RuleLock::pending_unlock;
  whole.unlockDelayDays = 7;
  whole.lockEndsAt = Instant{Duration{5}};
  whole.resourceTags = {{"k", "v"}, {"any", std::nullopt}};
  whole.excludedTags = {{"x", "y"}};
  whole.tags = {{"t", ""}};
  rules_.insert(rule("bare"));
  rules_.insert(whole);
  EXPECT_EQ(rules_.find("a"), whole);
  EXPECT_EQ(rules_.find("bare"), rule("bare"));
  EXPECT_EQ(rules_.find("c"), std::nullopt);
}

TEST_F(RetentionRuleTableTest, ChangesAndRemovesARuleWithItsTags) {
  auto changed = rule("a");
  changed.resourceTags = {{"k", "v"}};
  rules_.insert(changed);
  changed.resourceTags.clear();
  changed.tags = {{"t", "u"}};
  rules_.update(changed);
  EXPECT_EQ(rules_.find("a"), changed);
  EXPECT_TRUE(rules_.remove("a"));
  EXPECT_FALSE(rules_.remove("a"));
  EXPECT_EQ(countRows("retention_rule_tag"), 0);
}

TEST_F(RetentionRuleTableTest, ListsByAccountRegionAndType) {
  auto image = rule("d");
  image.resourceType = BinResource::image;
  for (const auto& each : {rule("b"), rule("a"), rule("c", "2"), rule("e", "1", "q"), image})
    rules_.insert(each);
  EXPECT_EQ(rules_.list("1", "r", BinResource::snapshot), (std::vector{rule("a"), rule("b")}));
  EXPECT_EQ(rules_.list("1", "r", BinResource::image), std::vector{image});
  EXPECT_EQ(rules_.count("1", "r"), 3);
}

class RecycleBinTableTest : public CatalogTest {
 protected:
  RecycleBinTable& bin_ = catalog_.recycleBin();
};

TEST_F(RecycleBinTableTest, KeepsEntriesByAccountRegionAndType) {
  const BinEntry first{
      "ami-1",   "1", "r", BinResource::image, Instant{Duration{1}}, Instant{Duration{2}},
      "disabled"};
  auto second = first;
  second.resourceId = "ami-2";
  auto other = first;
  other.resourceId = "snap-1";
  other.resourceType = BinResource::snapshot;
  for (const auto& entry : {second, other, first}) bin_.insert(entry);
  EXPECT_EQ(bin_.find("ami-1"), first);
  EXPECT_EQ(bin_.list("1", "r", BinResource::image), (std::vector{first, second}));
  EXPECT_TRUE(bin_.remove("ami-1"));
  EXPECT_FALSE(bin_.remove("ami-1"));
  EXPECT_EQ(bin_.find("ami-1"), std::nullopt);
}

}  // namespace
}  // namespace amilocal
