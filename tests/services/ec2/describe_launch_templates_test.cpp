#include "template_world.h"

namespace amilocal::test {
namespace {

class DescribeLaunchTemplates : public TemplateWorld {
 protected:
  std::vector<std::string> namesOf(const ec2::DescribeLaunchTemplatesRequest& request) {
    std::vector<std::string> names;
    for (const auto& each : call(&ec2::describeLaunchTemplates, request).launchTemplates)
      names.push_back(*each.launchTemplateName);
    std::sort(names.begin(), names.end());
    return names;
  }
  using Names = std::vector<std::string>;
};

TEST_F(DescribeLaunchTemplates, ShowsTheCallersOwn) {
  givenTemplate("one");
  as(kOther);
  givenTemplate("two");
  EXPECT_EQ(namesOf({}), Names{"two"});
}

TEST_F(DescribeLaunchTemplates, FindsByIdAndName) {
  const auto id = givenTemplate("one");
  givenTemplate("two");
  EXPECT_EQ(namesOf({.launchTemplateIds = {id}}), Names{"one"});
  EXPECT_EQ(namesOf({.launchTemplateNames = {"two"}}), Names{"two"});
}

// errors.md section 6: the missing ones are not named.
TEST_F(DescribeLaunchTemplates, RefusesWhatDoesNotExist) {
  const auto text = "At least one of the launch templates specified in the request does not exist.";
  expectError(errorOf(&ec2::describeLaunchTemplates, {.launchTemplateNames = {"none"}}),
              "InvalidLaunchTemplateName.NotFoundException", text);
  expectError(errorOf(&ec2::describeLaunchTemplates, {.launchTemplateIds = {"lt-00000001"}}),
              "InvalidLaunchTemplateId.NotFound", text);
  expectError(errorOf(&ec2::describeLaunchTemplates, {.launchTemplateIds = {"x"}}),
              "InvalidLaunchTemplateId.Malformed");
}

TEST_F(DescribeLaunchTemplates, Filters) {
  const auto id = givenTemplate("one");
  givenTemplate("two");
  call(&ec2::createTags, {.resources = {id}, .tags = {{.key = "team", .value = "a"}}});
  EXPECT_EQ(namesOf({.filters = {filter("launch-template-name", {"t*"})}}), Names{"two"});
  EXPECT_EQ(namesOf({.filters = {filter("tag:team", {"a"})}}), Names{"one"});
  EXPECT_EQ(namesOf({.filters = {filter("tag-key", {"team"})}}), Names{"one"});
  EXPECT_EQ(namesOf({.filters = {filter("create-time", {"2026-*"})}}).size(), 2U);
  expectError(errorOf(&ec2::describeLaunchTemplates, {.filters = {filter("x", {"y"})}}),
              "InvalidParameterValue", "The filter 'x' is invalid");
}

TEST_F(DescribeLaunchTemplates, ShowsPages) {
  for (const auto* name : {"one", "two", "three"}) givenTemplate(name);
  const auto first = call(&ec2::describeLaunchTemplates, {.maxResults = 2});
  EXPECT_EQ(first.launchTemplates.size(), 2U);
  const auto rest = call(&ec2::describeLaunchTemplates, {.nextToken = first.nextToken});
  EXPECT_EQ(rest.launchTemplates.size(), 1U);
  EXPECT_FALSE(rest.nextToken);
  expectError(errorOf(&ec2::describeLaunchTemplates, {.maxResults = 201}), "InvalidParameterValue",
              "Maximum results allowed are between 1 and 200");
}

}  // namespace
}  // namespace amilocal::test
