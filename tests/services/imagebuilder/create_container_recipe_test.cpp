#include "builder_world.h"

namespace amilocal::test {
namespace {

class CreateContainerRecipe : public BuilderWorld {};

TEST_F(CreateContainerRecipe, NamesTheVersion) {
  EXPECT_EQ(call(&imagebuilder::createContainerRecipe, container()).containerRecipeArn,
            std::string(kPlace) + "container-recipe/box/1.0.0");
  expectError(errorOf(&imagebuilder::createContainerRecipe, container()),
              "ResourceAlreadyExistsException");
}

TEST_F(CreateContainerRecipe, NeedsATemplateAndAnImageThatIsThere) {
  auto request = container();
  request.dockerfileTemplateData.reset();
  expectError(errorOf(&imagebuilder::createContainerRecipe, request), "InvalidRequestException");
  request.dockerfileTemplateUri = "s3://bucket/key";
  expectError(errorOf(&imagebuilder::createContainerRecipe, request), "UnsupportedOperation");
  request = container();
  request.instanceConfiguration.emplace().image = "ami-00000001";
  expectError(errorOf(&imagebuilder::createContainerRecipe, request),
              "InvalidParameterValueException");
}

}  // namespace
}  // namespace amilocal::test
