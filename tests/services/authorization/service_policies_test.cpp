#include "authorization_world.h"
#include "dlm/table.gen.h"
#include "ebs/table.gen.h"
#include "imagebuilder/table.gen.h"
#include "kms/table.gen.h"
#include "rbin/handlers.gen.h"
#include "rbin/table.gen.h"
#include "ssm/table.gen.h"

namespace amilocal::test {
namespace {

/// What the services besides EC2 and S3 ask: their actions and ARNs (Service Authorization
/// Reference, the page of each of them).
class ServicePolicies : public AuthorizationWorld {
 protected:
  static std::string here(const std::string& service, const std::string& what) {
    return " on resource: arn:aws:" + service + ":us-east-1:111111111111:" + what;
  }
  std::string asked(const wire::ServiceTable& service, std::string_view operation,
                    std::string_view body, wire::NamedTexts labels = {}) {
    return askedIn(refusalOfJson(service, operation, body, std::move(labels)));
  }
};

TEST_F(ServicePolicies, OfSsmNameParameters) {
  const auto& ssm = ssm::serviceTable();
  const auto parameter = here("ssm", "parameter/a/b");
  EXPECT_EQ(asked(ssm, "GetParameter", R"({"Name":"/a/b"})"), "ssm:GetParameter" + parameter);
  EXPECT_EQ(asked(ssm, "GetParametersByPath", R"({"Path":"/a/b/"})"),
            "ssm:GetParametersByPath" + parameter);
  EXPECT_EQ(asked(ssm, "AddTagsToResource",
                  R"({"ResourceType":"Parameter","ResourceId":"/a/b","Tags":[]})"),
            "ssm:AddTagsToResource" + parameter);
  EXPECT_EQ(asked(ssm, "GetParameter", R"({"Name":"/aws/service/ami-amazon-linux-latest/x"})"),
            "ssm:GetParameter on resource: "
            "arn:aws:ssm:us-east-1::parameter/aws/service/ami-amazon-linux-latest/x");
  EXPECT_EQ(asked(ssm, "DescribeParameters", "{}"), "ssm:DescribeParameters");
  allow(R"({"Effect":"Allow","Action":"ssm:PutParameter","Resource":"*",
            "Condition":{"StringEquals":{"ssm:Overwrite":"false"}}})");
  const std::string put = R"({"Name":"p","Value":"v","Type":"String","Overwrite":)";
  EXPECT_EQ(asked(ssm, "PutParameter", put + "true}"),
            "ssm:PutParameter" + here("ssm", "parameter/p"));
  EXPECT_EQ(asked(ssm, "PutParameter", put + "false}"), "");
  EXPECT_EQ(asked(ssm, "PutParameter",
                  R"({"Name":"q","Value":"v","Type":"String","Overwrite":false,
                      "Tags":[{"Key":"k","Value":"v"}]})"),
            "ssm:AddTagsToResource" + here("ssm", "parameter/q"));
}

TEST_F(ServicePolicies, OfKmsNameKeysAndAliases) {
  const auto& kms = kms::serviceTable();
  EXPECT_EQ(asked(kms, "DescribeKey", R"({"KeyId":"1234"})"),
            "kms:DescribeKey" + here("kms", "key/1234"));
  EXPECT_EQ(asked(kms, "CreateAlias", R"({"AliasName":"alias/a","TargetKeyId":"1234"})"),
            "kms:CreateAlias" + here("kms", "alias/a"));
  EXPECT_EQ(asked(kms, "ListKeys", "{}"), "kms:ListKeys");
}

TEST_F(ServicePolicies, OfTheRecycleBinNameRules) {
  const auto& rbin = rbin::serviceTable();
  const auto rule = *call(&rbin::createRule, {.retentionPeriod = {1, "DAYS"},
                                              .tags = {{.key = "team", .value = "a"}},
                                              .resourceType = "EC2_IMAGE"})
                         .identifier;
  EXPECT_EQ(asked(rbin, "GetRule", "", {{"identifier", rule}}),
            "rbin:GetRule" + here("rbin", "rule/" + rule));
  allow(R"({"Effect":"Allow","Action":"rbin:*","Resource":"*","Condition":{"StringEquals":{
            "rbin:Attribute/ResourceType":"EC2_IMAGE","aws:ResourceTag/team":"a"}}})");
  EXPECT_EQ(asked(rbin, "GetRule", "", {{"identifier", rule}}), "");
  const auto refused =
      refusalOfJson(rbin, "CreateRule",
                    R"({"ResourceType":"EBS_SNAPSHOT","RetentionPeriod":{"RetentionPeriodValue":1,
          "RetentionPeriodUnit":"DAYS"}})");
  EXPECT_EQ(askedIn(refused), "rbin:CreateRule" + here("rbin", "rule/*"));
  EXPECT_EQ(refused->code(), "AccessDeniedException");
}

TEST_F(ServicePolicies, OfLifecycleManagerNamePolicies) {
  EXPECT_EQ(asked(dlm::serviceTable(), "GetLifecyclePolicy", "",
                  {{"policyId", "policy-0123456789abcdef0"}}),
            "dlm:GetLifecyclePolicy" + here("dlm", "policy/policy-0123456789abcdef0"));
  EXPECT_EQ(asked(dlm::serviceTable(), "GetLifecyclePolicies", ""), "dlm:GetLifecyclePolicies");
}

TEST_F(ServicePolicies, OfImageBuilderNameTheirResources) {
  const auto& builder = imagebuilder::serviceTable();
  EXPECT_EQ(
      asked(builder, "CreateComponent",
            R"({"name":"My Component","semanticVersion":"1.0.0","platform":"Linux",
                      "data":"x","clientToken":"t"})"),
      "imagebuilder:CreateComponent" + here("imagebuilder", "component/my-component/1.0.0/*"));
  EXPECT_EQ(asked(builder, "ListImageRecipes", "{}"), "imagebuilder:ListImageRecipes");
}

// Amazon EBS User Guide, "Control access to EBS direct APIs using IAM": snapshots are EC2's.
TEST_F(ServicePolicies, OfEbsNameSnapshots) {
  const auto& ebs = ebs::serviceTable();
  EXPECT_EQ(asked(ebs, "ListSnapshotBlocks", "", {{"snapshotId", "snap-00000001"}}),
            "ebs:ListSnapshotBlocks on resource: arn:aws:ec2:us-east-1::snapshot/snap-00000001");
  allow(R"({"Effect":"Allow","Action":"ebs:StartSnapshot","Resource":"*",
            "Condition":{"NumericLessThan":{"ebs:VolumeSize":"5"}}})");
  EXPECT_EQ(asked(ebs, "StartSnapshot", R"({"VolumeSize":8})"),
            "ebs:StartSnapshot on resource: arn:aws:ec2:us-east-1::snapshot/*");
  EXPECT_EQ(asked(ebs, "StartSnapshot", R"({"VolumeSize":1})"), "");
  EXPECT_EQ(asked(ebs, "StartSnapshot", R"({"VolumeSize":1,"Tags":[{"Key":"k","Value":"v"}]})"),
            "ec2:CreateTags on resource: arn:aws:ec2:us-east-1::snapshot/*");
}

// Roles have a path, and are found whatever their case.
TEST_F(ServicePolicies, OfIamNameRolesWithTheirPaths) {
  call(&iam::createRole, {.path = "/a/",
                          .roleName = "app",
                          .assumeRolePolicyDocument = "{}",
                          .tags = {{.key = "team", .value = "a"}}});
  const auto& iam = iam::serviceTable();
  const std::string role = " on resource: arn:aws:iam::111111111111:role/a/app";
  EXPECT_EQ(askedIn(refusalOf(iam, "Action=GetRole&RoleName=APP")), "iam:GetRole" + role);
  EXPECT_EQ(askedIn(refusalOf(iam,
                              "Action=CreateRole&RoleName=x&Path=/b/"
                              "&AssumeRolePolicyDocument={}")),
            "iam:CreateRole on resource: arn:aws:iam::111111111111:role/b/x");
  EXPECT_EQ(askedIn(refusalOf(iam, "Action=GetUser")),
            "iam:GetUser on resource: arn:aws:iam::111111111111:user/alice");
  allow(R"({"Effect":"Allow","Action":"iam:AttachRolePolicy","Resource":"*","Condition":{
            "ArnEquals":{"iam:PolicyARN":"arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess"},
            "StringEquals":{"iam:ResourceTag/team":"a"}}})");
  const std::string attaching = "Action=AttachRolePolicy&RoleName=app&PolicyArn=";
  EXPECT_FALSE(refusalOf(iam, attaching + "arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess"));
  EXPECT_EQ(askedIn(refusalOf(iam, attaching + "arn:aws:iam::aws:policy/AdministratorAccess")),
            "iam:AttachRolePolicy" + role);
}

TEST_F(ServicePolicies, OfStsNameTheFederatedUser) {
  const auto& sts = sts::serviceTable();
  EXPECT_EQ(askedIn(refusalOf(sts, "Action=GetFederationToken&Name=bob")),
            "sts:GetFederationToken on resource: "
            "arn:aws:sts::111111111111:federated-user/bob");
  EXPECT_EQ(askedIn(refusalOf(sts, "Action=DecodeAuthorizationMessage&EncodedMessage=x")),
            "sts:DecodeAuthorizationMessage");
}

}  // namespace
}  // namespace amilocal::test
