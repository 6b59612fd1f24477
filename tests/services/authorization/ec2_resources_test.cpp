#include <algorithm>
#include <fstream>
#include <sstream>

#include "amilocal/core/text.h"
#include "amilocal/wire/json_reader.h"
#include "authorization_world.h"
#include "dlm/table.gen.h"
#include "ebs/table.gen.h"
#include "imagebuilder/table.gen.h"
#include "kms/table.gen.h"
#include "rbin/table.gen.h"
#include "services/authorization/ec2_touches.h"
#include "services/authorization/service_touches.h"
#include "ssm/table.gen.h"

namespace amilocal::test {
namespace {

/// The API of a service, as the schema has it.
class ApiSchema {
 public:
  explicit ApiSchema(std::string_view service) : document_(read(service)) {}

  /// Does the request of the operation have what a path leads to?
  bool has(std::string_view operation, std::string_view path) const {
    if (path.empty()) return true;
    auto shape = document_.root().member("operations").member(operation).member("in").text();
    for (const auto part : split(path, '.')) {
      const auto member = document_.root().member("shapes").member(shape).member(part);
      if (!member.isThere()) return false;
      shape = member.member("type").text();
      if (shape.starts_with("list<")) shape = shape.substr(5, shape.size() - 6);
    }
    return true;
  }

 private:
  static std::string read(std::string_view service) {
    std::ifstream file(AMILOCAL_SOURCE_DIR "/schema/api/" + std::string(service) + ".json");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }

  wire::JsonDocument document_;
};

// A new operation must not be forgotten: it would be asked about with `*`, and a policy that names
// its resources would not be met.
TEST(ResourcesOfPolicies, AreKnownOfEveryOperationOfEc2) {
  const auto whole = services::operationsWithoutResources();
  for (const auto& operation : ec2::serviceTable().operations) {
    const bool isWhole = std::ranges::find(whole, operation.name) != whole.end();
    EXPECT_NE(isWhole, !services::touchesOf(operation.name).empty()) << operation.name;
  }
  for (const auto name : whole) EXPECT_NE(ec2::serviceTable().find(name), nullptr) << name;
}

TEST(ResourcesOfPolicies, AreNamedByMembersThatRequestsHave) {
  const ApiSchema schema("ec2");
  for (const auto& touch : services::allTouches())
    for (const auto path : split(touch.members, '|'))
      EXPECT_TRUE(schema.has(touch.operation, path)) << touch.operation << " " << path;
}

TEST(ResourcesOfPolicies, AreKnownOfEveryOperationOfTheOtherServices) {
  for (const auto* table : {&dlm::serviceTable(), &ebs::serviceTable(), &iam::serviceTable(),
                            &imagebuilder::serviceTable(), &kms::serviceTable(),
                            &rbin::serviceTable(), &ssm::serviceTable(), &sts::serviceTable()}) {
    const ApiSchema schema(table->name);
    for (const auto& operation : table->operations) {
      const auto touches = services::serviceTouchesOf(table->name, operation.name);
      EXPECT_FALSE(touches.empty()) << table->name << " " << operation.name;
      for (const auto& touch : touches)
        for (const auto path : split(touch.members, '|'))
          EXPECT_TRUE(schema.has(operation.name, path)) << operation.name << " " << path;
    }
  }
}

class Ec2Resources : public AuthorizationWorld {
 protected:
  /// What alice, who may do nothing, is told that she asked for first.
  std::string asked(const std::string& form) { return askedIn(refusal(form)); }

  static std::string here(const std::string& what) {
    return " on resource: arn:aws:ec2:us-east-1:111111111111:" + what;
  }
};

TEST_F(Ec2Resources, AreAskedForByTheIdThatANameLeadsTo) {
  const auto group =
      *call(&ec2::createSecurityGroup, {.description = "d", .groupName = "web"}).groupId;
  EXPECT_EQ(asked("Action=DeleteSecurityGroup&GroupName=web"),
            "ec2:DeleteSecurityGroup" + here("security-group/" + group));
  EXPECT_EQ(asked("Action=DeleteSecurityGroup&GroupName=none"),
            "ec2:DeleteSecurityGroup" + here("security-group/*"));
  ec2::CreateLaunchTemplateRequest request;
  request.launchTemplateName = "web";
  request.launchTemplateData.instanceType = "t3.micro";
  const auto id = *call(&ec2::createLaunchTemplate, request).launchTemplate->launchTemplateId;
  EXPECT_EQ(asked("Action=DeleteLaunchTemplate&LaunchTemplateName=web"),
            "ec2:DeleteLaunchTemplate" + here("launch-template/" + id));
}

// Service Authorization Reference, Amazon EC2, resource types: `key-pair/${KeyPairName}`.
TEST_F(Ec2Resources, AreKeyPairsByName) {
  const auto key = call(&ec2::createKeyPair, {.keyName = "deploy"});
  for (const auto* form : {"KeyName=deploy", "KeyPairId="})
    EXPECT_EQ(asked("Action=DeleteKeyPair&" + std::string(form) +
                    (std::string_view(form).ends_with('=') ? *key.keyPairId : "")),
              "ec2:DeleteKeyPair" + here("key-pair/deploy"));
  EXPECT_EQ(asked("Action=CreateKeyPair&KeyName=new"), "ec2:CreateKeyPair" + here("key-pair/new"));
}

TEST_F(Ec2Resources, AreAddressesByAllocation) {
  const auto address = call(&ec2::allocateAddress, {});
  EXPECT_EQ(asked("Action=ReleaseAddress&PublicIp=" + *address.publicIp),
            "ec2:ReleaseAddress" + here("elastic-ip/" + *address.allocationId));
}

// An instance has volumes that CreateSnapshots touches, named or not.
TEST_F(Ec2Resources, AreTheVolumesOfAnInstance) {
  const auto instance = givenInstance();
  allow(R"({"Effect":"Allow","Action":"ec2:CreateSnapshots","Resource":[
            "arn:aws:ec2:*:*:instance/*","arn:aws:ec2:*::snapshot/*"]})");
  EXPECT_TRUE(asked("Action=CreateSnapshots&InstanceSpecification.InstanceId=" + instance)
                  .starts_with("ec2:CreateSnapshots" + here("volume/vol-")));
}

// Tasks have ids whose types are told by their prefixes.
TEST_F(Ec2Resources, AreTasksByTheirPrefixes) {
  EXPECT_EQ(asked("Action=CancelImportTask&ImportTaskId=import-ami-0123456789abcdef0"),
            "ec2:CancelImportTask" + here("import-image-task/import-ami-0123456789abcdef0"));
  EXPECT_EQ(asked("Action=CancelImportTask&ImportTaskId=import-snap-0123456789abcdef0"),
            "ec2:CancelImportTask" + here("import-snapshot-task/import-snap-0123456789abcdef0"));
  EXPECT_EQ(asked("Action=CreateTags&ResourceId.1=sir-01234567&Tag.1.Key=k"),
            "ec2:CreateTags" + here("spot-instances-request/sir-01234567"));
}

// Service Authorization Reference, Amazon EC2, condition keys: `ec2:Add/userId`, `ec2:Attribute`.
TEST_F(Ec2Resources, AreSharedOnlyWithWhomThePolicySays) {
  allow(R"({"Effect":"Allow","Action":"ec2:ModifySnapshotAttribute","Resource":"*",
            "Condition":{"StringEquals":{"ec2:Add/userId":"222222222222"}}})");
  const std::string form =
      "Action=ModifySnapshotAttribute&SnapshotId=snap-00000001&Attribute=createVolumePermission";
  EXPECT_EQ(codeOf(form + "&CreateVolumePermission.Add.1.UserId=222222222222"), "");
  EXPECT_EQ(codeOf(form + "&OperationType=add&UserId.1=222222222222"), "");
  EXPECT_EQ(codeOf(form + "&CreateVolumePermission.Add.1.Group=all"), "UnauthorizedOperation");
  EXPECT_EQ(codeOf(form + "&OperationType=remove&UserId.1=222222222222"), "UnauthorizedOperation");
}

// EC2 API Reference, DeleteSnapshotReturnCode: `missing-permissions`.
TEST_F(Ec2Resources, AreNotDeletedWithTheirImageWhereThatIsNotAllowed) {
  allow(R"({"Effect":"Allow","Action":"ec2:DeregisterImage","Resource":"*"})");
  EXPECT_EQ(codeOf("Action=DeregisterImage&DeleteAssociatedSnapshots=true&ImageId=" + image()), "");
  EXPECT_TRUE(catalog().snapshots().find(SnapshotId::trusted("snap-00000001")));
  const auto other = givenImage("ami-00000002");
  allow(R"({"Effect":"Allow","Action":["ec2:DeregisterImage","ec2:DeleteSnapshot"],
            "Resource":"*"})");
  EXPECT_EQ(
      codeOf("Action=DeregisterImage&DeleteAssociatedSnapshots=true&ImageId=" + other.id.str()),
      "");
  const auto snapshots = call(&ec2::describeSnapshots, {.ownerIds = {"self"}}).snapshots;
  ASSERT_EQ(snapshots.size(), 1U);
  EXPECT_EQ(snapshots[0].snapshotId, "snap-00000001");
}

}  // namespace
}  // namespace amilocal::test
