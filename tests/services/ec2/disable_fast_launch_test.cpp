#include <chrono>

#include "image_test.h"

namespace amilocal::test {
namespace {

class DisableFastLaunch : public ImageTest {
 protected:
  ImageId enabled() {
    const auto id = given("windows", [](domain::Image& image) { image.platform = "windows"; }).id;
    call(&ec2::enableFastLaunch, {.imageId = id.str()});
    return id;
  }
  std::vector<ec2::FastLaunchImage> shown() {
    return call(&ec2::describeFastLaunchImages, {}).fastLaunchImages;
  }
};

// `disabling`, then the entry vanishes (aws-facts/images.md section 7).
TEST_F(DisableFastLaunch, LetsTheEntryVanish) {
  const auto id = enabled();
  taskTime("1m");
  const auto answer = call(&ec2::disableFastLaunch, {.imageId = id.str()});
  EXPECT_EQ(answer.state, "disabling");
  EXPECT_EQ(answer.stateTransitionReason, "Client.UserInitiated");
  EXPECT_EQ(shown().at(0).state, "disabling");
  advance(std::chrono::minutes{1});
  EXPECT_TRUE(shown().empty());
}

TEST_F(DisableFastLaunch, FailsAsItsTaskIsTold) {
  const auto id = enabled();
  taskTime("hold");
  call(&ec2::disableFastLaunch, {.imageId = id.str()});
  finishTaskOf(domain::fastLaunchKey(id, kOwner), domain::StateReason{"Server.InternalError", "x"});
  EXPECT_EQ(shown().at(0).state, "disabling-failed");
}

// "This parameter overrides any errors" (EC2 API Reference, DisableFastLaunch, Force).
TEST_F(DisableFastLaunch, VanishesInSpiteOfErrorsByForce) {
  const auto id = enabled();
  taskTime("hold");
  call(&ec2::disableFastLaunch, {.imageId = id.str(), .force = true});
  finishTaskOf(domain::fastLaunchKey(id, kOwner), domain::StateReason{"Server.InternalError", "x"});
  EXPECT_TRUE(shown().empty());
}

TEST_F(DisableFastLaunch, NeedsWhatIsEnabled) {
  expectError(errorOf(&ec2::disableFastLaunch, {.imageId = given("other").id.str()}),
              "InvalidParameterValue");
  expectError(errorOf(&ec2::disableFastLaunch, {.imageId = "ami-00000000"}),
              "InvalidAMIID.NotFound");
}

}  // namespace
}  // namespace amilocal::test
