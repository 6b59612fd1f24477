#include "builder_world.h"

namespace amilocal::test {
namespace {

class CreateImageRecipe : public BuilderWorld {};

TEST_F(CreateImageRecipe, NamesTheVersion) {
  EXPECT_EQ(givenRecipe("My Recipe"), std::string(kPlace) + "image-recipe/my-recipe/1.0.0");
  expectError(errorOf(&imagebuilder::createImageRecipe, recipe("my-recipe")),
              "ResourceAlreadyExistsException");
}

// EC2 Image Builder API Reference, CreateImageRecipe, semanticVersion: x is filled in.
TEST_F(CreateImageRecipe, FillsInTheVersion) {
  auto request = recipe();
  request.semanticVersion = "1.0.x";
  const std::string base = std::string(kPlace) + "image-recipe/web/";
  const auto made = [&] { return *call(&imagebuilder::createImageRecipe, request).imageRecipeArn; };
  EXPECT_EQ(made(), base + "1.0.0");
  EXPECT_EQ(made(), base + "1.0.1");
  request.semanticVersion = "1.x.x";
  EXPECT_EQ(made(), base + "1.1.0");
  request.semanticVersion = "one";
  expectError(errorOf(&imagebuilder::createImageRecipe, request), "InvalidVersionNumberException");
}

TEST_F(CreateImageRecipe, NeedsAnImageThatIsThere) {
  auto request = recipe();
  request.parentImage = "ami-00000001";
  expectError(errorOf(&imagebuilder::createImageRecipe, request), "InvalidParameterValueException");
  request.parentImage = "ssm:/none";
  expectError(errorOf(&imagebuilder::createImageRecipe, request), "InvalidParameterValueException");
  request.parentImage = "ssm:/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base";
  const auto arn = *call(&imagebuilder::createImageRecipe, request).imageRecipeArn;
  EXPECT_EQ(call(&imagebuilder::getImageRecipe, {.imageRecipeArn = arn}).imageRecipe->platform,
            "Windows");
}

TEST_F(CreateImageRecipe, NeedsComponentsThatAreThere) {
  auto request = recipe();
  request.components = {{.componentArn = std::string(kPlace) + "component/none/1.0.0"}};
  expectError(errorOf(&imagebuilder::createImageRecipe, request), "InvalidParameterValueException");
  request.components = {
      {.componentArn = "arn:aws:imagebuilder:us-east-1:aws:component/update-linux/x.x.x"}};
  EXPECT_TRUE(call(&imagebuilder::createImageRecipe, request).imageRecipeArn);
}

}  // namespace
}  // namespace amilocal::test
