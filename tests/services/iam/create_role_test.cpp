#include "iam_world.h"

namespace amilocal::test {
namespace {

class CreateRole : public IamWorld {};

// Terraform reads the ARN and the id; policies come back percent-coded (IAM API Reference,
// GetRole).
TEST_F(CreateRole, AnswersTheRoleWithItsPolicyCoded) {
  const auto role = givenRole("builder");
  EXPECT_EQ(role.arn, "arn:aws:iam::111111111111:role/builder");
  EXPECT_EQ(role.roleId->substr(0, 4), "AROA");
  EXPECT_EQ(role.roleId->size(), 21U);
  EXPECT_EQ(role.path, "/");
  EXPECT_EQ(role.maxSessionDuration, 3600);
  EXPECT_EQ(role.assumeRolePolicyDocument->substr(0, 14), "%7B%22Version%");
}

// Names are one whatever their case (IAM User Guide, "IAM identifiers").
TEST_F(CreateRole, RefusesANameThatIsTakenInAnotherCase) {
  givenRole("builder");
  const auto error =
      errorOf(&iam::createRole, {.roleName = "BUILDER", .assumeRolePolicyDocument = kDocument});
  expectError(error, "EntityAlreadyExists", "Role with name BUILDER already exists.");
  EXPECT_EQ(error.status(), 409);
}

TEST_F(CreateRole, RefusesNamesPathsTimesAndDocumentsOfAnotherForm) {
  const auto refused = [&](iam::CreateRoleRequest request) {
    return errorOf(&iam::createRole, request).code();
  };
  EXPECT_EQ(refused({.roleName = "a b", .assumeRolePolicyDocument = kDocument}), "ValidationError");
  EXPECT_EQ(refused({.path = "x", .roleName = "a", .assumeRolePolicyDocument = kDocument}),
            "ValidationError");
  EXPECT_EQ(
      refused({.roleName = "a", .assumeRolePolicyDocument = kDocument, .maxSessionDuration = 60}),
      "ValidationError");
  expectError(errorOf(&iam::createRole, {.roleName = "a", .assumeRolePolicyDocument = "{"}),
              "MalformedPolicyDocument", "This policy contains invalid Json");
}

TEST_F(CreateRole, WantsAPermissionsBoundaryThatExists) {
  expectError(
      errorOf(&iam::createRole, {.roleName = "a",
                                 .assumeRolePolicyDocument = kDocument,
                                 .permissionsBoundary = "arn:aws:iam::111111111111:policy/x"}),
      "NoSuchEntity",
      "Scope ARN: arn:aws:iam::111111111111:policy/x does not exist or is not attachable.");
  const auto arn = givenPolicy("x");
  call(&iam::createRole,
       {.roleName = "a", .assumeRolePolicyDocument = kDocument, .permissionsBoundary = arn});
  EXPECT_EQ(
      call(&iam::getRole, {.roleName = "a"}).role->permissionsBoundary->permissionsBoundaryArn,
      arn);
}

}  // namespace
}  // namespace amilocal::test
