#include "amilocal/domain/errors/iam_errors.h"
#include "sts_world.h"
#include "support/refusal.h"

namespace amilocal::test {
namespace {

class AssumeRoleWithWebIdentity : public StsWorld {};

// The payload is {"sub":"me","aud":"app","iss":"https://id","exp":4102444800}.
TEST_F(AssumeRoleWithWebIdentity, ReadsTheToken) {
  const auto answer = call(
      &sts::assumeRoleWithWebIdentity,
      {.roleArn = kRole,
       .roleSessionName = "run",
       .webIdentityToken = "e30.eyJzdWIiOiJtZSIsImF1ZCI6ImFwcCIsImlzcyI6Imh0dHBzOi8vaWQiLCJleHAiO"
                           "jQxMDI0NDQ4MDB9.c2ln"});
  EXPECT_EQ(answer.subjectFromWebIdentityToken, "me");
  EXPECT_EQ(answer.audience, "app");
  EXPECT_EQ(answer.provider, "https://id");
}

// Nobody here knows the keys of those who issue tokens.
TEST_F(AssumeRoleWithWebIdentity, IsRefusedWherePoliciesCount) {
  enforce({});
  expectRefusal(errorOf(&sts::assumeRoleWithWebIdentity,
                        {.roleArn = kRole,
                         .roleSessionName = "run",
                         .webIdentityToken = "e30.eyJpc3MiOiJodHRwczovL2lkIiwic3ViIjoibWUiLCJhdWQi"
                                             "OiJhIn0.c2ln"}),
                errors::unknownIdentityProvider("https://id"));
}

TEST_F(AssumeRoleWithWebIdentity, RefusesWhatIsNoTokenAndOneThatIsOver) {
  expectError(errorOf(&sts::assumeRoleWithWebIdentity,
                      {.roleArn = kRole, .roleSessionName = "run", .webIdentityToken = "x"}),
              "InvalidIdentityToken",
              "The ID Token provided is not a valid JWT. (You may see this error if you sent an "
              "Access Token)");
  expectError(
      errorOf(&sts::assumeRoleWithWebIdentity, {.roleArn = kRole,
                                                .roleSessionName = "run",
                                                .webIdentityToken = "e30.eyJleHAiOjF9.c2ln"}),
      "ExpiredTokenException", "The web identity token that was passed is expired");
}

}  // namespace
}  // namespace amilocal::test
