#include "iam_world.h"

namespace amilocal::test {
namespace {

class CreateInstanceProfile : public IamWorld {};

TEST_F(CreateInstanceProfile, AnswersAnEmptyProfile) {
  const auto profile = givenProfile("p");
  EXPECT_EQ(profile.arn, "arn:aws:iam::111111111111:instance-profile/p");
  EXPECT_EQ(profile.instanceProfileId->substr(0, 4), "AIPA");
  EXPECT_TRUE(profile.roles.empty());
}

TEST_F(CreateInstanceProfile, RefusesANameThatIsTaken) {
  givenProfile("p");
  expectError(errorOf(&iam::createInstanceProfile, {.instanceProfileName = "p"}),
              "EntityAlreadyExists", "Instance Profile p already exists.");
}

}  // namespace
}  // namespace amilocal::test
