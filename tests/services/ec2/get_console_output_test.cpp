#include "amilocal/core/text.h"
#include "instance_world.h"

namespace amilocal::test {
namespace {

class GetConsoleOutput : public InstanceWorld {};

// Nothing runs: the console tells what the record knows.
TEST_F(GetConsoleOutput, TellsOfTheImage) {
  const auto id = givenInstance();
  const auto answer = call(&ec2::getConsoleOutput, {.instanceId = id});
  EXPECT_NE(decodeBase64(*answer.output)->find(image_.id.str()), std::string::npos);
}

TEST_F(GetConsoleOutput, HasNothingBeforeTheStart) {
  taskTime("hold");
  EXPECT_FALSE(call(&ec2::getConsoleOutput, {.instanceId = givenInstance()}).output.has_value());
}

// EC2 API Reference, GetConsoleOutput, Latest.
TEST_F(GetConsoleOutput, ShowsTheLatestOfNitroTypesOnly) {
  auto request = launch();
  request.instanceType = "t2.micro";
  const auto id = *call(&ec2::runInstances, request).instances[0].instanceId;
  EXPECT_EQ(errorOf(&ec2::getConsoleOutput, {.instanceId = id, .latest = true}).code(),
            "UnsupportedOperation");
}

}  // namespace
}  // namespace amilocal::test
