#include "policy_world.h"

namespace amilocal::test {
namespace {

class GetLifecyclePolicies : public PolicyWorld {
 protected:
  std::size_t countOf(const dlm::GetLifecyclePoliciesRequest& request) {
    return call(&dlm::getLifecyclePolicies, request).policies.size();
  }
};

TEST_F(GetLifecyclePolicies, Filters) {
  auto request = daily();
  scheduleOf(request).tagsToAdd = {{.key = "made-by", .value = "policy"}};
  const auto id = given(request);
  request.state = "DISABLED";
  given(request);
  EXPECT_EQ(countOf({}), 2U);
  EXPECT_EQ(countOf({.policyIds = {id}}), 1U);
  EXPECT_EQ(countOf({.state = "DISABLED"}), 1U);
  EXPECT_EQ(countOf({.resourceTypes = {"INSTANCE"}}), 2U);
  EXPECT_EQ(countOf({.resourceTypes = {"VOLUME"}}), 0U);
  EXPECT_EQ(countOf({.targetTags = {"backup=daily"}}), 2U);
  EXPECT_EQ(countOf({.targetTags = {"backup=weekly"}}), 0U);
  EXPECT_EQ(countOf({.tagsToAdd = {"made-by=policy"}}), 2U);
  EXPECT_EQ(countOf({.defaultPolicyType = "ALL"}), 0U);
}

TEST_F(GetLifecyclePolicies, RefusesIdsThatAreNotThere) {
  expectError(errorOf(&dlm::getLifecyclePolicies, {.policyIds = {"policy-00000001"}}),
              "ResourceNotFoundException");
}

}  // namespace
}  // namespace amilocal::test
