#include "amilocal/domain/encryption.h"
#include "storage_test.h"

namespace amilocal::test {
namespace {

class ModifySnapshotAttribute : public StorageTest {
 protected:
  using Request = ec2::ModifySnapshotAttributeRequest;
  using Permission = ec2::CreateVolumePermission;

  static Request on(const domain::Snapshot& snapshot) {
    Request request;
    request.snapshotId = snapshot.id.str();
    return request;
  }
  static Permission user(std::string_view id) { return {.userId = std::string(id), .group = {}}; }
  static Permission group(std::string name) { return {.userId = {}, .group = std::move(name)}; }
  static domain::Grantee account(std::string_view id) {
    return {domain::GranteeKind::userId, std::string(id)};
  }
  domain::Snapshot givenShared() {
    return givenSnapshot([](domain::Snapshot& s) {
      s.createVolumePermissions = {account(kOther), account("333333333333")};
    });
  }
};

// The form of Terraform and the AWS CLI.
TEST_F(ModifySnapshotAttribute, AddsInTheStructuredForm) {
  const auto snapshot = givenSnapshot();
  auto request = on(snapshot);
  request.attribute = "createVolumePermission";
  request.createVolumePermission.emplace().add = {user(kOther), group("all")};
  EXPECT_EQ(call(&ec2::modifySnapshotAttribute, request).return_, true);
  EXPECT_EQ(stored(snapshot.id).createVolumePermissions,
            (domain::Grantees{account(kOther), {domain::GranteeKind::group, "all"}}));
}

TEST_F(ModifySnapshotAttribute, RemovesInTheStructuredForm) {
  const auto snapshot = givenShared();
  auto request = on(snapshot);
  request.createVolumePermission.emplace().remove = {user(kOther)};
  call(&ec2::modifySnapshotAttribute, request);
  EXPECT_EQ(stored(snapshot.id).createVolumePermissions,
            (domain::Grantees{account("333333333333")}));
}

TEST_F(ModifySnapshotAttribute, AddsAndRemovesInTheOlderForm) {
  const auto snapshot = givenSnapshot();
  auto request = on(snapshot);
  request.operationType = "add";
  request.userIds = {std::string(kOther)};
  request.groupNames = {"all"};
  call(&ec2::modifySnapshotAttribute, request);
  EXPECT_EQ(stored(snapshot.id).createVolumePermissions.size(), 2U);
  request.operationType = "remove";
  call(&ec2::modifySnapshotAttribute, request);
  EXPECT_TRUE(stored(snapshot.id).createVolumePermissions.empty());
}

// Packer sends both, the older form without its operation (clients/contract.md 4.2, item 15).
TEST_F(ModifySnapshotAttribute, TakesTheStructuredFormWhenBothAreSent) {
  const auto snapshot = givenSnapshot();
  auto request = on(snapshot);
  request.createVolumePermission.emplace().add = {user(kOther)};
  request.userIds = {std::string(kOther)};
  call(&ec2::modifySnapshotAttribute, request);
  EXPECT_EQ(stored(snapshot.id).createVolumePermissions, (domain::Grantees{account(kOther)}));
}

TEST_F(ModifySnapshotAttribute, NeedsAnOperationForTheOlderForm) {
  auto request = on(givenSnapshot());
  request.userIds = {std::string(kOther)};
  expectError(errorOf(&ec2::modifySnapshotAttribute, request), "MissingParameter");
}

// Clients repeat themselves.
TEST_F(ModifySnapshotAttribute, AddsNothingTwiceAndRemovesNothingThatIsNotThere) {
  const auto snapshot = givenShared();
  auto request = on(snapshot);
  request.createVolumePermission.emplace().add = {user(kOther)};
  call(&ec2::modifySnapshotAttribute, request);
  EXPECT_EQ(stored(snapshot.id).createVolumePermissions, givenShared().createVolumePermissions);
  request.createVolumePermission.emplace().remove = {user("444444444444")};
  call(&ec2::modifySnapshotAttribute, request);
  EXPECT_EQ(stored(snapshot.id).createVolumePermissions.size(), 2U);
}

TEST_F(ModifySnapshotAttribute, RefusesToAddAndRemoveInOneRequest) {
  auto request = on(givenSnapshot());
  request.createVolumePermission.emplace().add = {user(kOther)};
  request.createVolumePermission->remove = {user("333333333333")};
  expectError(errorOf(&ec2::modifySnapshotAttribute, request), "InvalidParameterCombination");
}

TEST_F(ModifySnapshotAttribute, RefusesARequestThatChangesNothing) {
  expectError(errorOf(&ec2::modifySnapshotAttribute, on(givenSnapshot())),
              "InvalidParameterCombination", "No attributes specified.");
}

// Clients write attributes with other capitals and blanks, and AWS takes them.
TEST_F(ModifySnapshotAttribute, TakesTheAttributeInAnySpellingButNoOther) {
  auto request = on(givenSnapshot());
  request.createVolumePermission.emplace().add = {user(kOther)};
  request.attribute = "CreateVolumePermission ";
  EXPECT_EQ(call(&ec2::modifySnapshotAttribute, request).return_, true);
  request.attribute = "productCodes";
  expectError(errorOf(&ec2::modifySnapshotAttribute, request), "InvalidParameterValue");
}

TEST_F(ModifySnapshotAttribute, RefusesWhatIsNoAccountAndNoGroup) {
  auto request = on(givenSnapshot());
  request.createVolumePermission.emplace().add = {user("abc")};
  expectError(errorOf(&ec2::modifySnapshotAttribute, request), "InvalidAMIAttributeItemValue",
              "Invalid attribute item value \"abc\" for userId item type.");
  request.createVolumePermission->add = {group("everyone")};
  expectError(errorOf(&ec2::modifySnapshotAttribute, request), "InvalidAMIAttributeItemValue",
              "Invalid attribute item value \"everyone\" for userGroup item type.");
  request.createVolumePermission->add = {{.userId = std::string(kOther), .group = "all"}};
  expectError(errorOf(&ec2::modifySnapshotAttribute, request), "InvalidParameterCombination");
}

TEST_F(ModifySnapshotAttribute, RefusesToPublishAnEncryptedSnapshot) {
  auto request = on(givenSnapshot([](domain::Snapshot& s) {
    s.encrypted = true;
    s.kmsKeyId = domain::keyArn("mine", "us-east-1", kOwner);
  }));
  request.createVolumePermission.emplace().add = {group("all")};
  expectError(errorOf(&ec2::modifySnapshotAttribute, request), "OperationNotPermitted",
              "Encrypted snapshots cannot be shared publicly");
  request.createVolumePermission->add = {user(kOther)};
  EXPECT_EQ(call(&ec2::modifySnapshotAttribute, request).return_, true);
}

TEST_F(ModifySnapshotAttribute, RefusesToShareASnapshotUnderTheDefaultKey) {
  auto request = on(givenSnapshot([](domain::Snapshot& s) {
    s.encrypted = true;
    s.kmsKeyId = domain::defaultKeyArn("us-east-1", kOwner);
  }));
  request.createVolumePermission.emplace().add = {user(kOther)};
  expectError(errorOf(&ec2::modifySnapshotAttribute, request), "OperationNotPermitted",
              "Encrypted snapshots with EBS default key cannot be shared");
}

TEST_F(ModifySnapshotAttribute, RefusesMoreThanFiveHundredChanges) {
  auto request = on(givenSnapshot());
  request.operationType = "add";
  request.userIds.assign(501, std::string(kOther));
  expectError(errorOf(&ec2::modifySnapshotAttribute, request), "InvalidParameterValue");
}

TEST_F(ModifySnapshotAttribute, DoesNotFindWhatAnotherOwns) {
  auto request = on(givenSnapshot());
  request.createVolumePermission.emplace().add = {user(kOther)};
  as(kOther);
  expectError(errorOf(&ec2::modifySnapshotAttribute, request), "InvalidSnapshot.NotFound");
}

}  // namespace
}  // namespace amilocal::test
