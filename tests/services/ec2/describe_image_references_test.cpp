#include "imagebuilder/handlers.gen.h"
#include "ssm/handlers.gen.h"
#include "usage_world.h"

namespace amilocal::test {
namespace {

class DescribeImageReferences : public UsageWorld {
 protected:
  using Arns = std::vector<std::string>;

  ec2::DescribeImageReferencesRequest all() {
    ec2::DescribeImageReferencesRequest request;
    request.imageIds = {image_.id.str()};
    request.includeAllResourceTypes = true;
    return request;
  }
  ec2::DescribeImageReferencesRequest typed(const std::string& type,
                                            std::vector<ec2::ResourceTypeOption> options = {}) {
    ec2::DescribeImageReferencesRequest request;
    request.imageIds = {image_.id.str()};
    request.resourceTypes = {{.resourceType = type, .resourceTypeOptions = std::move(options)}};
    return request;
  }
  Arns arnsOf(const ec2::DescribeImageReferencesRequest& request) {
    Arns arns;
    for (const auto& each : call(&ec2::describeImageReferences, request).imageReferences)
      arns.push_back(*each.arn);
    return arns;
  }
  void givenParameter(const std::string& name) {
    ssm::PutParameterRequest request;
    request.name = name;
    request.value = image_.id.str();
    request.type = "String";
    request.dataType = "aws:ec2:image";
    call(&ssm::putParameter, request);
  }
};

TEST_F(DescribeImageReferences, NamesEachKindByItsArn) {
  const auto instance = givenInstance();
  const auto launchTemplate = givenTemplate();
  givenParameter("/my/image");
  givenParameter("plain");
  imagebuilder::CreateImageRecipeRequest recipe;
  recipe.name = "My Recipe";
  recipe.semanticVersion = "1.0.0";
  recipe.parentImage = image_.id.str();
  call(&imagebuilder::createImageRecipe, recipe);
  imagebuilder::CreateContainerRecipeRequest container;
  container.containerType = "DOCKER";
  container.name = "box";
  container.semanticVersion = "2.0.0";
  container.parentImage = "amazonlinux:latest";
  container.dockerfileTemplateData = "FROM {{{ imagebuilder:parentImage }}}";
  container.instanceConfiguration.emplace().image = image_.id.str();
  call(&imagebuilder::createContainerRecipe, container);
  const std::string place = ":us-east-1:111111111111:";
  EXPECT_EQ(arnsOf(all()), (Arns{"arn:aws:ec2" + place + "instance/" + instance,
                                 "arn:aws:ec2" + place + "launch-template/" + launchTemplate,
                                 "arn:aws:imagebuilder" + place + "container-recipe/box/2.0.0",
                                 "arn:aws:imagebuilder" + place + "image-recipe/my-recipe/1.0.0",
                                 "arn:aws:ssm" + place + "parameter/my/image",
                                 "arn:aws:ssm" + place + "parameter/plain"}));
}

// "Your resources" (EC2 API Reference): each account sees its own, of any image.
TEST_F(DescribeImageReferences, ShowsTheCallersResourcesOfAnyImage) {
  uses(kOther, 2, 1);
  EXPECT_TRUE(arnsOf(all()).empty());
  as(kOther);
  EXPECT_EQ(arnsOf(all()).size(), 3U);
}

TEST_F(DescribeImageReferences, LooksAtAllStatesUnlessTold) {
  const auto id = givenInstance();
  call(&ec2::terminateInstances, {.instanceIds = {id}});
  EXPECT_EQ(arnsOf(typed("ec2:Instance")).size(), 1U);
  const std::vector<ec2::ResourceTypeOption> running{
      {.optionName = "state-name", .optionValues = {"running", "stopped"}}};
  EXPECT_TRUE(arnsOf(typed("ec2:Instance", running)).empty());
  // What is given overrides the defaults of IncludeAllResourceTypes.
  auto both = typed("ec2:Instance", running);
  both.includeAllResourceTypes = true;
  EXPECT_TRUE(arnsOf(both).empty());
}

// The default depth is 10 versions (images.md section 7, "DescribeImageReferences").
TEST_F(DescribeImageReferences, LooksTenVersionsDeepUnlessTold) {
  const auto id = givenTemplate();
  for (int i = 0; i < 9; ++i) givenVersion(id, "t3.large");
  EXPECT_EQ(arnsOf(typed("ec2:LaunchTemplate")).size(), 1U);
  givenVersion(id, "t3.large");
  EXPECT_TRUE(arnsOf(typed("ec2:LaunchTemplate")).empty());
  EXPECT_EQ(
      arnsOf(typed("ec2:LaunchTemplate", {{.optionName = "version-depth", .optionValues = {"11"}}}))
          .size(),
      1U);
}

TEST_F(DescribeImageReferences, LooksAtTheNewestVersionOfAParameter) {
  givenParameter("/my/image");
  const auto other = givenImage("ami-00000002");
  ssm::PutParameterRequest request;
  request.name = "/my/image";
  request.value = other.id.str();
  request.overwrite = true;
  call(&ssm::putParameter, request);
  EXPECT_TRUE(arnsOf(typed("ssm:Parameter")).empty());
}

TEST_F(DescribeImageReferences, ShowsPages) {
  call(&ec2::runInstances, launch(7));
  auto request = all();
  request.maxResults = 5;
  const auto first = call(&ec2::describeImageReferences, request);
  EXPECT_EQ(first.imageReferences.size(), 5U);
  request.nextToken = first.nextToken;
  EXPECT_EQ(arnsOf(request).size(), 2U);
}

TEST_F(DescribeImageReferences, ChecksWhatIsAsked) {
  ec2::DescribeImageReferencesRequest none;
  none.imageIds = {image_.id.str()};
  expectError(errorOf(&ec2::describeImageReferences, none), "MissingParameter");
  auto many = all();
  many.imageIds = std::vector<std::string>(11, image_.id.str());
  expectError(errorOf(&ec2::describeImageReferences, many), "InvalidParameterValue");
  auto twice = typed("ec2:Instance");
  twice.resourceTypes.push_back(twice.resourceTypes[0]);
  expectError(errorOf(&ec2::describeImageReferences, twice), "InvalidParameterValue");
  expectError(
      errorOf(&ec2::describeImageReferences,
              typed("ssm:Parameter", {{.optionName = "version-depth", .optionValues = {"1"}}})),
      "InvalidParameterValue");
  expectError(
      errorOf(&ec2::describeImageReferences,
              typed("ec2:Instance", {{.optionName = "state-name", .optionValues = {"dead"}}})),
      "InvalidParameterValue");
  auto small = all();
  small.maxResults = 4;
  expectError(errorOf(&ec2::describeImageReferences, small), "InvalidParameterValue");
}

}  // namespace
}  // namespace amilocal::test
