#include "amilocal/domain/image_deprecation.h"

#include <gtest/gtest.h>

#include <string>

#include "amilocal/core/api_error.h"
#include "amilocal/domain/errors/image_errors.h"

namespace amilocal::domain {
namespace {

using namespace std::chrono_literals;

Instant at(const char* text) { return parseInstant(text).value(); }

const Instant kNow = at("2026-11-20T12:00:00.250Z");

Image image() {
  Image image;
  image.id = ImageId::trusted("ami-0123456789abcdef0");
  image.createdAt = at("2025-12-10T13:12:35.500Z");
  return image;
}

Image publicImage() {
  auto shared = image();
  shared.launchPermissions = {{GranteeKind::group, "all"}};
  return shared;
}

std::string refusalOf(const Image& before, Instant deprecateAt) {
  try {
    planDeprecation(before, deprecateAt, kNow);
  } catch (const ApiError& error) {
    EXPECT_EQ(error.code(), "InvalidParameterValue");
    return error.message();
  }
  return "";
}

std::string roundedAt(const char* text) {
  return formatInstantSeconds(*planDeprecation(image(), at(text), kNow).deprecationAt);
}

// EC2 API Reference, EnableImageDeprecation: to the nearest minute.
TEST(Deprecation, IsByTheMinute) {
  EXPECT_EQ(roundedAt("2030-01-02T03:04:00Z"), "2030-01-02T03:04:00Z");
  EXPECT_EQ(roundedAt("2030-01-02T03:04:29.999Z"), "2030-01-02T03:04:00Z");
  EXPECT_EQ(roundedAt("2030-01-02T03:04:30Z"), "2030-01-02T03:05:00Z");
  EXPECT_EQ(roundedAt("2030-12-31T23:59:59Z"), "2031-01-01T00:00:00Z");
}

TEST(Deprecation, ReplacesTheOneBefore) {
  auto before = image();
  before.deprecationAt = at("2027-01-01T00:00:00Z");
  EXPECT_EQ(planDeprecation(before, at("2026-12-01T00:00:00Z"), kNow).deprecationAt,
            at("2026-12-01T00:00:00Z"));
}

TEST(Deprecation, IsNotInThePast) {
  EXPECT_EQ(refusalOf(image(), at("2026-11-20T11:59:59Z")),
            "Value (2026-11-20T11:59:59Z) for parameter deprecateAt is invalid. The date and time "
            "can't be in the past.");
}

// Clients cut the present time to whole seconds.
TEST(Deprecation, CanBeNow) { EXPECT_EQ(refusalOf(image(), at("2026-11-20T12:00:00Z")), ""); }

TEST(Deprecation, IsTenYearsAheadAtTheMost) {
  EXPECT_EQ(refusalOf(image(), at("2036-11-20T12:00:00Z")), "");
  EXPECT_EQ(refusalOf(image(), at("2036-11-20T12:00:01Z")),
            "Value (2036-11-20T12:00:01Z) for parameter deprecateAt is invalid. The date and time "
            "can't be more than 10 years from now.");
}

TEST(Deprecation, OfAPublicImageIsTwoYearsAfterItsCreationAtTheMost) {
  EXPECT_EQ(latestPublicDeprecation(publicImage()), at("2027-12-10T13:12:35Z"));
  EXPECT_EQ(refusalOf(publicImage(), at("2027-12-10T13:12:35Z")), "");
  EXPECT_EQ(refusalOf(publicImage(), at("2027-12-10T13:12:36Z")),
            "Value (2027-12-10T13:12:36Z) for parameter deprecateAt is invalid. The date and time "
            "can't be more than 2 years after a public image's creation.");
}

TEST(Deprecation, IsCancelledWhetherThereIsOneOrNot) {
  auto before = image();
  EXPECT_EQ(planNoDeprecation(before), before);
  before.deprecationAt = kNow;
  EXPECT_EQ(planNoDeprecation(before), image());
}

TEST(Deprecation, OfAPublicImageIsNotCancelled) {
  try {
    planNoDeprecation(publicImage());
    ADD_FAILURE() << "it was cancelled";
  } catch (const ApiError& error) {
    EXPECT_EQ(error.code(), "OperationNotPermitted");
    EXPECT_EQ(error.message(), errors::publicDeprecationNotCancellable(image().id).message());
  }
}

}  // namespace
}  // namespace amilocal::domain
