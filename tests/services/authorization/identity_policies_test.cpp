#include "amilocal/domain/errors/authorization_errors.h"
#include "authorization_world.h"

namespace amilocal::test {
namespace {

class IdentityPolicies : public AuthorizationWorld {};

constexpr const char* kAllowAll = R"({"Effect":"Allow","Action":"*","Resource":"*"})";

// aws-facts/errors.md section 2, UnauthorizedOperation.
TEST_F(IdentityPolicies, AreNeededForEverything) {
  const auto error = refusal("Action=DeregisterImage&ImageId=" + image());
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "UnauthorizedOperation");
  EXPECT_EQ(error->status(), 403);
  EXPECT_TRUE(error->message().starts_with(
      "You are not authorized to perform this operation. User: "
      "arn:aws:iam::111111111111:user/alice "
      "is not authorized to perform: ec2:DeregisterImage on resource: "
      "arn:aws:ec2:us-east-1::image/" +
      image() +
      " because no identity-based policy allows the ec2:DeregisterImage action. Encoded "
      "authorization failure message: "))
      << error->message();
  allow(kAllowAll);
  EXPECT_EQ(codeOf("Action=DeregisterImage&ImageId=" + image()), "");
}

TEST_F(IdentityPolicies, DoNotConcernTheRootUser) {
  EXPECT_EQ(codeOf("Action=DescribeImages", "AKIDROOT"), "");
  EXPECT_EQ(codeOf("Action=DescribeImages"), "UnauthorizedOperation");
}

// STS API Reference, DecodeAuthorizationMessage.
TEST_F(IdentityPolicies, ExplainThemselvesToWhoMayKnow) {
  const auto text = refusal("Action=DeregisterImage&ImageId=" + image())->message();
  const auto encoded = text.substr(text.rfind(' ') + 1);
  const auto decoded =
      *call(&sts::decodeAuthorizationMessage, {.encodedMessage = encoded}).decodedMessage;
  for (const auto* part :
       {R"("allowed":false)", R"("explicitDeny":false)", R"("action":"ec2:DeregisterImage")",
        R"("arn":"arn:aws:iam::111111111111:user/alice")",
        R"({"key":"ec2:owner","values":{"items":[{"value":"111111111111"}]}})"})
    EXPECT_NE(decoded.find(part), std::string::npos) << part << " in " << decoded;
  auto changed = encoded;
  changed[30] = changed[30] == 'a' ? 'b' : 'a';
  expectError(errorOf(&sts::decodeAuthorizationMessage, {.encodedMessage = changed}),
              "InvalidAuthorizationMessageException");
}

// EC2 API Reference, DryRun: "Checks whether you have the required permissions".
TEST_F(IdentityPolicies, AnswerDryRuns) {
  const auto form = "Action=DeregisterImage&DryRun=true&ImageId=" + image();
  EXPECT_EQ(codeOf(form), "UnauthorizedOperation");
  allow(kAllowAll);
  EXPECT_EQ(codeOf(form), "DryRunOperation");
}

// errors.md section 2: "IAM denies come before not found for callers without permission".
TEST_F(IdentityPolicies, ComeBeforeWhatExists) {
  EXPECT_EQ(codeOf("Action=DeregisterImage&ImageId=ami-0123456789abcdef0"),
            "UnauthorizedOperation");
}

TEST_F(IdentityPolicies, DenyExplicitly) {
  allow(std::string(kAllowAll) +
        R"(,{"Effect":"Deny","Action":"ec2:DeregisterImage","Resource":"*"})");
  const auto error = refusal("Action=DeregisterImage&ImageId=" + image());
  EXPECT_NE(error->message().find("with an explicit deny in an identity-based policy"),
            std::string::npos);
}

TEST_F(IdentityPolicies, CanBeAttachedByName) {
  alice_.attachedPolicies = {"arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess"};
  enforceNow();
  EXPECT_EQ(codeOf("Action=DescribeImages"), "");
  EXPECT_EQ(codeOf("Action=DeregisterImage&ImageId=" + image()), "UnauthorizedOperation");
  managed_ = {{.arn = "arn:aws:iam::111111111111:policy/end",
               .name = "end",
               .document = policyOf(
                   R"({"Effect":"Allow","Action":"ec2:DeregisterImage","Resource":"*"})")}};
  alice_.attachedPolicies.push_back(managed_[0].arn);
  enforceNow();
  EXPECT_EQ(codeOf("Action=DeregisterImage&ImageId=" + image()), "");
}

// IAM User Guide, "IAM user groups": a user has what its groups are allowed, besides its own; a
// deny of theirs counts like every other, and its boundary narrows them too.
TEST_F(IdentityPolicies, AreThoseOfTheUsersGroupsToo) {
  const auto deregister = "Action=DeregisterImage&ImageId=" + image();
  const auto group = [](std::string_view account, const std::string& name,
                        const std::string& effect) {
    return domain::UserGroup{
        .account = std::string(account),
        .name = name,
        .inlinePolicies = {
            {"own", policyOf(R"({"Effect":")" + effect +
                             R"(","Action":"ec2:DeregisterImage","Resource":"*"})")}}};
  };
  groups_ = {group(kOwner, "builders", "Allow"), group(kOwner, "interns", "Deny"),
             group(kOther, "strangers", "Allow")};
  const auto codeAs = [&](const std::vector<std::string>& groups) {
    alice_.groups = groups;
    enforceNow();
    return codeOf(deregister + "&DryRun=true");
  };
  EXPECT_EQ(codeAs({}), "UnauthorizedOperation");
  EXPECT_EQ(codeAs({"strangers"}), "UnauthorizedOperation");  // they are of another account
  EXPECT_EQ(codeAs({"builders"}), "DryRunOperation");
  EXPECT_EQ(codeAs({"builders", "interns"}), "UnauthorizedOperation");
  alice_.permissionsBoundary = "arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess";
  EXPECT_EQ(codeAs({"builders"}), "UnauthorizedOperation");
}

// IAM User Guide, "Permissions boundaries for IAM entities".
TEST_F(IdentityPolicies, ReachNoFartherThanTheBoundary) {
  alice_.permissionsBoundary = "arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess";
  allow(kAllowAll);
  EXPECT_EQ(codeOf("Action=DescribeImages"), "");
  EXPECT_NE(refusal("Action=DeregisterImage&ImageId=" + image())
                ->message()
                .find("because no permissions boundary allows the ec2:DeregisterImage action"),
            std::string::npos);
}

TEST_F(IdentityPolicies, OnlyWriteItDownInAudits) {
  enforceNow(domain::IamMode::audit);
  EXPECT_EQ(codeOf("Action=DeregisterImage&ImageId=" + image()), "");
}

TEST_F(IdentityPolicies, LookAtTheOwnerOfAnImage) {
  allow(R"({"Effect":"Allow","Action":"ec2:DescribeImageAttribute","Resource":"*",
            "Condition":{"StringEquals":{"ec2:Owner":"111111111111","ec2:Public":"false",
                                         "ec2:ImageType":"machine","ec2:RootDeviceType":"ebs",
                                         "ec2:Region":"us-east-1"}}})");
  const std::string form = "Action=DescribeImageAttribute&Attribute=description&ImageId=";
  EXPECT_EQ(codeOf(form + image()), "");
  EXPECT_EQ(codeOf(form + "ami-0123456789abcdef0"), "UnauthorizedOperation");
}

TEST_F(IdentityPolicies, LookAtTheTagsOfAResource) {
  allow(R"({"Effect":"Allow","Action":"ec2:DeregisterImage","Resource":"*",
            "Condition":{"StringEquals":{"aws:ResourceTag/team":"${aws:username}",
                                         "ec2:ResourceTag/team":"alice"}}})");
  EXPECT_EQ(codeOf("Action=DeregisterImage&ImageId=" + image()), "UnauthorizedOperation");
  call(&ec2::createTags, {.resources = {image()}, .tags = {{.key = "team", .value = "alice"}}});
  EXPECT_EQ(codeOf("Action=DeregisterImage&ImageId=" + image()), "");
}

TEST_F(IdentityPolicies, LookAtWhenAndWhereARequestIsMade) {
  allow(R"({"Effect":"Allow","Action":"ec2:DescribeImages","Resource":"*",
            "Condition":{"DateLessThan":{"aws:CurrentTime":"2026-11-21T00:00:00Z"},
                         "StringEquals":{"aws:RequestedRegion":"us-east-1"},
                         "ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/alice"}}})");
  EXPECT_EQ(codeOf("Action=DescribeImages"), "");
  in("eu-west-1");
  EXPECT_EQ(codeOf("Action=DescribeImages"), "UnauthorizedOperation");
  in("us-east-1");
  advance(std::chrono::hours{24});
  EXPECT_EQ(codeOf("Action=DescribeImages"), "UnauthorizedOperation");
}

// EC2 User Guide, "Grant permission to tag Amazon EC2 resources during creation".
TEST_F(IdentityPolicies, AreAskedForTagsThatComeWithAResource) {
  const auto form =
      "Action=CreateVolume&AvailabilityZone=us-east-1a&Size=1"
      "&TagSpecification.1.ResourceType=volume"
      "&TagSpecification.1.Tag.1.Key=team&TagSpecification.1.Tag.1.Value=blue";
  const std::string create = R"({"Effect":"Allow","Action":"ec2:CreateVolume","Resource":"*"})";
  allow(create);
  EXPECT_NE(refusal(form)->message().find(
                "ec2:CreateTags on resource: arn:aws:ec2:us-east-1:111111111111:volume/*"),
            std::string::npos);
  allow(create + R"(,{"Effect":"Allow","Action":"ec2:CreateTags",
        "Resource":"arn:aws:ec2:*:*:volume/*",
        "Condition":{"StringEquals":{"ec2:CreateAction":"CreateVolume",
                                     "aws:RequestTag/team":["blue","red"]},
                     "ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}})");
  EXPECT_EQ(codeOf(form), "");
  EXPECT_EQ(codeOf(form + std::string("&TagSpecification.1.Tag.2.Key=x")), "UnauthorizedOperation");
  EXPECT_EQ(
      codeOf("Action=CreateTags&ResourceId.1=" + image() + "&Tag.1.Key=team&Tag.1.Value=blue"),
      "UnauthorizedOperation");
}

// EC2 User Guide, "Example policies": only encrypted volumes.
TEST_F(IdentityPolicies, LookAtWhatARequestAsksFor) {
  allow(R"({"Effect":"Allow","Action":"ec2:CreateVolume","Resource":"*",
            "Condition":{"Bool":{"ec2:Encrypted":"true"},
                         "NumericLessThanEquals":{"ec2:VolumeSize":"10"}}})");
  const std::string form = "Action=CreateVolume&AvailabilityZone=us-east-1a";
  EXPECT_EQ(codeOf(form + "&Size=1&Encrypted=true"), "");
  EXPECT_EQ(codeOf(form + "&Size=1"), "UnauthorizedOperation");
  EXPECT_EQ(codeOf(form + "&Size=11&Encrypted=true"), "UnauthorizedOperation");
}

// EC2 User Guide, "Example: Launch instances (RunInstances) – AMIs": images of Amazon's only.
TEST_F(IdentityPolicies, LookAtTheImageOfALaunch) {
  allow(R"({"Effect":"Allow","Action":"ec2:RunInstances","NotResource":"arn:aws:ec2:*::image/*"},
           {"Effect":"Allow","Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*::image/ami-*",
            "Condition":{"StringEquals":{"ec2:Owner":"111111111111"}}})");
  const std::string form =
      "Action=RunInstances&MinCount=1&MaxCount=1&InstanceType=t3.micro&ImageId=";
  EXPECT_EQ(codeOf(form + image()), "");
  allow(R"({"Effect":"Allow","Action":"ec2:RunInstances","NotResource":"arn:aws:ec2:*::image/*"},
           {"Effect":"Allow","Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*::image/ami-*",
            "Condition":{"StringEquals":{"ec2:Owner":"amazon"}}})");
  EXPECT_EQ(codeOf(form + image()), "UnauthorizedOperation");
}

// Each service has a code of its own.
TEST_F(IdentityPolicies, AreRefusedInTheWordsOfTheService) {
  const auto iam = refusalOf(iam::serviceTable(), "Action=ListRoles");
  expectError(*iam, "AccessDenied",
              "User: arn:aws:iam::111111111111:user/alice is not authorized to perform: "
              "iam:ListRoles because no identity-based policy allows the iam:ListRoles action");
  EXPECT_EQ(errors::notAuthorizedException("x", 400).code(), "AccessDeniedException");
  EXPECT_EQ(errors::notAuthorized("x").status(), 403);
  EXPECT_TRUE(errors::unauthorizedOperation("x", "y").message().ends_with(" message: y"));
}

// STS API Reference, GetCallerIdentity: "No permissions are required".
TEST_F(IdentityPolicies, AreNotAskedWhoOneIs) {
  EXPECT_FALSE(refusalOf(sts::serviceTable(), "Action=GetCallerIdentity"));
}

}  // namespace
}  // namespace amilocal::test
