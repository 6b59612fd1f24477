#include "authorization_world.h"
#include "dlm/table.gen.h"

namespace amilocal::test {
namespace {

/// `iam:PassRole` (IAM User Guide, "Grant a user permissions to pass a role to an AWS service").
class PassedRoles : public AuthorizationWorld {
 protected:
  PassedRoles() {
    call(&iam::createRole, {.roleName = "app", .assumeRolePolicyDocument = "{}"});
    call(&iam::createInstanceProfile, {.instanceProfileName = "web"});
    call(&iam::addRoleToInstanceProfile, {.instanceProfileName = "web", .roleName = "app"});
    allow(kEc2);
  }
  std::string launching(const std::string& more) const {
    return "Action=RunInstances&MinCount=1&MaxCount=1&ImageId=" + image() + more;
  }

  static constexpr const char* kEc2 = R"({"Effect":"Allow","Action":"ec2:*","Resource":"*"})";
  static constexpr const char* kPass =
      R"(,{"Effect":"Allow","Action":"iam:PassRole",
           "Resource":"arn:aws:iam::111111111111:role/app",
           "Condition":{"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}}})";
  static constexpr const char* kAsked =
      "iam:PassRole on resource: arn:aws:iam::111111111111:role/app";
};

// EC2 User Guide, "Permissions to pass an IAM role to Amazon EC2"; the text of
// UnauthorizedOperation is that of every action (aws-facts/errors.md section 2).
TEST_F(PassedRoles, NeedAPermissionAtALaunch) {
  EXPECT_EQ(codeOf(launching("")), "");
  const auto refused = refusal(launching("&IamInstanceProfile.Name=web"));
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->code(), "UnauthorizedOperation");
  EXPECT_TRUE(refused->message().starts_with(
      "You are not authorized to perform this operation. User: "
      "arn:aws:iam::111111111111:user/alice is not authorized to perform: iam:PassRole on "
      "resource: "
      "arn:aws:iam::111111111111:role/app because no identity-based policy allows the iam:PassRole "
      "action. Encoded authorization failure message: "))
      << refused->message();
  const auto byArn =
      launching("&IamInstanceProfile.Arn=arn:aws:iam::111111111111:instance-profile/web");
  EXPECT_EQ(askedIn(refusal(byArn)), kAsked);
  allow(std::string(kEc2) + kPass);
  EXPECT_EQ(codeOf(launching("&IamInstanceProfile.Name=web")), "");
  EXPECT_EQ(codeOf(byArn), "");
}

TEST_F(PassedRoles, NeedAPermissionWhereTheTemplateNamesThem) {
  ec2::CreateLaunchTemplateRequest request;
  request.launchTemplateName = "web";
  request.launchTemplateData.imageId = image();
  request.launchTemplateData.iamInstanceProfile.emplace().name = "web";
  call(&ec2::createLaunchTemplate, request);
  const std::string form =
      "Action=RunInstances&MinCount=1&MaxCount=1&LaunchTemplate.LaunchTemplateName=web";
  EXPECT_EQ(askedIn(refusal(form)), kAsked);
  allow(std::string(kEc2) + kPass);
  EXPECT_EQ(codeOf(form), "");
}

TEST_F(PassedRoles, NeedAPermissionToBeAssociated) {
  const auto instance = givenInstance();
  const auto associating =
      "Action=AssociateIamInstanceProfile&IamInstanceProfile.Name=web&InstanceId=" + instance;
  EXPECT_EQ(askedIn(refusal(associating)), kAsked);
  allow(std::string(kEc2) + kPass);
  EXPECT_EQ(codeOf(associating), "");
  const auto id = *call(&ec2::describeIamInstanceProfileAssociations, {})
                       .iamInstanceProfileAssociations.at(0)
                       .associationId;
  allow(kEc2);
  EXPECT_EQ(askedIn(refusal("Action=ReplaceIamInstanceProfileAssociation&AssociationId=" + id +
                            "&IamInstanceProfile.Name=web")),
            kAsked);
  // The association leads to its instance.
  allow("");
  EXPECT_EQ(askedIn(refusal("Action=DisassociateIamInstanceProfile&AssociationId=" + id)),
            "ec2:DisassociateIamInstanceProfile on resource: "
            "arn:aws:ec2:us-east-1:111111111111:instance/" +
                instance);
}

// VM Import/Export assumes the role that a request names; its own, `vmimport`, nobody passes.
TEST_F(PassedRoles, OfImportsAreForVmImport) {
  const std::string form =
      "Action=ImportSnapshot&DiskContainer.UserBucket.S3Bucket=b&DiskContainer.UserBucket.S3Key=k";
  EXPECT_EQ(askedIn(refusal(form + "&RoleName=app")), kAsked);
  EXPECT_NE(codeOf(form), "UnauthorizedOperation");
  allow(std::string(kEc2) + kPass);
  EXPECT_EQ(askedIn(refusal(form + "&RoleName=app")), kAsked);  // it is passed to another service
  allow(std::string(kEc2) + R"(,{"Effect":"Allow","Action":"iam:PassRole","Resource":"*",
        "Condition":{"StringEquals":{"iam:PassedToService":"vmie.amazonaws.com"}}})");
  EXPECT_NE(codeOf(form + "&RoleName=app"), "UnauthorizedOperation");
}

// Amazon EBS User Guide, "Control access to Amazon Data Lifecycle Manager using IAM".
TEST_F(PassedRoles, OfLifecyclePoliciesAreForDlm) {
  allow(R"({"Effect":"Allow","Action":"dlm:*","Resource":"*"})" + std::string(kPass));
  const std::string_view body =
      R"({"ExecutionRoleArn":"arn:aws:iam::111111111111:role/app","Description":"d",
          "State":"ENABLED","PolicyDetails":{}})";
  const auto refused = refusalOfJson(dlm::serviceTable(), "CreateLifecyclePolicy", body);
  EXPECT_EQ(askedIn(refused), kAsked);
  EXPECT_EQ(refused->code(), "AccessDeniedException");
  EXPECT_EQ(refused->status(), 403);
}

// IAM API Reference, AddRoleToInstanceProfile.
TEST_F(PassedRoles, NeedAPermissionToGetIntoAProfile) {
  allow(R"({"Effect":"Allow","Action":"iam:AddRoleToInstanceProfile","Resource":"*"})");
  call(&iam::createInstanceProfile, {.instanceProfileName = "empty"});
  EXPECT_EQ(askedIn(refusalOf(iam::serviceTable(),
                              "Action=AddRoleToInstanceProfile&InstanceProfileName=empty"
                              "&RoleName=APP")),
            kAsked);
}

}  // namespace
}  // namespace amilocal::test
