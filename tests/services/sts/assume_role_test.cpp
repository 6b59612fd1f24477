#include "sts_world.h"

namespace amilocal::test {
namespace {

class AssumeRole : public StsWorld {};

// Terraform works in another account by such a key.
TEST_F(AssumeRole, HandsOutAKeyOfTheRolesAccount) {
  const auto answer = assumed();
  EXPECT_EQ(answer.credentials->accessKeyId->substr(0, 4), "ASIA");
  EXPECT_EQ(answer.credentials->expiration, now() + std::chrono::hours{1});
  EXPECT_EQ(answer.assumedRoleUser->arn, "arn:aws:sts::222222222222:assumed-role/deploy/run");
  with(*answer.credentials->accessKeyId);
  const auto who = call(&sts::getCallerIdentity, {});
  EXPECT_EQ(who.account, "222222222222");
  EXPECT_EQ(who.arn, answer.assumedRoleUser->arn);
  EXPECT_EQ(who.userId, answer.assumedRoleUser->assumedRoleId);
}

// The code is not the same in all services (aws-facts/errors.md section 2).
TEST_F(AssumeRole, ExpiresByTheClock) {
  with(*assumed().credentials->accessKeyId);
  advance(std::chrono::hours{1});
  EXPECT_EQ(errorOf(&sts::getCallerIdentity, {}).code(), "ExpiredTokenException");
  expectError(errors::expiredCredentials("ec2"), "RequestExpired", "Request has expired.");
  EXPECT_EQ(errors::expiredCredentials("sts").code(), "ExpiredToken");
}

TEST_F(AssumeRole, KeepsToTheRolesOwnLimit) {
  const std::string document = "{}";
  const auto arn =
      *call(&iam::createRole, {.roleName = "r", .assumeRolePolicyDocument = document}).role->arn;
  expectError(errorOf(&sts::assumeRole,
                      {.roleArn = arn, .roleSessionName = "run", .durationSeconds = 7200}),
              "ValidationError",
              "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  call(&sts::assumeRole, {.roleArn = arn, .roleSessionName = "run"});
  EXPECT_EQ(call(&iam::getRole, {.roleName = "r"}).role->roleLastUsed->region, "us-east-1");
}

TEST_F(AssumeRole, RefusesWhatHasNoForm) {
  const auto refused = [&](sts::AssumeRoleRequest request) {
    return errorOf(&sts::assumeRole, request).code();
  };
  EXPECT_EQ(refused({.roleArn = "x", .roleSessionName = "run"}), "ValidationError");
  EXPECT_EQ(refused({.roleArn = kRole, .roleSessionName = "a b"}), "ValidationError");
  EXPECT_EQ(refused({.roleArn = kRole, .roleSessionName = "run", .durationSeconds = 1}),
            "ValidationError");
  EXPECT_EQ(refused({.roleArn = kRole, .roleSessionName = "run", .policy = "{"}),
            "MalformedPolicyDocument");
  EXPECT_EQ(refused({.roleArn = kRole, .roleSessionName = "run", .transitiveTagKeys = {"k"}}),
            "ValidationError");
}

// STS API Reference, AssumeRole: role chaining.
TEST_F(AssumeRole, GivesAChainedRoleAnHourAtMost) {
  with(*assumed().credentials->accessKeyId);
  EXPECT_EQ(errorOf(&sts::assumeRole,
                    {.roleArn = kRole, .roleSessionName = "run", .durationSeconds = 7200})
                .code(),
            "ValidationError");
}

}  // namespace
}  // namespace amilocal::test
