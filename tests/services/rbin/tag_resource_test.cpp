#include "rule_test.h"

namespace amilocal::test {
namespace {

class TagResource : public RuleTest {
 protected:
  std::vector<rbin::Tag> tagsOf(const std::string& arn) {
    return call(&rbin::listTagsForResource, {.resourceArn = arn}).tags;
  }
};

TEST_F(TagResource, AddsTagsAndGivesNewValues) {
  const auto arn = create().ruleArn.value();
  call(&rbin::tagResource, {.resourceArn = arn, .tags = {{.key = "b", .value = "1"}}});
  call(&rbin::tagResource,
       {.resourceArn = arn, .tags = {{.key = "a", .value = ""}, {.key = "b", .value = "2"}}});
  EXPECT_EQ(tagsOf(arn),
            (std::vector<rbin::Tag>{{.key = "a", .value = ""}, {.key = "b", .value = "2"}}));
}

// A locked rule can still be tagged: a tag changes nothing of what it keeps.
TEST_F(TagResource, TagsALockedRule) {
  const auto arn = createLocked().ruleArn.value();
  call(&rbin::tagResource, {.resourceArn = arn, .tags = {{.key = "a", .value = "1"}}});
  EXPECT_EQ(tagsOf(arn).size(), 1U);
}

TEST_F(TagResource, RefusesMoreThanFiftyTags) {
  const auto arn = create().ruleArn.value();
  std::vector<rbin::Tag> tags;
  for (int i = 0; i < 51; ++i) tags.push_back({.key = "k" + std::to_string(i), .value = ""});
  expectReason(errorOf(&rbin::tagResource, {.resourceArn = arn, .tags = tags}),
               "ServiceQuotaExceededException", 402, "SERVICE_QUOTA_EXCEEDED");
}

TEST_F(TagResource, RefusesABadArn) {
  for (const auto* arn : {"rule", "arn:aws:rbin:us-east-1:111111111111:rule/short",
                          "arn:aws:ec2:us-east-1:111111111111:rule/abcdefghijk"})
    expectError(errorOf(&rbin::tagResource, {.resourceArn = arn, .tags = {}}),
                "ValidationException");
  expectReason(
      errorOf(&rbin::tagResource,
              {.resourceArn = "arn:aws:rbin:us-east-1:111111111111:rule/abcdefghijk", .tags = {}}),
      "ResourceNotFoundException", 404, "RULE_NOT_FOUND");
}

}  // namespace
}  // namespace amilocal::test
