#include "iam_world.h"

namespace amilocal::test {
namespace {

class GetPolicyVersion : public IamWorld {};

TEST_F(GetPolicyVersion, ShowsTheDocumentCoded) {
  const auto arn = givenPolicy("p");
  const auto version =
      *call(&iam::getPolicyVersion, {.policyArn = arn, .versionId = "v1"}).policyVersion;
  EXPECT_TRUE(*version.isDefaultVersion);
  EXPECT_EQ(version.document->substr(0, 3), "%7B");
}

TEST_F(GetPolicyVersion, KnowsNoOtherVersion) {
  const auto arn = givenPolicy("p");
  expectError(errorOf(&iam::getPolicyVersion, {.policyArn = arn, .versionId = "v2"}),
              "NoSuchEntity", "Policy " + arn + " version v2 does not exist or is not attachable.");
}

// Nobody here knows the text of AWS's own policies.
TEST_F(GetPolicyVersion, RefusesToInventADocument) {
  EXPECT_EQ(
      errorOf(&iam::getPolicyVersion, {.policyArn = "arn:aws:iam::aws:policy/X", .versionId = "v1"})
          .code(),
      "UnsupportedOperation");
}

}  // namespace
}  // namespace amilocal::test
