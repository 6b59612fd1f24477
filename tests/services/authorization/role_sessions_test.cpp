#include "authorization_world.h"

namespace amilocal::test {
namespace {

/// Roles are made by the root user of the first account, through IAM.
class RoleSessions : public AuthorizationWorld {
 protected:
  static constexpr const char* kAssume =
      R"({"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"})";

  std::string givenRole(const std::string& principal, const std::string& more = {}) {
    const auto trust =
        policyOf(R"({"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":")" + principal +
                 "\"}" + more + "}");
    return *call(&iam::createRole, {.roleName = "deploy", .assumeRolePolicyDocument = trust})
                .role->arn;
  }
  std::optional<ApiError> assuming(const std::string& role, const std::string& more = {}) {
    return refusalOf(sts::serviceTable(),
                     "Action=AssumeRole&RoleSessionName=run&RoleArn=" + role + more);
  }
  std::string keyOf(const std::string& role, std::optional<std::string> policy = {}) {
    return *call(&sts::assumeRole,
                 {.roleArn = role, .roleSessionName = "run", .policy = std::move(policy)})
                .credentials->accessKeyId;
  }
  void give(const std::string& statements) {
    call(&iam::putRolePolicy,
         {.roleName = "deploy", .policyName = "own", .policyDocument = policyOf(statements)});
  }

  static constexpr const char* kAlice = "arn:aws:iam::111111111111:user/alice";
  static constexpr const char* kRoot = "arn:aws:iam::111111111111:root";
};

// IAM User Guide, "Cross-account policy evaluation logic": within an account, a trust policy that
// names the user is enough.
TEST_F(RoleSessions, AreForWhomTheTrustPolicyNames) { EXPECT_FALSE(assuming(givenRole(kAlice))); }

// A trust policy that names the account leaves it to the account's own policies.
TEST_F(RoleSessions, NeedAPermissionWhereTheAccountIsTrusted) {
  const auto role = givenRole(kRoot);
  expectError(*assuming(role), "AccessDenied",
              "User: arn:aws:iam::111111111111:user/alice is not authorized to perform: "
              "sts:AssumeRole on resource: " +
                  role + " because no identity-based policy allows the sts:AssumeRole action");
  allow(kAssume);
  EXPECT_FALSE(assuming(role));
}

TEST_F(RoleSessions, AreNotForStrangersWhateverTheirPermissions) {
  allow(kAssume);
  const auto role = givenRole("arn:aws:iam::222222222222:root");
  expectError(*assuming(role), "AccessDenied",
              "User: arn:aws:iam::111111111111:user/alice is not authorized to perform: "
              "sts:AssumeRole on resource: " +
                  role + " because no resource-based policy allows the sts:AssumeRole action");
  EXPECT_EQ(assuming("arn:aws:iam::222222222222:role/unknown")->code(), "AccessDenied");
}

// IAM User Guide, "The confused deputy problem": the external id.
TEST_F(RoleSessions, AskForTheExternalId) {
  const auto role =
      givenRole(kAlice, R"(,"Condition":{"StringEquals":{"sts:ExternalId":"12345"}})");
  EXPECT_EQ(assuming(role)->code(), "AccessDenied");
  EXPECT_FALSE(assuming(role, "&ExternalId=12345"));
}

TEST_F(RoleSessions, MayDoWhatTheRoleMay) {
  const auto key = keyOf(givenRole(kRoot));
  EXPECT_NE(refusal("Action=DescribeImages", key)
                ->message()
                .find("User: arn:aws:sts::111111111111:assumed-role/deploy/run is not authorized"),
            std::string::npos);
  give(R"({"Effect":"Allow","Action":"ec2:Describe*","Resource":"*",
           "Condition":{"ArnEquals":{
             "aws:PrincipalArn":"arn:aws:iam::111111111111:role/deploy"}}})");
  EXPECT_EQ(codeOf("Action=DescribeImages", key), "");
}

// IAM User Guide, "Session policies".
TEST_F(RoleSessions, MayDoNoMoreThanTheirSessionPolicy) {
  const auto role = givenRole(kRoot);
  give(R"({"Effect":"Allow","Action":"ec2:*","Resource":"*"})");
  const auto key =
      keyOf(role, policyOf(R"({"Effect":"Allow","Action":"ec2:DescribeImages","Resource":"*"})"));
  EXPECT_EQ(codeOf("Action=DescribeImages", key), "");
  EXPECT_NE(refusal("Action=DescribeSnapshots", key)
                ->message()
                .find("because no session policy allows the ec2:DescribeSnapshots action"),
            std::string::npos);
}

TEST_F(RoleSessions, OfAUserMayDoWhatTheUserMay) {
  allow(R"({"Effect":"Allow","Action":"ec2:Describe*","Resource":"*"})");
  with("AKIAALICE");
  of("sts");
  const auto key = *call(&sts::getSessionToken, {}, "GetSessionToken").credentials->accessKeyId;
  EXPECT_EQ(codeOf("Action=DescribeImages", key), "");
  EXPECT_EQ(codeOf("Action=DeregisterImage&ImageId=" + image(), key), "UnauthorizedOperation");
}

// STS API Reference, GetFederationToken: without a session policy there are no permissions.
TEST_F(RoleSessions, OfFederatedUsersNeedASessionPolicy) {
  const auto key = *call(&sts::getFederationToken, {.name = "bob"}).credentials->accessKeyId;
  EXPECT_EQ(codeOf("Action=DescribeImages", key), "UnauthorizedOperation");
}

}  // namespace
}  // namespace amilocal::test
