#include "iam_world.h"

namespace amilocal::test {
namespace {

class ListPolicyVersions : public IamWorld {};

// Terraform deletes all versions but the default one first.
TEST_F(ListPolicyVersions, ListsTheOnlyOne) {
  const auto versions = call(&iam::listPolicyVersions, {.policyArn = givenPolicy("p")}).versions;
  ASSERT_EQ(versions.size(), 1U);
  EXPECT_EQ(versions.at(0).versionId, "v1");
}

}  // namespace
}  // namespace amilocal::test
