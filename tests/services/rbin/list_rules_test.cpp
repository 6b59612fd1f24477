#include <set>

#include "rule_test.h"

namespace amilocal::test {
namespace {

class ListRules : public RuleTest {
 protected:
  static rbin::ListRulesRequest snapshots() {
    rbin::ListRulesRequest request;
    request.resourceType = "EBS_SNAPSHOT";
    return request;
  }
  std::vector<std::string> idsOf(const rbin::ListRulesRequest& request) {
    std::vector<std::string> ids;
    for (const auto& rule : call(&rbin::listRules, request).rules)
      ids.push_back(rule.identifier.value());
    return ids;
  }
};

TEST_F(ListRules, ListsTheCallersRulesOfTheTypeInTheRegion) {
  const auto mine = create(snapshotRule(9));
  auto images = snapshotRule();
  images.resourceType = "EC2_IMAGE";
  create(images);
  as(kOther);
  create();
  as(kOwner);
  in("eu-west-1");
  create();
  in("us-east-1");
  const auto rules = call(&rbin::listRules, snapshots()).rules;
  ASSERT_EQ(rules.size(), 1U);
  EXPECT_EQ(rules[0].identifier, mine.identifier);
  EXPECT_EQ(rules[0].retentionPeriod, days(9));
  EXPECT_EQ(rules[0].ruleArn, mine.ruleArn);
}

TEST_F(ListRules, NarrowsByTagsAndLockState) {
  auto tagged = snapshotRule();
  tagged.resourceTags = {{.resourceTagKey = "a", .resourceTagValue = "1"},
                         {.resourceTagKey = "b", .resourceTagValue = "2"}};
  auto excluding = snapshotRule();
  excluding.excludeResourceTags = {{.resourceTagKey = "c", .resourceTagValue = "3"}};
  const auto taggedId = create(tagged).identifier.value();
  const auto excludingId = create(excluding).identifier.value();
  const auto lockedId = createLocked().identifier.value();

  auto request = snapshots();
  request.resourceTags = {{.resourceTagKey = "b", .resourceTagValue = "2"}};
  EXPECT_EQ(idsOf(request), std::vector{taggedId});
  request = snapshots();
  request.excludeResourceTags = {{.resourceTagKey = "c", .resourceTagValue = "3"}};
  EXPECT_EQ(idsOf(request), std::vector{excludingId});
  request = snapshots();
  request.lockState = "locked";
  EXPECT_EQ(idsOf(request), std::vector{lockedId});
}

TEST_F(ListRules, GivesPages) {
  std::set<std::string> all;
  for (int i = 0; i < 5; ++i) all.insert(create().identifier.value());
  std::set<std::string> seen;
  auto request = snapshots();
  request.maxResults = 2;
  for (int page = 0; page < 3; ++page) {
    const auto answer = call(&rbin::listRules, request);
    for (const auto& rule : answer.rules) seen.insert(rule.identifier.value());
    EXPECT_EQ(answer.nextToken.has_value(), page < 2);
    request.nextToken = answer.nextToken;
  }
  EXPECT_EQ(seen, all);
}

TEST_F(ListRules, RefusesABadPage) {
  auto request = snapshots();
  request.maxResults = 0;
  expectError(errorOf(&rbin::listRules, request), "ValidationException");
  request.maxResults = 1001;
  expectError(errorOf(&rbin::listRules, request), "ValidationException");
  request.maxResults.reset();
  request.nextToken = "nonsense";  // errors::invalidRulePageToken
  expectReason(errorOf(&rbin::listRules, request), "ValidationException", 400,
               "INVALID_PAGE_TOKEN");
}

}  // namespace
}  // namespace amilocal::test
