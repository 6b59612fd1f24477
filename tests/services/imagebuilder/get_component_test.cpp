#include "builder_world.h"

namespace amilocal::test {
namespace {

class GetComponent : public BuilderWorld {};

TEST_F(GetComponent, ShowsWhatWasGiven) {
  auto request = component();
  request.description = "says hello";
  request.supportedOsVersions = {"Amazon Linux 2023"};
  request.tags = {{"a", "b"}};
  const auto arn = *call(&imagebuilder::createComponent, request).componentBuildVersionArn;
  const auto shown =
      *call(&imagebuilder::getComponent, {.componentBuildVersionArn = arn}).component;
  EXPECT_EQ(shown.arn, arn);
  EXPECT_EQ(shown.description, "says hello");
  EXPECT_EQ(shown.type, "BUILD");
  EXPECT_EQ(shown.owner, std::string(kOwner));
  EXPECT_EQ(shown.data, request.data);
  EXPECT_EQ(shown.supportedOsVersions, request.supportedOsVersions);
  EXPECT_EQ(shown.state->status, "ACTIVE");
  EXPECT_EQ(shown.tags, request.tags);
}

// EC2 Image Builder User Guide, "Semantic versioning": a pattern names the newest that fits.
TEST_F(GetComponent, FindsTheNewestOfAVersion) {
  givenComponent();
  const auto newest = givenComponent();
  for (const auto* version : {"1.0.0", "x.x.x", "1.x.x"})
    EXPECT_EQ(call(&imagebuilder::getComponent,
                   {.componentBuildVersionArn = std::string(kPlace) + "component/hello/" + version})
                  .component->arn,
              newest);
}

TEST_F(GetComponent, KnowsATestByItsOnlyPhase) {
  auto request = component();
  request.data = "phases:\n  - name: test\n    steps: []\n";
  const auto arn = *call(&imagebuilder::createComponent, request).componentBuildVersionArn;
  EXPECT_EQ(call(&imagebuilder::getComponent, {.componentBuildVersionArn = arn}).component->type,
            "TEST");
}

TEST_F(GetComponent, RefusesWhatIsNotThere) {
  const auto arn = givenComponent();
  expectError(errorOf(&imagebuilder::getComponent, {.componentBuildVersionArn = arn + "9"}),
              "ResourceNotFoundException");
  expectError(errorOf(&imagebuilder::getComponent, {.componentBuildVersionArn = givenRecipe()}),
              "InvalidRequestException");
  as(kOther);
  expectError(errorOf(&imagebuilder::getComponent, {.componentBuildVersionArn = arn}),
              "ResourceNotFoundException");
}

}  // namespace
}  // namespace amilocal::test
