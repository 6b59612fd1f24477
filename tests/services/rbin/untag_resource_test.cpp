#include "rule_test.h"

namespace amilocal::test {
namespace {

using UntagResource = RuleTest;

TEST_F(UntagResource, RemovesTheTagsOfTheseKeys) {
  auto request = snapshotRule();
  request.tags = {{.key = "a", .value = "1"}, {.key = "b", .value = "2"}};
  const auto arn = create(request).ruleArn.value();
  call(&rbin::untagResource, {.resourceArn = arn, .tagKeys = {"a", "unknown"}});
  EXPECT_EQ(call(&rbin::listTagsForResource, {.resourceArn = arn}).tags,
            (std::vector<rbin::Tag>{{.key = "b", .value = "2"}}));
}

TEST_F(UntagResource, DoesNotFindAnothersRule) {
  const auto arn = create().ruleArn.value();
  as(kOther);
  expectError(errorOf(&rbin::untagResource, {.resourceArn = arn, .tagKeys = {"a"}}),
              "ResourceNotFoundException");
}

}  // namespace
}  // namespace amilocal::test
