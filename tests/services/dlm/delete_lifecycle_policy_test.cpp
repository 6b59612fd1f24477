#include "policy_world.h"

namespace amilocal::test {
namespace {

class DeleteLifecyclePolicy : public PolicyWorld {};

// Data Lifecycle Manager user guide, "Delete policies": what it made stays.
TEST_F(DeleteLifecyclePolicy, LeavesItsImages) {
  const auto id = given(daily());
  advance(2 * kDay);
  call(&dlm::deleteLifecyclePolicy, {.policyId = id});
  advance(10 * kDay);
  EXPECT_EQ(imagesOf(id).size(), 2U);
  expectError(errorOf(&dlm::deleteLifecyclePolicy, {.policyId = id}), "ResourceNotFoundException");
}

}  // namespace
}  // namespace amilocal::test
