#include "amilocal/domain/protection_rules.h"

#include <gtest/gtest.h>

#include <string>

#include "amilocal/core/api_error.h"
#include "amilocal/domain/errors/image_errors.h"

namespace amilocal::domain {
namespace {

using namespace std::chrono_literals;

const Instant kNow = parseInstant("2026-11-20T12:00:00Z").value();

Image image() {
  Image image;
  image.id = ImageId::trusted("ami-0123456789abcdef0");
  return image;
}

/// Protected with a cooldown, and no longer since kNow.
Image coolingDown() {
  return planNoProtection(planProtection(image(), Cooldown::afterDisabling), kNow);
}

std::string refusalOf(const Image& subject, Instant now) {
  try {
    checkNotProtected(subject, now);
  } catch (const ApiError& error) {
    EXPECT_EQ(error.code(), "OperationNotPermitted");
    return error.message();
  }
  return "";
}

TEST(Protection, IsOffOnNewImages) {
  EXPECT_EQ(shownProtection(image(), kNow), "disabled");
  EXPECT_EQ(refusalOf(image(), kNow), "");
}

TEST(Protection, HoldsUntilItIsTurnedOff) {
  for (const auto cooldown : {Cooldown::none, Cooldown::afterDisabling})
    EXPECT_EQ(refusalOf(planProtection(image(), cooldown), kNow + 1000h),
              errors::imageProtected(image().id).message());
}

TEST(Protection, IsShownWithItsCooldown) {
  EXPECT_EQ(shownProtection(planProtection(image(), Cooldown::none), kNow),
            "enabled-without-cooldown");
  EXPECT_EQ(shownProtection(planProtection(image(), Cooldown::afterDisabling), kNow),
            "enabled-with-cooldown");
}

TEST(Protection, EndsAtOnceWithoutACooldown) {
  const auto after = planNoProtection(planProtection(image(), Cooldown::none), kNow);
  EXPECT_EQ(after, image());
  EXPECT_EQ(refusalOf(after, kNow), "");
}

TEST(Protection, EndsADayLaterWithACooldown) {
  const auto end = kNow + 24h;
  EXPECT_EQ(refusalOf(coolingDown(), end - 1ms),
            errors::imageCoolingDown(image().id, end).message());
  EXPECT_EQ(refusalOf(coolingDown(), end), "");
}

TEST(Protection, ShowsTheEndOfTheCooldown) {
  EXPECT_EQ(shownProtection(coolingDown(), kNow), "disabled after 2026-11-21T12:00:00.000Z");
  EXPECT_EQ(shownProtection(coolingDown(), kNow + 24h), "disabled");
}

TEST(Protection, IsNotProlongedByTurningItOffAgain) {
  EXPECT_EQ(planNoProtection(coolingDown(), kNow + 1h), coolingDown());
}

TEST(Protection, TakesThePlaceOfACooldown) {
  EXPECT_EQ(planProtection(coolingDown(), Cooldown::none), planProtection(image(), Cooldown::none));
}

}  // namespace
}  // namespace amilocal::domain
