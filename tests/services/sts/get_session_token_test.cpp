#include "sts_world.h"

namespace amilocal::test {
namespace {

class GetSessionToken : public StsWorld {};

// The root user gets an hour at most (STS API Reference, GetSessionToken).
TEST_F(GetSessionToken, IsTheRootUserForAnHour) {
  const auto keys = *call(&sts::getSessionToken, {.durationSeconds = 7200}).credentials;
  EXPECT_EQ(keys.expiration, now() + std::chrono::hours{1});
  with(*keys.accessKeyId);
  EXPECT_EQ(call(&sts::getCallerIdentity, {}).arn, "arn:aws:iam::111111111111:root");
  EXPECT_EQ(call(&iam::getUser, {}).user->userId, "111111111111");
}

// STS API Reference, GetSessionToken: twelve hours unless a user says otherwise.
TEST_F(GetSessionToken, IsItsUserForHalfADay) {
  enforce({.users = {{.account = std::string(kOwner), .name = "alice", .keys = {{"AKIA", "s"}}}},
           .policies = {}},
          domain::IamMode::off);
  with("AKIA");
  const auto keys = *call(&sts::getSessionToken, {}).credentials;
  EXPECT_EQ(keys.expiration, now() + std::chrono::hours{12});
  const auto session = catalog().sessions().find(*keys.accessKeyId);
  EXPECT_EQ(session->secretKey, keys.secretAccessKey);
  EXPECT_EQ(session->token, keys.sessionToken);
  with(*keys.accessKeyId);
  EXPECT_EQ(call(&sts::getCallerIdentity, {}).arn, "arn:aws:iam::111111111111:user/alice");
  EXPECT_EQ(call(&iam::getUser, {}).user->userName, "alice");
}

TEST_F(GetSessionToken, RefusesSessions) {
  with(*assumed().credentials->accessKeyId);
  expectError(errorOf(&sts::getSessionToken, {}), "AccessDenied",
              "Cannot call GetSessionToken with session credentials");
  EXPECT_EQ(errorOf(&iam::getUser, {}).code(), "ValidationError");
}

}  // namespace
}  // namespace amilocal::test
