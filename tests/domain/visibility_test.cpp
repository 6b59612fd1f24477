#include "amilocal/domain/visibility.h"

#include <gtest/gtest.h>

#include "amilocal/core/api_error.h"
#include "amilocal/domain/errors/image_errors.h"

namespace amilocal::domain {
namespace {

using namespace std::chrono;

const std::string kMe = "111111111111", kFriend = "222222222222", kStranger = "333333333333";
constexpr Instant kNow = sys_days{2026y / November / 20} + 12h;

Image imageOf(const std::string& owner, Grantees permissions = {}) {
  Image image;
  image.owner = owner;
  image.state = ImageState::available;
  image.launchPermissions = std::move(permissions);
  return image;
}

Grantees sharedWith(const std::string& account) { return {{GranteeKind::userId, account}}; }
const Grantees kEveryone = {{GranteeKind::group, "all"}};

bool isOfInterestTo(const std::string& account, const Image& image,
                    const std::vector<std::string>& owners,
                    const std::vector<std::string>& executableBy) {
  return isOfInterest(image, imageInterest({account}, owners, executableBy));
}

TEST(Visibility, ShowsOwnPublicAndSharedImages) {
  EXPECT_TRUE(isVisibleTo(imageOf(kMe), {kMe}));
  EXPECT_TRUE(isVisibleTo(imageOf(kFriend, kEveryone), {kMe}));
  EXPECT_TRUE(isVisibleTo(imageOf(kFriend, sharedWith(kMe)), {kMe}));
}

TEST(Visibility, HidesWhatIsPrivateToAnother) {
  EXPECT_FALSE(isVisibleTo(imageOf(kFriend), {kMe}));
  EXPECT_FALSE(isVisibleTo(imageOf(kFriend, sharedWith(kStranger)), {kMe}));
}

Account inOrganization(const std::string& id) {
  return {.id = id, .organization = "o-exampleorgid", .unitPath = "ou-exam-ple00001"};
}
const Grantees kOrganization = {
    {GranteeKind::organizationArn,
     "arn:aws:organizations::333333333333:organization/o-exampleorgid"}};

TEST(Visibility, AnOrganizationsPermissionShowsTheImageToItsAccounts) {
  EXPECT_TRUE(isVisibleTo(imageOf(kFriend, kOrganization), inOrganization(kMe)));
  EXPECT_FALSE(isVisibleTo(imageOf(kFriend, kOrganization), {kMe}));
}

Onlooker onlooker(AllowedImagesState state) {
  return {.account = {kMe}, .allowed = {.state = state, .criteria = {}}, .now = kNow};
}

// Without criteria only one's own images are allowed.
TEST(Visibility, WhatIsNotAllowedIsHeldBackWhileThatIsEnabled) {
  const auto foreign = imageOf(kFriend, kEveryone);
  EXPECT_TRUE(isShownTo(foreign, onlooker(AllowedImagesState::disabled)));
  EXPECT_TRUE(isShownTo(foreign, onlooker(AllowedImagesState::audit_mode)));
  EXPECT_FALSE(isShownTo(foreign, onlooker(AllowedImagesState::enabled)));
  EXPECT_TRUE(isShownTo(imageOf(kMe), onlooker(AllowedImagesState::enabled)));
  EXPECT_FALSE(isShownTo(imageOf(kFriend), onlooker(AllowedImagesState::audit_mode)));
}

TEST(Visibility, ThereIsAVerdictUnlessAllowedImagesAreDisabled) {
  const auto foreign = imageOf(kFriend, kEveryone);
  EXPECT_EQ(verdictOn(foreign, onlooker(AllowedImagesState::disabled)), std::nullopt);
  EXPECT_EQ(verdictOn(foreign, onlooker(AllowedImagesState::audit_mode)), false);
  EXPECT_EQ(verdictOn(imageOf(kMe), onlooker(AllowedImagesState::enabled)), true);
}

TEST(Visibility, AnImageIsDeprecatedFromItsTimeOn) {
  auto image = imageOf(kMe);
  EXPECT_FALSE(isDeprecated(image, kNow));
  image.deprecationAt = kNow;
  EXPECT_TRUE(isDeprecated(image, kNow));
  EXPECT_FALSE(isDeprecated(image, kNow - 1ms));
}

// EC2 User Guide: "there is a 24-hour delay before that usage is reported".
TEST(Visibility, LaunchesAreKnownADayLate) { EXPECT_EQ(launchesKnownUpTo(kNow), kNow - 24h); }

TEST(ImageInterest, SelfIsTheCaller) {
  EXPECT_TRUE(isOfInterestTo(kMe, imageOf(kMe), {"self"}, {}));
  EXPECT_FALSE(isOfInterestTo(kMe, imageOf(kFriend, kEveryone), {"self"}, {}));
}

TEST(ImageInterest, OwnersAreAlternatives) {
  EXPECT_TRUE(isOfInterestTo(kMe, imageOf(kFriend), {"self", kFriend}, {}));
  EXPECT_FALSE(isOfInterestTo(kMe, imageOf(kStranger), {"self", kFriend}, {}));
}

// Verified providers carry the alias too (aws-facts/images.md 2.1).
TEST(ImageInterest, AnAliasIsWhatTheImageSaysOfItsOwner) {
  auto image = imageOf("099720109477");
  EXPECT_FALSE(isOfInterestTo(kMe, image, {"amazon"}, {}));
  image.ownerAlias = "amazon";
  EXPECT_TRUE(isOfInterestTo(kMe, image, {"amazon"}, {}));
  EXPECT_FALSE(isOfInterestTo(kMe, image, {"aws-marketplace"}, {}));
}

TEST(ImageInterest, ExecutableByAllMeansPublic) {
  EXPECT_TRUE(isOfInterestTo(kMe, imageOf(kFriend, kEveryone), {}, {"all"}));
  EXPECT_FALSE(isOfInterestTo(kMe, imageOf(kFriend, sharedWith(kMe)), {}, {"all"}));
}

// "explicit launch permissions": the owner's is implicit, and the public's is the group's.
TEST(ImageInterest, ExecutableBySelfMeansSharedByNumber) {
  EXPECT_TRUE(isOfInterestTo(kMe, imageOf(kFriend, sharedWith(kMe)), {}, {"self"}));
  EXPECT_TRUE(isOfInterestTo(kMe, imageOf(kFriend, sharedWith(kMe)), {}, {kMe}));
  EXPECT_FALSE(isOfInterestTo(kMe, imageOf(kMe), {}, {"self"}));
  EXPECT_FALSE(isOfInterestTo(kMe, imageOf(kFriend, kEveryone), {}, {"self"}));
}

// aws-facts/images.md 2.1: organization and unit shares count as one's own, not as another's.
TEST(ImageInterest, ExecutableBySelfMeansSharedWithTheOrganizationToo) {
  const auto image = imageOf(kFriend, kOrganization);
  const auto self = imageInterest(inOrganization(kMe), {}, {"self"});
  EXPECT_TRUE(isOfInterest(image, self));
  EXPECT_FALSE(isOfInterest(imageOf(kMe, kOrganization), self));
  EXPECT_FALSE(isOfInterest(image, imageInterest(inOrganization(kFriend), {}, {kMe})));
}

// Launch permissions are the owner's to see.
TEST(ImageInterest, OnlyTheOwnerFindsWhatIsSharedWithAThird) {
  EXPECT_TRUE(isOfInterestTo(kMe, imageOf(kMe, sharedWith(kFriend)), {}, {kFriend}));
  auto shared = sharedWith(kMe);
  shared.push_back({GranteeKind::userId, kStranger});
  EXPECT_FALSE(isOfInterestTo(kMe, imageOf(kFriend, shared), {}, {kStranger}));
}

TEST(ImageInterest, OwnersAndUsersMustBothBeMet) {
  const auto image = imageOf(kFriend, sharedWith(kMe));
  EXPECT_TRUE(isOfInterestTo(kMe, image, {kFriend}, {"self"}));
  EXPECT_FALSE(isOfInterestTo(kMe, image, {kStranger}, {"self"}));
  EXPECT_FALSE(isOfInterestTo(kMe, image, {kFriend}, {"all"}));
}

TEST(ImageInterest, RefusesWhatIsNoAccount) {
  for (const auto* bad : {"foo", "12345", "1234567890123", "all", "Amazon"}) {
    try {
      imageInterest({kMe}, {bad}, {});
      ADD_FAILURE() << bad << " was taken for an owner";
    } catch (const ApiError& error) {
      EXPECT_EQ(error.code(), "InvalidUserID.Malformed");
      EXPECT_EQ(error.message(), errors::malformedUserOfImages(bad).message());
    }
  }
  EXPECT_THROW(imageInterest({kMe}, {}, {"amazon"}), ApiError);
}

TEST(ImageInterest, AccountsAreKnownUnlessAnAliasIsAmongThem) {
  EXPECT_EQ(ownerAccounts(imageInterest({kMe}, {"self", kFriend}, {})),
            (std::vector{kMe, kFriend}));
  EXPECT_TRUE(ownerAccounts(imageInterest({kMe}, {"self", "amazon"}, {})).empty());
}

const Onlooker kOnlooker{.account = {kMe}, .now = kNow};

TEST(ImageListing, NeverShowsDeregisteredImages) {
  auto image = imageOf(kMe);
  image.state = ImageState::deregistered;
  EXPECT_FALSE(isListed(image, {kOnlooker, Deprecated::show, Disabled::show}));
}

TEST(ImageListing, NeverShowsWhatIsInTheRecycleBin) {
  auto image = imageOf(kMe);
  image.state = ImageState::recoverable;
  EXPECT_FALSE(isListed(image, {kOnlooker, Deprecated::show, Disabled::show}));
}

TEST(ImageListing, ShowsDisabledImagesWhenAskedFor) {
  auto image = imageOf(kMe);
  image.state = ImageState::disabled;
  EXPECT_FALSE(isListed(image, {kOnlooker}));
  EXPECT_TRUE(isListed(image, {kOnlooker, Deprecated::hide, Disabled::show}));
}

TEST(ImageListing, ShowsDeprecatedImagesOfOthersWhenAskedFor) {
  auto image = imageOf(kFriend, kEveryone);
  image.deprecationAt = kNow - 1h;
  EXPECT_FALSE(isListed(image, {kOnlooker}));
  EXPECT_TRUE(isListed(image, {kOnlooker, Deprecated::show}));
}

TEST(ImageListing, AlwaysShowsDeprecatedImagesOfOnesOwn) {
  auto image = imageOf(kMe);
  image.deprecationAt = kNow - 1h;
  EXPECT_TRUE(isListed(image, {kOnlooker}));
}

TEST(ImageListing, HidesWhatIsNotVisible) {
  EXPECT_FALSE(isListed(imageOf(kFriend), {kOnlooker, Deprecated::show, Disabled::show}));
}

}  // namespace
}  // namespace amilocal::domain
