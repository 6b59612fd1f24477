#include "authorization_world.h"
#include "kms/handlers.gen.h"
#include "kms/table.gen.h"

namespace amilocal::test {
namespace {

/// The policies of keys, and those of who uses them (KMS Developer Guide, "Key policies").
class KeyPolicies : public AuthorizationWorld {
 protected:
  KeyPolicies() { key_ = *call(&kms::createKey, {}).keyMetadata->arn; }

  void givePolicy(const std::string& statements) {
    call(&kms::putKeyPolicy, {.keyId = key_, .policy = policyOf(statements)});
  }
  std::optional<ApiError> describing(std::string_view by = "AKIAALICE") {
    return refusalOfJson(kms::serviceTable(), "DescribeKey", R"({"KeyId":")" + key_ + "\"}", {},
                         by);
  }
  std::string copying(const std::string& name) const {
    return "Action=CopyImage&SourceRegion=us-east-1&Encrypted=true&KmsKeyId=" + key_ +
           "&SourceImageId=" + image() + "&Name=" + name;
  }
  /// What becomes of the copy of that name.
  std::string stateOfCopy(const std::string& name) {
    const auto images = call(&ec2::describeImages, {.owners = {"self"}}).images;
    for (const auto& each : images)
      if (each->name == name) return *each->state;
    return "(none)";
  }

  static constexpr const char* kEc2 = R"({"Effect":"Allow","Action":"ec2:*","Resource":"*"})";
  static constexpr const char* kAlice = R"("Principal":{"AWS":
      "arn:aws:iam::111111111111:user/alice"})";
  std::string key_;
};

// The default policy lets the account's own policies decide.
TEST_F(KeyPolicies, OfTheDefaultKindLeaveItToTheAccount) {
  const auto refused = describing();
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->code(), "AccessDeniedException");
  EXPECT_EQ(refused->status(), 400);
  EXPECT_EQ(askedIn(refused), "kms:DescribeKey on resource: " + key_);
  allow(R"({"Effect":"Allow","Action":"kms:DescribeKey","Resource":")" + key_ + "\"}");
  EXPECT_FALSE(describing());
}

TEST_F(KeyPolicies, MayNameTheUserItself) {
  givePolicy(R"({"Effect":"Allow","Action":"kms:*","Resource":"*",)" + std::string(kAlice) + "}");
  EXPECT_FALSE(describing());
  allow(R"({"Effect":"Deny","Action":"kms:*","Resource":"*"})");
  EXPECT_TRUE(describing());
}

TEST_F(KeyPolicies, ThatSayNothingOfSomebodyKeepItOut) {
  givePolicy(R"({"Effect":"Allow","Action":"kms:*","Resource":"*","Principal":{"AWS":
                "arn:aws:iam::111111111111:user/bob"}})");
  allow(R"({"Effect":"Allow","Action":"*","Resource":"*"})");
  const auto refused = describing();
  ASSERT_TRUE(refused);
  EXPECT_NE(refused->message().find("no resource-based policy allows"), std::string::npos);
  // The root user is nobody else here: it has the key that it made, and no way to it.
  EXPECT_TRUE(describing("AKIDROOT"));
}

// By an alias, a key is the same key; the alias is asked about as well.
TEST_F(KeyPolicies, HoldForAliases) {
  call(&kms::createAlias, {.aliasName = "alias/a", .targetKeyId = key_});
  const auto& kms = kms::serviceTable();
  EXPECT_EQ(askedIn(refusalOfJson(kms, "DescribeKey", R"({"KeyId":"alias/a"})")),
            "kms:DescribeKey on resource: " + key_);
  allow(R"({"Effect":"Allow","Action":"kms:DeleteAlias","Resource":"arn:aws:kms:*:*:alias/*"})");
  EXPECT_EQ(askedIn(refusalOfJson(kms, "DeleteAlias", R"({"AliasName":"alias/a"})")),
            "kms:DeleteAlias on resource: " + key_);
}

// Amazon EBS User Guide, "Requirements for Amazon EBS encryption": the five actions, and
// `kms:CreateGrant` only for AWS. Who may not use the key gets an image that fails: EC2 uses the
// key when it is at work (aws-facts/images.md, "KmsKeyId forms").
TEST_F(KeyPolicies, LetCopiesFailOfWhoMayNotUseTheKey) {
  allow(kEc2);
  EXPECT_EQ(codeOf(copying("first")), "");
  EXPECT_EQ(stateOfCopy("first"), "failed");
  const std::string guide =
      R"(,{"Effect":"Allow","Action":["kms:Decrypt","kms:DescribeKey",
           "kms:GenerateDataKeyWithoutPlaintext","kms:ReEncrypt*"],"Resource":"*"},
          {"Effect":"Allow","Action":"kms:CreateGrant","Resource":"*",
           "Condition":{"Bool":{"kms:GrantIsForAWSResource":true}}})";
  allow(kEc2 + guide);
  EXPECT_EQ(codeOf(copying("second")), "");
  EXPECT_EQ(stateOfCopy("second"), "available");
  givePolicy(R"({"Effect":"Allow","Action":"kms:*","Resource":"*","Principal":{"AWS":
                "arn:aws:iam::111111111111:user/bob"}})");
  EXPECT_EQ(codeOf(copying("third")), "");
  EXPECT_EQ(stateOfCopy("third"), "failed");
}

// KMS Developer Guide, "kms:ViaService": the key for EC2 of one Region only.
TEST_F(KeyPolicies, SeeThatEc2UsesTheKey) {
  givePolicy(R"({"Effect":"Allow","Action":"kms:*","Resource":"*","Principal":{"AWS":"*"},
                "Condition":{"StringEquals":{"kms:CallerAccount":"111111111111",
                                             "kms:ViaService":"ec2.us-east-1.amazonaws.com"}}})");
  allow(kEc2);
  EXPECT_EQ(codeOf(copying("first")), "");
  EXPECT_EQ(stateOfCopy("first"), "available");
  EXPECT_TRUE(describing());
}

// AWS's own key needs no permission.
TEST_F(KeyPolicies, AreNotThereForTheKeyOfAws) {
  allow(kEc2);
  EXPECT_EQ(codeOf("Action=CopyImage&SourceRegion=us-east-1&Encrypted=true&SourceImageId=" +
                   image() + "&Name=copy"),
            "");
  EXPECT_EQ(stateOfCopy("copy"), "available");
}

TEST_F(KeyPolicies, HoldForVolumesAndLaunches) {
  allow(kEc2);
  EXPECT_EQ(
      codeOf("Action=CreateVolume&AvailabilityZone=us-east-1a&Size=1&Encrypted=true&KmsKeyId=" +
             key_),
      "");
  EXPECT_EQ(codeOf("Action=RunInstances&MinCount=1&MaxCount=1&ImageId=" + image() +
                   "&BlockDeviceMapping.1.DeviceName=/dev/xvda"
                   "&BlockDeviceMapping.1.Ebs.Encrypted=true"
                   "&BlockDeviceMapping.1.Ebs.KmsKeyId=" +
                   key_),
            "");
  for (const auto& volume : call(&ec2::describeVolumes, {}).volumes)
    EXPECT_NE(volume.state, "available") << *volume.volumeId;
  const auto instance = call(&ec2::describeInstances, {}).reservations.at(0).instances.at(0);
  EXPECT_EQ(instance.state->name, "terminated");
}

}  // namespace
}  // namespace amilocal::test
