#include "rule_test.h"

namespace amilocal::test {
namespace {

using ListTagsForResource = RuleTest;

TEST_F(ListTagsForResource, ListsTheTagsOfTheRule) {
  auto request = snapshotRule();
  request.tags = {{.key = "a", .value = "1"}};
  const auto arn = create(request).ruleArn.value();
  EXPECT_EQ(call(&rbin::listTagsForResource, {.resourceArn = arn}).tags, request.tags);
}

// EC2's own DescribeTags knows no tags of retention rules.
TEST_F(ListTagsForResource, KeepsThemFromEc2) {
  auto request = snapshotRule();
  request.tags = {{.key = "a", .value = "1"}};
  create(request);
  EXPECT_TRUE(call(&ec2::describeTags, {}).tags.empty());
}

TEST_F(ListTagsForResource, DoesNotFindARuleOfAnotherRegion) {
  const auto arn = create().ruleArn.value();
  in("eu-west-1");
  expectError(errorOf(&rbin::listTagsForResource, {.resourceArn = arn}),
              "ResourceNotFoundException");
}

}  // namespace
}  // namespace amilocal::test
