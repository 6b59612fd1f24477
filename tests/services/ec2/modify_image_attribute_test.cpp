#include "amilocal/domain/encryption.h"
#include "amilocal/domain/errors/image_errors.h"
#include "amilocal/domain/seed.h"
#include "image_test.h"

namespace amilocal::ec2 {
namespace {

using domain::Grantee;
using domain::GranteeKind;
using domain::Grantees;

constexpr auto kFriend = "222222222222", kStranger = "333333333333";
const std::string kOrganization = "arn:aws:organizations::999988887777:organization/o-abcdefghij";
const std::string kUnit = "arn:aws:organizations::999988887777:ou/o-abcdefghij/ou-ab12-cdefghij";

class ModifyImageAttribute : public test::ImageTest {
 protected:
  void modify(const domain::Image& image, ModifyImageAttributeRequest request) {
    request.imageId = image.id.str();
    EXPECT_EQ(call(&modifyImageAttribute, request).return_, true);
  }
  ApiError refusal(const domain::Image& image, ModifyImageAttributeRequest request) {
    request.imageId = image.id.str();
    return errorOf(&modifyImageAttribute, request);
  }

  Grantees permissionsOf(const domain::Image& image) { return stored(image.id).launchPermissions; }

  static ModifyImageAttributeRequest adding(const LaunchPermission& permission) {
    return {.launchPermission = LaunchPermissionModifications{.add = {permission}}};
  }
  static ModifyImageAttributeRequest removing(const LaunchPermission& permission) {
    return {.launchPermission = LaunchPermissionModifications{.remove = {permission}}};
  }

  domain::Image givenShared() {
    return given("base", [](domain::Image& image) {
      image.launchPermissions = {{GranteeKind::userId, kFriend}};
    });
  }

  /// An image of an encrypted snapshot.
  domain::Image givenEncrypted(const std::string& keyArn) {
    domain::Snapshot snapshot;
    snapshot.id = SnapshotId::trusted("snap-0123456789abcdef0");
    snapshot.region = "us-east-1";
    snapshot.owner = kOwner;
    snapshot.state = domain::SnapshotState::completed;
    snapshot.encrypted = true;
    snapshot.kmsKeyId = keyArn;
    catalog().snapshots().insert(snapshot);
    return given("base", [&](domain::Image& image) { image.blockDevices = {rootOf(snapshot.id)}; });
  }
};

// ---- Description

TEST_F(ModifyImageAttribute, ChangesTheDescription) {
  const auto image = given("base");
  modify(image, {.description = AttributeValue{"new"}});
  EXPECT_EQ(stored(image.id).description, "new");
}

TEST_F(ModifyImageAttribute, TakesADescriptionAsAttributeAndValue) {
  const auto image = given("base");
  modify(image, {.attribute = "description", .value = "new"});
  EXPECT_EQ(stored(image.id).description, "new");
}

// Ansible sends the attribute's name with a blank behind it (clients/contract.md section 5).
TEST_F(ModifyImageAttribute, ToleratesCaseAndBlanksInTheAttribute) {
  const auto image = given("base");
  modify(image, {.attribute = "Description ", .description = AttributeValue{"new"}});
  EXPECT_EQ(stored(image.id).description, "new");
  auto request = adding({.userId = kFriend});
  request.attribute = "LaunchPermission";
  modify(image, request);
  EXPECT_EQ(permissionsOf(image), (Grantees{{GranteeKind::userId, kFriend}}));
}

// Once set the element stays, empty: Ansible reads it without asking whether it is there.
TEST_F(ModifyImageAttribute, AnEmptyValueClearsTheDescription) {
  const auto image = given("base", [](domain::Image& i) { i.description = "old"; });
  modify(image, {.description = AttributeValue{""}});
  EXPECT_EQ(stored(image.id).description, "");
}

TEST_F(ModifyImageAttribute, RefusesADescriptionBeyondAscii) {
  test::expectError(refusal(given("base"), {.description = AttributeValue{"\u2014"}}),
                    "InvalidParameterValue",
                    "Value (\u2014) for parameter description is invalid. Character sets beyond "
                    "ASCII are not supported.");
}

TEST_F(ModifyImageAttribute, RefusesALongDescription) {
  const auto image = given("base");
  modify(image, {.description = AttributeValue{std::string(255, 'x')}});
  EXPECT_EQ(refusal(image, {.description = AttributeValue{std::string(256, 'x')}}).code(),
            "InvalidParameterValue");
}

// ---- ImdsSupport

TEST_F(ModifyImageAttribute, TurnsImdsSupportOn) {
  const auto image = given("base");
  modify(image, {.imdsSupport = AttributeValue{"v2.0"}});
  EXPECT_EQ(stored(image.id).imdsSupport, "v2.0");
}

TEST_F(ModifyImageAttribute, TakesImdsSupportAsAttributeAndValue) {
  const auto image = given("base");
  modify(image, {.attribute = "imdsSupport", .value = "v2.0"});
  EXPECT_EQ(stored(image.id).imdsSupport, "v2.0");
}

TEST_F(ModifyImageAttribute, NeverTurnsImdsSupportOff) {
  EXPECT_EQ(refusal(given("a"), {.imdsSupport = AttributeValue{"v1.0"}}).code(),
            "InvalidParameterValue");
  EXPECT_EQ(refusal(given("b"), {.imdsSupport = AttributeValue{""}}).code(),
            "InvalidParameterValue");
}

// ---- LaunchPermission: spellings

TEST_F(ModifyImageAttribute, AddsEachKindOfPermission) {
  const auto image = given("base");
  modify(image, adding({.userId = kFriend}));
  modify(image, adding({.group = "all"}));
  modify(image, adding({.organizationArn = kOrganization}));
  modify(image, adding({.organizationalUnitArn = kUnit}));
  EXPECT_EQ(permissionsOf(image), (Grantees{{GranteeKind::group, "all"},
                                            {GranteeKind::userId, kFriend},
                                            {GranteeKind::organizationArn, kOrganization},
                                            {GranteeKind::organizationalUnitArn, kUnit}}));
}

TEST_F(ModifyImageAttribute, RemovesAPermission) {
  const auto image = givenShared();
  modify(image, removing({.userId = kFriend}));
  EXPECT_TRUE(permissionsOf(image).empty());
}

// Ansible's update.
TEST_F(ModifyImageAttribute, AddsAndRemovesInOneCall) {
  const auto image = givenShared();
  modify(image, {.attribute = "launchPermission",
                 .launchPermission = LaunchPermissionModifications{
                     .add = {{.userId = kStranger}}, .remove = {{.userId = kFriend}}}});
  EXPECT_EQ(permissionsOf(image), (Grantees{{GranteeKind::userId, kStranger}}));
}

TEST_F(ModifyImageAttribute, TakesFlatListsWithAnOperation) {
  const auto image = given("base");
  modify(image, {.attribute = "launchPermission",
                 .operationType = "add",
                 .userGroups = {"all"},
                 .userIds = {kFriend},
                 .organizationArns = {kOrganization},
                 .organizationalUnitArns = {kUnit}});
  EXPECT_EQ(permissionsOf(image).size(), 4U);
  modify(image, {.attribute = "launchPermission",
                 .operationType = "remove",
                 .userGroups = {"all"},
                 .organizationArns = {kOrganization},
                 .organizationalUnitArns = {kUnit}});
  EXPECT_EQ(permissionsOf(image), (Grantees{{GranteeKind::userId, kFriend}}));
}

// Packer echoes the ids in UserId.N without an OperationType (clients/contract.md 4.2, item 14).
// To take the echo for a removal would lose the permission.
TEST_F(ModifyImageAttribute, IgnoresAFlatListBesideTheStructuredForm) {
  const auto image = given("base");
  auto request = adding({.userId = kFriend});
  request.userIds = {kFriend};
  modify(image, request);
  EXPECT_EQ(permissionsOf(image), (Grantees{{GranteeKind::userId, kFriend}}));
}

TEST_F(ModifyImageAttribute, RefusesAFlatListWithoutAnOperation) {
  test::expectError(refusal(given("base"), {.userIds = {kFriend}}), "MissingParameter",
                    "The request must contain the parameter operationType");
}

TEST_F(ModifyImageAttribute, RepeatsInSilence) {
  const auto image = givenShared();
  modify(image, adding({.userId = kFriend}));
  modify(image, removing({.userId = kStranger}));
  EXPECT_EQ(permissionsOf(image), (Grantees{{GranteeKind::userId, kFriend}}));
}

TEST_F(ModifyImageAttribute, RefusesWhatIsNoAccount) {
  test::expectError(refusal(given("base"), adding({.userId = "abc"})),
                    "InvalidAMIAttributeItemValue",
                    "Invalid attribute item value \"abc\" for userId item type.");
}

TEST_F(ModifyImageAttribute, RefusesAnItemThatNamesNobody) {
  EXPECT_EQ(refusal(given("base"), adding({})).code(), "InvalidAMIAttributeItemValue");
}

TEST_F(ModifyImageAttribute, RefusesAnotherGroupThanAll) {
  EXPECT_EQ(refusal(given("base"), adding({.group = "everyone"})).message(),
            errors::invalidImageAttributeItem("everyone", "userGroup").message());
}

// ---- LaunchPermission: rules

TEST_F(ModifyImageAttribute, ASharedImageIsSeenByTheReceiver) {
  const auto image = given("base");
  modify(image, adding({.userId = kFriend}));
  as(kFriend);
  EXPECT_EQ(call(&describeImages, {.imageIds = {image.id.str()}}).images.size(), 1U);
}

TEST_F(ModifyImageAttribute, APublicImageIsDeprecatedTwoYearsAfterItsCreation) {
  const auto image = given("base");
  modify(image, adding({.group = "all"}));
  const Image shown = *call(&describeImages, {.imageIds = {image.id.str()}}).images.at(0);
  EXPECT_EQ(shown.public_, true);
  EXPECT_EQ(shown.deprecationTime, "2028-11-20T12:00:00.000Z");
}

TEST_F(ModifyImageAttribute, ADisabledImageIsNotShared) {
  const auto image =
      given("base", [](domain::Image& i) { i.state = domain::ImageState::disabled; });
  test::expectError(refusal(image, adding({.userId = kFriend})), "InvalidAMIID.Unavailable",
                    "The image ID '" + image.id.str() + "' is not available");
}

TEST_F(ModifyImageAttribute, AnImageUnderTheDefaultKeyIsNotShared) {
  const auto image = givenEncrypted(domain::defaultKeyArn("us-east-1", std::string(kOwner)));
  test::expectError(
      refusal(image, adding({.userId = kFriend})), "InvalidParameter",
      "Snapshots encrypted with the AWS Managed CMK can't be shared. Specify another snapshot.");
}

TEST_F(ModifyImageAttribute, AnEncryptedImageIsSharedButNotMadePublic) {
  const auto image = givenEncrypted("arn:aws:kms:us-east-1:111111111111:key/mine");
  modify(image, adding({.userId = kFriend}));
  EXPECT_EQ(refusal(image, adding({.group = "all"})).message(),
            errors::encryptedImageNotPublic(image.id).message());
}

// EC2 User Guide, "AMI quotas": five public images in a Region.
TEST_F(ModifyImageAttribute, CountsPublicImages) {
  for (int i = 0; i < 5; ++i) modify(given("p" + std::to_string(i)), adding({.group = "all"}));
  given("another's", [](domain::Image& image) {
    image.owner = kFriend;
    makePublic(image);
  });
  EXPECT_EQ(refusal(given("sixth"), adding({.group = "all"})).code(), "ResourceLimitExceeded");
  as(kFriend);
  const auto theirs = given("theirs", [](domain::Image& image) { image.owner = kFriend; });
  modify(theirs, adding({.group = "all"}));
  EXPECT_TRUE(domain::isPublic(permissionsOf(theirs)));
}

// ---- What cannot be modified

TEST_F(ModifyImageAttribute, RefusesARequestThatChangesNothing) {
  const auto image = given("base");
  for (const auto& request :
       {ModifyImageAttributeRequest{}, ModifyImageAttributeRequest{.attribute = "description"},
        ModifyImageAttributeRequest{.attribute = "launchPermission", .operationType = "add"}})
    test::expectError(refusal(image, request), "InvalidParameterCombination",
                      errors::noImageAttributes().message());
}

TEST_F(ModifyImageAttribute, ChangesOneAttributeACall) {
  auto request = adding({.userId = kFriend});
  request.description = AttributeValue{"new"};
  test::expectError(refusal(given("a"), request), "InvalidParameterCombination",
                    "Fields for multiple attribute types specified: description, launchPermission");
  EXPECT_EQ(
      refusal(given("b"), {.attribute = "launchPermission", .description = AttributeValue{"new"}})
          .message(),
      errors::severalImageAttributes("description, launchPermission").message());
}

TEST_F(ModifyImageAttribute, RefusesAValueTwice) {
  EXPECT_EQ(refusal(given("base"),
                    {.attribute = "description", .description = AttributeValue{"a"}, .value = "b"})
                .code(),
            "InvalidParameterCombination");
}

TEST_F(ModifyImageAttribute, RefusesAValueForPermissions) {
  auto request = adding({.userId = kFriend});
  request.value = "x";
  EXPECT_EQ(refusal(given("base"), request).code(), "InvalidParameterCombination");
}

TEST_F(ModifyImageAttribute, RefusesAnUnknownAttribute) {
  test::expectError(refusal(given("base"), {.attribute = "bootMode", .value = "uefi"}),
                    "InvalidParameterValue", errors::unknownImageAttribute("bootMode").message());
}

TEST_F(ModifyImageAttribute, RefusesProductCodes) {
  test::expectError(refusal(given("a"), {.productCodes = {"abc"}}), "UnsupportedOperation",
                    errors::productCodesNotModifiable().message());
  EXPECT_EQ(refusal(given("b"), {.attribute = "productCodes"}).code(), "UnsupportedOperation");
}

TEST_F(ModifyImageAttribute, IsForTheOwnerOnly) {
  const auto image = given("base", makePublic);
  as(kStranger);
  test::expectError(refusal(image, {.description = AttributeValue{"mine"}}), "AuthFailure",
                    "Not authorized for image:" + image.id.str());
}

TEST_F(ModifyImageAttribute, TellsOfADeregisteredImage) {
  const auto image =
      given("base", [](domain::Image& i) { i.state = domain::ImageState::deregistered; });
  test::expectError(refusal(image, {.description = AttributeValue{"x"}}),
                    "InvalidAMIID.Unavailable",
                    "The image ID '" + image.id.str() + "' is no longer available");
}

// The public images of the seed are no rows until somebody changes them.
TEST_F(ModifyImageAttribute, StoresASeedImageWhenItsOwnerChangesIt) {
  const auto seed = domain::seedCatalogue().list("us-east-1", now())->front();
  as(seed.owner);
  modify(seed, {.description = AttributeValue{"changed"}});
  EXPECT_EQ(stored(seed.id).description, "changed");
  modify(seed, {.description = AttributeValue{"changed again"}});
  EXPECT_EQ(stored(seed.id).description, "changed again");
}

}  // namespace
}  // namespace amilocal::ec2
