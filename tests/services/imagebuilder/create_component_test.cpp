#include "builder_world.h"

namespace amilocal::test {
namespace {

class CreateComponent : public BuilderWorld {};

TEST_F(CreateComponent, NamesTheBuild) {
  auto request = component("Hello World");
  request.clientToken = "token";
  const auto answer = call(&imagebuilder::createComponent, request);
  EXPECT_EQ(answer.componentBuildVersionArn, std::string(kPlace) + "component/hello-world/1.0.0/1");
  EXPECT_EQ(answer.clientToken, "token");
  EXPECT_EQ(answer.latestVersionReferences->latestMinorVersionArn,
            std::string(kPlace) + "component/hello-world/1.0.x");
}

TEST_F(CreateComponent, CountsBuildsOfAVersion) {
  givenComponent();
  EXPECT_EQ(givenComponent(), std::string(kPlace) + "component/hello/1.0.0/2");
}

TEST_F(CreateComponent, RefusesWhatIsMalformed) {
  auto request = component();
  request.semanticVersion = "1.x.0";
  expectError(errorOf(&imagebuilder::createComponent, request), "InvalidVersionNumberException");
  request = component("a");
  expectError(errorOf(&imagebuilder::createComponent, request), "InvalidRequestException");
  request = component();
  request.data.reset();
  expectError(errorOf(&imagebuilder::createComponent, request), "InvalidRequestException");
  request.uri = "s3://bucket/key";
  expectError(errorOf(&imagebuilder::createComponent, request), "UnsupportedOperation");
  request = component();
  request.tags = {{"aws:x", "y"}};
  expectError(errorOf(&imagebuilder::createComponent, request), "InvalidParameterException");
}

}  // namespace
}  // namespace amilocal::test
