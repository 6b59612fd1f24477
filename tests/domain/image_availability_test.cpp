#include "amilocal/domain/image_availability.h"

#include <gtest/gtest.h>

#include "amilocal/core/api_error.h"
#include "amilocal/domain/errors/image_errors.h"

namespace amilocal::domain {
namespace {

Image imageIn(ImageState state) {
  Image image;
  image.id = ImageId::trusted("ami-0123456789abcdef0");
  image.state = state;
  image.launchPermissions = {{GranteeKind::group, "all"}, {GranteeKind::userId, "222222222222"}};
  return image;
}

void expectRefused(Image (*plan)(Image), ImageState state) {
  try {
    plan(imageIn(state));
    ADD_FAILURE() << "went through while " << toString(state);
  } catch (const ApiError& error) {
    const auto expected = errors::incorrectImageState(imageIn(state).id, toString(state));
    EXPECT_EQ(error.code(), "IncorrectState");
    EXPECT_EQ(error.message(), expected.message());
  }
}

TEST(ImageAvailability, IsTakenWithAllPermissions) {
  const auto disabled = planDisabled(imageIn(ImageState::available));
  EXPECT_EQ(disabled.state, ImageState::disabled);
  EXPECT_TRUE(disabled.launchPermissions.empty());
}

TEST(ImageAvailability, IsGivenBackWithoutPermissions) {
  const auto enabled = planEnabled(planDisabled(imageIn(ImageState::available)));
  EXPECT_EQ(enabled.state, ImageState::available);
  EXPECT_TRUE(enabled.launchPermissions.empty());
}

TEST(ImageAvailability, StaysAsItIsWhenAskedTwice) {
  EXPECT_EQ(planDisabled(imageIn(ImageState::disabled)), imageIn(ImageState::disabled));
  EXPECT_EQ(planEnabled(imageIn(ImageState::available)), imageIn(ImageState::available));
}

// aws-facts/images.md 1.2: no step leads from these.
TEST(ImageAvailability, IsNotForImagesThatNeverBecameAvailable) {
  for (const auto state : {ImageState::pending, ImageState::failed, ImageState::deregistered}) {
    expectRefused(planDisabled, state);
    expectRefused(planEnabled, state);
  }
}

}  // namespace
}  // namespace amilocal::domain
