#include "amilocal/domain/image_permissions.h"

#include <gtest/gtest.h>

#include <string>

#include "amilocal/core/api_error.h"
#include "amilocal/core/instant.h"
#include "amilocal/domain/encryption.h"
#include "amilocal/domain/errors/image_errors.h"

namespace amilocal::domain {
namespace {

const std::string kOwner = "111111111111";
const Grantee kEveryone{GranteeKind::group, "all"};
const Grantee kFriend{GranteeKind::userId, "222222222222"};
const Grantee kOther{GranteeKind::userId, "333333333333"};

Image image() {
  Image image;
  image.id = ImageId::trusted("ami-0123456789abcdef0");
  image.region = "us-east-1";
  image.owner = kOwner;
  image.state = ImageState::available;
  image.createdAt = *parseInstant("2025-12-10T13:12:35Z");
  return image;
}

Image imageSharedWith(Grantees grantees) {
  auto shared = image();
  shared.launchPermissions = std::move(grantees);
  return shared;
}

Snapshot snapshotUnder(const std::string& keyArn) {
  Snapshot snapshot;
  snapshot.region = "us-east-1";
  snapshot.owner = kOwner;
  snapshot.encrypted = true;
  snapshot.kmsKeyId = keyArn;
  return snapshot;
}

ApiError errorOf(const Image& before, const LaunchPermissionChange& change,
                 const SharingFacts& facts = {}) {
  try {
    planLaunchPermissions(before, change, facts);
  } catch (const ApiError& error) {
    return error;
  }
  ADD_FAILURE() << "the change was allowed";
  return {"", ""};
}

std::string refusalOf(GranteeKind kind, const std::string& value) {
  try {
    checkLaunchPermissions({{{kind, value}}, {}});
  } catch (const ApiError& error) {
    EXPECT_EQ(error.code(), "InvalidAMIAttributeItemValue");
    return error.message();
  }
  return "";
}

Grantees accounts(std::size_t count) {
  Grantees grantees;
  for (std::size_t i = 0; i < count; ++i)
    grantees.push_back({GranteeKind::userId, std::to_string(100'000'000'000 + i)});
  return grantees;
}

TEST(LaunchPermissionForm, AnAccountHasTwelveDigits) {
  EXPECT_EQ(refusalOf(GranteeKind::userId, "222222222222"), "");
  EXPECT_EQ(refusalOf(GranteeKind::userId, "abc"),
            "Invalid attribute item value \"abc\" for userId item type.");
  EXPECT_EQ(refusalOf(GranteeKind::userId, " "),
            errors::invalidImageAttributeItem(" ", "userId").message());
  EXPECT_NE(refusalOf(GranteeKind::userId, "2222222222222"), "");
}

TEST(LaunchPermissionForm, TheOnlyGroupIsAll) {
  EXPECT_EQ(refusalOf(GranteeKind::group, "all"), "");
  EXPECT_EQ(refusalOf(GranteeKind::group, "everyone"),
            "Invalid attribute item value \"everyone\" for userGroup item type.");
}

TEST(LaunchPermissionForm, AnOrganizationIsNamedByItsArn) {
  const auto kind = GranteeKind::organizationArn;
  EXPECT_EQ(refusalOf(kind, "arn:aws:organizations::123456789012:organization/o-abcdefghij"), "");
  EXPECT_EQ(refusalOf(kind, "arn:aws-cn:organizations::123456789012:organization/o-abcdefghij"),
            "");
  for (const auto* bad : {"o-abcdefghij", "arn:aws:organizations::123456789012:organization/abc",
                          "arn:aws:organizations::1:organization/o-abcdefghij",
                          "arn:aws:organizations::123456789012:organization/o-ABCDEFGHIJ",
                          "arn:aws:organizations::123456789012:organization/o-short",
                          "arn:aws:iam::123456789012:organization/o-abcdefghij"})
    EXPECT_NE(refusalOf(kind, bad), "") << bad;
}

TEST(LaunchPermissionForm, AUnitIsNamedByItsArn) {
  const auto kind = GranteeKind::organizationalUnitArn;
  EXPECT_EQ(refusalOf(kind, "arn:aws:organizations::123456789012:ou/o-abcdefghij/ou-ab12-cdefghij"),
            "");
  for (const auto* bad : {"arn:aws:organizations::123456789012:organization/o-abcdefghij",
                          "arn:aws:organizations::123456789012:ou/o-abcdefghij",
                          "arn:aws:organizations::123456789012:ou/o-abcdefghij/ou-ab12",
                          "arn:aws:organizations::123456789012:ou/o-abcdefghij/ab12-cdefghij"})
    EXPECT_NE(refusalOf(kind, bad), "") << bad;
}

// EC2 API Reference, ModifyImageAttribute: 10,000 accounts in one request.
TEST(LaunchPermissionForm, ARequestHasAnEnd) {
  EXPECT_NO_THROW(checkLaunchPermissions({accounts(10'000), {}}));
  try {
    checkLaunchPermissions({accounts(10'000), {kFriend}});
    ADD_FAILURE() << "10,001 were taken";
  } catch (const ApiError& error) {
    EXPECT_EQ(error.message(), errors::tooManyImageGrantees(10'000).message());
  }
}

TEST(LaunchPermissions, AreAddedAndRemovedInOneChange) {
  const auto after = planLaunchPermissions(imageSharedWith({kFriend}), {{kOther}, {kFriend}}, {});
  EXPECT_EQ(after.launchPermissions, Grantees{kOther});
}

// Terraform and Packer repeat themselves.
TEST(LaunchPermissions, AreNotDoubledAndNotMissed) {
  const auto before = imageSharedWith({kFriend});
  EXPECT_EQ(planLaunchPermissions(before, {{kFriend, kFriend}, {}}, {}), before);
  EXPECT_EQ(planLaunchPermissions(before, {{}, {kOther}}, {}), before);
}

TEST(LaunchPermissions, OfThePublicAndOfAccountsStandSideBySide) {
  const auto after = planLaunchPermissions(imageSharedWith({kFriend}), {{kEveryone}, {}}, {});
  EXPECT_EQ(after.launchPermissions, (Grantees{kEveryone, kFriend}));
}

TEST(LaunchPermissions, AreNotGivenUnlessTheImageIsAvailable) {
  for (const auto state : {ImageState::pending, ImageState::disabled, ImageState::failed}) {
    auto before = image();
    before.state = state;
    const auto error = errorOf(before, {{kFriend}, {}});
    EXPECT_EQ(error.code(), "InvalidAMIID.Unavailable");
    EXPECT_EQ(error.message(), errors::imageNotAvailable(before.id).message());
    EXPECT_NO_THROW(planLaunchPermissions(before, {{}, {kFriend}}, {}));
  }
}

TEST(LaunchPermissions, AreNotGivenUnderTheDefaultKey) {
  const Snapshot snapshots[] = {snapshotUnder(defaultKeyArn("us-east-1", kOwner))};
  const auto error = errorOf(image(), {{kFriend}, {}}, {snapshots, 0});
  EXPECT_EQ(error.code(), "InvalidParameter");
  EXPECT_EQ(error.message(), errors::defaultKeyNotShareable().message());
}

TEST(LaunchPermissions, UnderAKeyOfOnesOwnAreForAccountsButNotForThePublic) {
  const Snapshot snapshots[] = {snapshotUnder("arn:aws:kms:us-east-1:111111111111:key/mine")};
  EXPECT_NO_THROW(planLaunchPermissions(image(), {{kFriend}, {}}, {snapshots, 0}));
  const auto error = errorOf(image(), {{kEveryone}, {}}, {snapshots, 0});
  EXPECT_EQ(error.code(), "OperationNotPermitted");
  EXPECT_EQ(error.message(), errors::encryptedImageNotPublic(image().id).message());
}

TEST(LaunchPermissions, OfThePublicAndProductCodesExcludeEachOther) {
  auto before = image();
  before.productCodes = {{"abc", "marketplace"}};
  const auto error = errorOf(before, {{kEveryone}, {}});
  EXPECT_EQ(error.message(), errors::imageWithProductCodesNotPublic(before.id).message());
  EXPECT_NO_THROW(planLaunchPermissions(before, {{kFriend}, {}}, {}));
}

TEST(LaunchPermissions, OfThePublicAreNotGivenWhileTheyAreBlocked) {
  const SharingFacts facts{.publicAccess = PublicAccess::block_new_sharing};
  const auto error = errorOf(image(), {{kEveryone}, {}}, facts);
  EXPECT_EQ(error.code(), "OperationNotPermitted");
  EXPECT_EQ(error.message(), errors::publicImagesBlocked().message());
  EXPECT_NO_THROW(planLaunchPermissions(image(), {{kFriend}, {}}, facts));
}

// Clients repeat themselves, and what is public already is no new sharing.
TEST(LaunchPermissions, OfThePublicAreKeptWhileTheyAreBlocked) {
  const SharingFacts facts{.publicAccess = PublicAccess::block_new_sharing};
  const auto open = imageSharedWith({kEveryone});
  EXPECT_EQ(planLaunchPermissions(open, {{kEveryone}, {}}, facts).launchPermissions,
            Grantees{kEveryone});
}

TEST(LaunchPermissions, OfThePublicHaveAQuota) {
  EXPECT_NO_THROW(planLaunchPermissions(image(), {{kEveryone}, {}}, {{}, 4}));
  const auto error = errorOf(image(), {{kEveryone}, {}}, {{}, 5});
  EXPECT_EQ(error.code(), "ResourceLimitExceeded");
  EXPECT_EQ(error.message(), errors::publicImageQuotaExceeded(5).message());
  EXPECT_NO_THROW(planLaunchPermissions(imageSharedWith({kEveryone}), {{kEveryone}, {}}, {{}, 5}));
}

TEST(LaunchPermissions, OfEntitiesHaveAQuota) {
  const auto full = imageSharedWith(accounts(1000));
  EXPECT_NO_THROW(planLaunchPermissions(full, {{kEveryone}, {}}, {}));
  EXPECT_EQ(errorOf(full, {{kFriend}, {}}).message(),
            errors::imageSharingQuotaExceeded(1000).message());
}

// EC2 User Guide, "Deprecate an Amazon EC2 AMI".
TEST(LaunchPermissions, OfThePublicDeprecateTheImageTwoYearsAfterItsCreation) {
  const auto after = planLaunchPermissions(image(), {{kEveryone}, {}}, {});
  EXPECT_EQ(after.deprecationAt, parseInstant("2027-12-10T13:12:35Z"));
}

TEST(LaunchPermissions, OfThePublicLeaveAGivenDeprecationTime) {
  auto before = image();
  before.deprecationAt = parseInstant("2026-01-02T03:04:00Z");
  const auto after = planLaunchPermissions(before, {{kEveryone}, {}}, {});
  EXPECT_EQ(after.deprecationAt, before.deprecationAt);
}

TEST(LaunchPermissions, OfThePublicKnowLeapYears) {
  auto before = image();
  before.createdAt = *parseInstant("2024-02-29T01:02:03Z");
  const auto after = planLaunchPermissions(before, {{kEveryone}, {}}, {});
  EXPECT_EQ(after.deprecationAt, parseInstant("2026-02-28T01:02:03Z"));
}

TEST(LaunchPermissions, OfAccountsDeprecateNothing) {
  EXPECT_EQ(planLaunchPermissions(image(), {{kFriend}, {}}, {}).deprecationAt, std::nullopt);
}

// ---- What a receiver gives back

ApiError refusalToCancel(const Image& before, const std::string& account) {
  try {
    planWithoutReceiver(before, {account});
  } catch (const ApiError& error) {
    return error;
  }
  ADD_FAILURE() << "the permission was cancelled";
  return {"", ""};
}

TEST(CancelledPermission, IsTheReceiversAlone) {
  const auto after =
      planWithoutReceiver(imageSharedWith({kEveryone, kFriend, kOther}), {kFriend.value});
  EXPECT_EQ(after.launchPermissions, (Grantees{kEveryone, kOther}));
}

TEST(CancelledPermission, IsNotThePublics) {
  const auto error = refusalToCancel(imageSharedWith({kEveryone, kOther}), kFriend.value);
  EXPECT_EQ(error.code(), "OperationNotPermitted");
  EXPECT_EQ(error.message(), errors::publicShareNotCancellable(image().id).message());
}

TEST(CancelledPermission, IsNotTheOwners) {
  for (const auto& before : {imageSharedWith({kFriend}), imageSharedWith({kEveryone})}) {
    const auto error = refusalToCancel(before, kOwner);
    EXPECT_EQ(error.code(), "InvalidParameterValue");
    EXPECT_EQ(error.message(), errors::imageNotSharedWith(image().id, kOwner).message());
  }
}

TEST(CancelledPermission, IsNotAStrangers) {
  EXPECT_EQ(refusalToCancel(imageSharedWith({kFriend}), kOther.value).code(),
            "InvalidParameterValue");
}

}  // namespace
}  // namespace amilocal::domain
