#include "instance_world.h"

namespace amilocal::test {
namespace {

class ModifyInstanceMetadataOptions : public InstanceWorld {};

TEST_F(ModifyInstanceMetadataOptions, ChangesWhatIsNamed) {
  const auto id = givenInstance();
  const auto answer =
      call(&ec2::modifyInstanceMetadataOptions,
           {.instanceId = id, .httpTokens = "required", .httpPutResponseHopLimit = 3});
  EXPECT_EQ(answer.instanceMetadataOptions->state, "pending");
  const auto shown = *described(id).metadataOptions;
  EXPECT_EQ(shown.httpTokens, "required");
  EXPECT_EQ(shown.httpPutResponseHopLimit, 3);
  EXPECT_EQ(shown.httpEndpoint, "enabled");
  EXPECT_EQ(shown.state, "applied");
}

TEST_F(ModifyInstanceMetadataOptions, RefusesAHopLimitOutOfBounds) {
  EXPECT_EQ(errorOf(&ec2::modifyInstanceMetadataOptions,
                    {.instanceId = givenInstance(), .httpPutResponseHopLimit = 65})
                .code(),
            "InvalidParameterValue");
}

}  // namespace
}  // namespace amilocal::test
