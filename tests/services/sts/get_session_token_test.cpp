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

TEST_F(GetSessionToken, RefusesSessions) {
  with(*assumed().credentials->accessKeyId);
  expectError(errorOf(&sts::getSessionToken, {}), "AccessDenied",
              "Cannot call GetSessionToken with session credentials");
  EXPECT_EQ(errorOf(&iam::getUser, {}).code(), "ValidationError");
}

}  // namespace
}  // namespace amilocal::test
