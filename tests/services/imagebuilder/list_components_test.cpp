#include "builder_world.h"

namespace amilocal::test {
namespace {

class ListComponents : public BuilderWorld {
 protected:
  std::vector<std::string> arnsOf(const imagebuilder::ListComponentsRequest& request) {
    std::vector<std::string> arns;
    for (const auto& each : call(&imagebuilder::listComponents, request).componentVersionList)
      arns.push_back(*each.arn);
    return arns;
  }
  using Arns = std::vector<std::string>;
};

TEST_F(ListComponents, ShowsEachVersionOnce) {
  givenComponent();
  givenComponent();
  auto next = component();
  next.semanticVersion = "1.10.0";
  call(&imagebuilder::createComponent, next);
  const std::string base = std::string(kPlace) + "component/hello/";
  EXPECT_EQ(arnsOf({}), (Arns{base + "1.0.0", base + "1.10.0"}));
  EXPECT_EQ(arnsOf({.byName = true}), Arns{base + "1.10.0"});
}

TEST_F(ListComponents, FiltersAndPages) {
  for (const auto* name : {"one", "two", "three"}) givenComponent(name);
  EXPECT_EQ(arnsOf({.filters = {{.name = "name", .values = {"two"}}}}).size(), 1U);
  EXPECT_EQ(arnsOf({.filters = {{.name = "platform", .values = {"Windows"}}}}).size(), 0U);
  EXPECT_EQ(arnsOf({.owner = "Amazon"}).size(), 0U);
  const auto first = call(&imagebuilder::listComponents, {.maxResults = 2});
  EXPECT_EQ(first.componentVersionList.size(), 2U);
  EXPECT_EQ(arnsOf({.nextToken = first.nextToken}).size(), 1U);
  expectError(errorOf(&imagebuilder::listComponents, {.maxResults = 26}),
              "InvalidRequestException");
  expectError(errorOf(&imagebuilder::listComponents, {.nextToken = "x"}),
              "InvalidPaginationTokenException");
  expectError(
      errorOf(&imagebuilder::listComponents, {.filters = {{.name = "colour", .values = {"red"}}}}),
      "InvalidRequestException");
}

}  // namespace
}  // namespace amilocal::test
