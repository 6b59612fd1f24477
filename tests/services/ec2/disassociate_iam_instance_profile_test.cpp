#include "profile_world.h"

namespace amilocal::test {
namespace {

class DisassociateIamInstanceProfile : public ProfileWorld {};

TEST_F(DisassociateIamInstanceProfile, TakesTheProfileAway) {
  const auto id = givenInstance();
  call(&ec2::associateIamInstanceProfile,
       {.iamInstanceProfile = givenProfile("p"), .instanceId = id});
  const auto association = *associations().at(0).associationId;
  EXPECT_EQ(call(&ec2::disassociateIamInstanceProfile, {.associationId = association})
                .iamInstanceProfileAssociation->state,
            "disassociating");
  EXPECT_TRUE(associations().empty());
  EXPECT_FALSE(described(id).iamInstanceProfile.has_value());
}

}  // namespace
}  // namespace amilocal::test
