#include "profile_world.h"

namespace amilocal::test {
namespace {

class ReplaceIamInstanceProfileAssociation : public ProfileWorld {};

TEST_F(ReplaceIamInstanceProfileAssociation, ComesWithANewAssociation) {
  const auto id = givenInstance();
  call(&ec2::associateIamInstanceProfile,
       {.iamInstanceProfile = givenProfile("p"), .instanceId = id});
  const auto before = *associations().at(0).associationId;
  call(&ec2::replaceIamInstanceProfileAssociation,
       {.iamInstanceProfile = givenProfile("q"), .associationId = before});
  EXPECT_NE(associations().at(0).associationId, before);
  EXPECT_EQ(described(id).iamInstanceProfile->arn, "arn:aws:iam::111111111111:instance-profile/q");
}

}  // namespace
}  // namespace amilocal::test
