#include "iam_world.h"

namespace amilocal::test {
namespace {

class GetUser : public IamWorld {};

// Terraform asks it with skip_credentials_validation (clients/contract.md 3.1).
TEST_F(GetUser, AnswersTheRootUser) {
  const auto user = *call(&iam::getUser, {}).user;
  EXPECT_EQ(user.arn, "arn:aws:iam::111111111111:root");
  EXPECT_EQ(user.userId, "111111111111");
}

TEST_F(GetUser, KnowsTheUsersOfTheCredentialsFile) {
  domain::User alice{.account = std::string(kOwner), .name = "alice", .path = "/builders/"};
  alice.keys = {{"AKIA", "s"}};
  alice.permissionsBoundary = "arn:aws:iam::aws:policy/PowerUserAccess";
  enforce({.users = {alice}, .policies = {}}, domain::IamMode::off);
  const auto user = *call(&iam::getUser, {.userName = "alice"}).user;
  EXPECT_EQ(user.arn, "arn:aws:iam::111111111111:user/builders/alice");
  EXPECT_EQ(user.path, "/builders/");
  EXPECT_EQ(user.permissionsBoundary->permissionsBoundaryArn, alice.permissionsBoundary);
  with("AKIA");
  EXPECT_EQ(call(&iam::getUser, {}).user->userName, "alice");
}

TEST_F(GetUser, KnowsNoOtherUser) {
  expectError(errorOf(&iam::getUser, {.userName = "x"}), "NoSuchEntity",
              "The user with name x cannot be found.");
}

}  // namespace
}  // namespace amilocal::test
