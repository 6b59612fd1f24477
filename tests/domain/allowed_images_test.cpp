#include "amilocal/domain/allowed_images.h"

#include <gtest/gtest.h>

#include "amilocal/core/api_error.h"
#include "amilocal/domain/errors/allowed_images_errors.h"

// Bounds and meanings: EC2 API Reference, ImageCriterionRequest, and aws-facts/images.md section 7.
namespace amilocal::domain {
namespace {

using namespace std::chrono;

constexpr Instant kNow = sys_days{2026y / November / 20} + 12h;
const std::string kMe = "111111111111";

Image anImage() {
  Image image;
  image.id = ImageId::trusted("ami-1");
  image.owner = "222222222222";
  image.ownerAlias = "amazon";
  image.name = "base-2026.10";
  image.createdAt = kNow - days{30};
  image.productCodes = {{"abc123", "marketplace"}};
  image.watermarks = {
      {"222222222222:hardened", "ami-0", "eu-west-1", kNow - days{40}, kNow - days{20}}};
  return image;
}

bool isAllowedBy(const ImageCriteria& criteria, const Image& image = anImage()) {
  return isAllowed(image, kMe, {.state = AllowedImagesState::enabled, .criteria = criteria}, kNow);
}

bool isMarkedAs(const WatermarkCriterion& criterion) {
  return isAllowedBy({{.watermarks = {criterion}}});
}

TEST(AllowedImages, AnAccountsOwnAreAlwaysAllowed) {
  auto own = anImage();
  own.owner = kMe;
  EXPECT_TRUE(isAllowedBy({}, own));
  EXPECT_TRUE(isAllowedBy({{.providers = {"none"}}}, own));
}

TEST(AllowedImages, WithoutCriteriaNothingElseIs) { EXPECT_FALSE(isAllowedBy({})); }

TEST(AllowedImages, AProviderIsAnAccountOrAnAlias) {
  EXPECT_TRUE(isAllowedBy({{.providers = {"333333333333", "222222222222"}}}));
  EXPECT_TRUE(isAllowedBy({{.providers = {"amazon"}}}));
  EXPECT_FALSE(isAllowedBy({{.providers = {"aws-marketplace"}}}));
  EXPECT_FALSE(isAllowedBy({{.providers = {"none"}}}));
}

TEST(AllowedImages, AProductCodeMustBeOnTheImage) {
  EXPECT_TRUE(isAllowedBy({{.productCodes = {"xyz", "abc123"}}}));
  EXPECT_FALSE(isAllowedBy({{.productCodes = {"xyz"}}}));
}

TEST(AllowedImages, NamesAreMatchedWithWildcards) {
  EXPECT_TRUE(isAllowedBy({{.names = {"other", "base-*"}}}));
  EXPECT_TRUE(isAllowedBy({{.names = {"base-2026.1?"}}}));
  EXPECT_FALSE(isAllowedBy({{.names = {"base"}}}));
}

TEST(AllowedImages, CreationMayNotBeLongerAgo) {
  EXPECT_TRUE(isAllowedBy({{.maxDaysSinceCreated = 30}}));
  EXPECT_FALSE(isAllowedBy({{.maxDaysSinceCreated = 29}}));
}

TEST(AllowedImages, DeprecationMayNotBeLongerAgo) {
  auto image = anImage();
  EXPECT_TRUE(isAllowedBy({{.maxDaysSinceDeprecated = 0}}, image));
  image.deprecationAt = kNow + 1h;
  EXPECT_TRUE(isAllowedBy({{.maxDaysSinceDeprecated = 0}}, image));
  image.deprecationAt = kNow - days{5};
  EXPECT_TRUE(isAllowedBy({{.maxDaysSinceDeprecated = 5}}, image));
  EXPECT_FALSE(isAllowedBy({{.maxDaysSinceDeprecated = 4}}, image));
}

// "When set to 0, no deprecated images are allowed."
TEST(AllowedImages, ZeroDaysSinceDeprecationMeansNone) {
  auto image = anImage();
  image.deprecationAt = kNow;
  EXPECT_FALSE(isAllowedBy({{.maxDaysSinceDeprecated = 0}}, image));
}

TEST(AllowedImages, AWatermarkMustMeetAllOfItsConditions) {
  EXPECT_TRUE(isMarkedAs({.key = "*:hardened"}));
  EXPECT_FALSE(isMarkedAs({.key = "*:soft"}));
  EXPECT_TRUE(isMarkedAs({.sourceRegion = "eu-*"}));
  EXPECT_FALSE(isMarkedAs({.sourceRegion = "us-*"}));
  EXPECT_TRUE(isMarkedAs({.maxDaysSinceSourceImage = 40}));
  EXPECT_FALSE(isMarkedAs({.maxDaysSinceSourceImage = 39}));
  EXPECT_TRUE(isMarkedAs({.maxDaysSinceWatermark = 20}));
  EXPECT_FALSE(isMarkedAs({.maxDaysSinceWatermark = 19}));
  EXPECT_FALSE(isMarkedAs({.key = "*:hardened", .maxDaysSinceWatermark = 19}));
}

TEST(AllowedImages, ConditionsAddUpAndCriteriaAreAlternatives) {
  EXPECT_FALSE(isAllowedBy({{.providers = {"amazon"}, .names = {"other"}}}));
  EXPECT_TRUE(isAllowedBy({{.names = {"other"}}, {.providers = {"amazon"}}}));
}

void expectRefused(const ImageCriteria& criteria, const ApiError& expected) {
  try {
    checkImageCriteria(criteria);
    ADD_FAILURE() << "taken: " << expected.message();
  } catch (const ApiError& error) {
    EXPECT_EQ(error.code(), "InvalidParameterValue");
    EXPECT_EQ(error.message(), expected.message());
  }
}

std::vector<std::string> many(std::size_t count, const std::string& text) {
  return std::vector<std::string>(count, text);
}

TEST(AllowedImages, ListsHaveTheirBounds) {
  const ImageCriterion one{.names = {"base"}};
  checkImageCriteria(ImageCriteria(10, one));
  expectRefused(ImageCriteria(11, one), errors::tooManyCriterionValues("ImageCriterion", 10));
  checkImageCriteria({{.providers = many(200, "amazon")}});
  expectRefused({{.providers = many(201, "amazon")}},
                errors::tooManyCriterionValues("ImageProvider", 200));
  expectRefused({{.productCodes = many(51, "abc")}},
                errors::tooManyCriterionValues("MarketplaceProductCode", 50));
  expectRefused({{.names = many(51, "base")}}, errors::tooManyCriterionValues("ImageName", 50));
  expectRefused({{.watermarks = std::vector<WatermarkCriterion>(51, {.key = "a:b"})}},
                errors::tooManyCriterionValues("ImageWatermark", 50));
}

TEST(AllowedImages, ProvidersAreAccountsAliasesOrNoneAlone) {
  checkImageCriteria(
      {{.providers = {"none"}}, {.providers = {"aws-backup-vault", "111111111111"}}});
  expectRefused({{.providers = {"none", "amazon"}}}, errors::noProviderIsAlone());
  expectRefused({{.providers = {"self"}}}, errors::imageProviderInvalid("self"));
}

TEST(AllowedImages, ProductCodesHaveLettersAndDigits) {
  const std::string longest(25, 'a');
  checkImageCriteria({{.productCodes = {longest}}});
  for (const auto& bad : {longest + "a", std::string("a-b"), std::string()})
    expectRefused({{.productCodes = {bad}}}, errors::criterionProductCodeInvalid(bad));
}

TEST(AllowedImages, NamesHaveTheCharactersOfNamesAndWildcards) {
  checkImageCriteria({{.names = {"*", "a?b", std::string(128, 'a')}}});
  for (const auto& bad : {std::string("a?"), std::string(129, 'a'), std::string("a:b")})
    expectRefused({{.names = {bad}}}, errors::criterionNameInvalid(bad));
}

TEST(AllowedImages, DaysAreFromZero) {
  checkImageCriteria({{.maxDaysSinceCreated = 2147483647}});
  expectRefused({{.maxDaysSinceCreated = -1}},
                errors::criterionDaysInvalid(-1, "MaximumDaysSinceCreated"));
  expectRefused({{.maxDaysSinceDeprecated = 2147483648}},
                errors::criterionDaysInvalid(2147483648, "MaximumDaysSinceDeprecated"));
}

TEST(AllowedImages, WhatSaysNothingIsRefused) {
  expectRefused({{}}, errors::emptyCriterion("ImageCriterion"));
  expectRefused({{.watermarks = {{}}}}, errors::emptyCriterion("ImageWatermark"));
}

}  // namespace
}  // namespace amilocal::domain
