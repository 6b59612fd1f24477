#include "builder_world.h"

namespace amilocal::test {
namespace {

class ListComponentBuildVersions : public BuilderWorld {};

TEST_F(ListComponentBuildVersions, ShowsTheBuildsOfAVersion) {
  const auto first = givenComponent();
  givenComponent();
  givenComponent("other");
  const auto answer = call(&imagebuilder::listComponentBuildVersions,
                           {.componentVersionArn = std::string(kPlace) + "component/hello/1.0.0"});
  ASSERT_EQ(answer.componentSummaryList.size(), 2U);
  EXPECT_EQ(answer.componentSummaryList[0].arn, first);
  EXPECT_EQ(call(&imagebuilder::listComponentBuildVersions, {}).componentSummaryList.size(), 3U);
}

}  // namespace
}  // namespace amilocal::test
