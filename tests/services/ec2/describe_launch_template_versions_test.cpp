#include "template_world.h"

namespace amilocal::test {
namespace {

class DescribeLaunchTemplateVersions : public TemplateWorld {
 protected:
  using Numbers = std::vector<std::int64_t>;
  // A template with three versions, the second of which is the default.
  std::string givenThree() {
    const auto id = givenTemplate();
    givenVersion(id, "t3.small");
    givenVersion(id, "t3.large");
    call(&ec2::modifyLaunchTemplate, {.launchTemplateId = id, .defaultVersion = "2"});
    return id;
  }
};

// A live recording shows the newest first (snapshots-volumes-instances.md section 4).
TEST_F(DescribeLaunchTemplateVersions, ShowsTheNewestFirst) {
  const auto id = givenThree();
  EXPECT_EQ(numbersOf({.launchTemplateId = id}), (Numbers{3, 2, 1}));
  EXPECT_EQ(numbersOf({.launchTemplateName = "web"}), (Numbers{3, 2, 1}));
}

TEST_F(DescribeLaunchTemplateVersions, FindsByNumberAndAlias) {
  const auto id = givenThree();
  EXPECT_EQ(numbersOf({.launchTemplateId = id, .versions = {"$Latest", "$Default", "3"}}),
            (Numbers{3, 2}));
  EXPECT_EQ(numbersOf({.launchTemplateId = id, .minVersion = "2"}), (Numbers{3, 2}));
  EXPECT_EQ(numbersOf({.launchTemplateId = id, .maxVersion = "2"}), (Numbers{2, 1}));
}

TEST_F(DescribeLaunchTemplateVersions, ShowsAliasesOfAllTemplates) {
  givenThree();
  givenTemplate("other");
  EXPECT_EQ(numbersOf({.versions = {"$Latest"}}).size(), 2U);
}

// errors.md section 6, seen.
TEST_F(DescribeLaunchTemplateVersions, RefusesWhatDoesNotExist) {
  const auto id = givenTemplate();
  expectError(errorOf(&ec2::describeLaunchTemplateVersions,
                      {.launchTemplateName = "web", .versions = {"3"}}),
              "InvalidLaunchTemplateId.VersionNotFound",
              "Could not find the specified version 3 for the launch template with ID " + id + ".");
  expectError(errorOf(&ec2::describeLaunchTemplateVersions, {.launchTemplateName = "none"}),
              "InvalidLaunchTemplateName.NotFoundException",
              "The specified launch template, with template name none, does not exist.");
}

// errors.md section 6: one text, two codes.
TEST_F(DescribeLaunchTemplateVersions, NeedsATemplateForNumbers) {
  const auto none = errorOf(&ec2::describeLaunchTemplateVersions, {});
  expectError(none, "MissingParameter");
  EXPECT_TRUE(none.message().starts_with(
      "To describe the launch template data for all your launch templates, for "
      "\u2018--versions\u2019 specify \u2018$Latest\u2019"));
  expectError(errorOf(&ec2::describeLaunchTemplateVersions, {.versions = {"1"}}),
              "InvalidParameterValue", none.message());
}

TEST_F(DescribeLaunchTemplateVersions, Filters) {
  ec2::RequestLaunchTemplateData data;
  data.imageId = "ami-00000009";
  data.instanceType = "t3.nano";
  data.ebsOptimized = true;
  data.kernelId = "aki-1";
  data.ramDiskId = "ari-1";
  data.iamInstanceProfile.emplace().arn = "arn:p";
  data.metadataOptions.emplace().httpTokens = "required";
  data.metadataOptions->httpEndpoint = "enabled";
  data.placement.emplace().hostResourceGroupArn = "arn:h";
  data.licenseSpecifications = {{.licenseConfigurationArn = "arn:l"}};
  data.networkInterfaces.emplace_back().networkCardIndex = 1;
  const auto id = givenTemplate("full", data);
  givenVersion(id, "t3.large");
  const std::pair<const char*, const char*> filters[] = {
      {"image-id", "ami-00000009"},   {"instance-type", "t3.nano"},
      {"ebs-optimized", "true"},      {"kernel-id", "aki-1"},
      {"ram-disk-id", "ari-1"},       {"iam-instance-profile", "arn:p"},
      {"http-tokens", "required"},    {"http-endpoint", "enabled"},
      {"is-default-version", "true"}, {"host-resource-group-arn", "arn:h"},
      {"network-card-index", "1"},    {"license-configuration-arn", "arn:l"}};
  for (const auto& [name, value] : filters)
    EXPECT_EQ(numbersOf({.launchTemplateId = id, .filters = {filter(name, {value})}}), Numbers{1})
        << name;
  for (const auto& [name, value] :
       {std::pair("create-time", "2026-*"), std::pair("http-protocol-ipv4", "enabled")})
    EXPECT_EQ(numbersOf({.launchTemplateId = id, .filters = {filter(name, {value})}}).size(), 2U);
  expectError(errorOf(&ec2::describeLaunchTemplateVersions,
                      {.launchTemplateId = id, .filters = {filter("tag:a", {"b"})}}),
              "InvalidParameterValue");
}

TEST_F(DescribeLaunchTemplateVersions, ShowsPages) {
  const auto id = givenThree();
  const auto first =
      call(&ec2::describeLaunchTemplateVersions, {.launchTemplateId = id, .maxResults = 2});
  EXPECT_EQ(first.launchTemplateVersions.size(), 2U);
  EXPECT_EQ(numbersOf({.launchTemplateId = id, .nextToken = first.nextToken}), Numbers{1});
}

TEST_F(DescribeLaunchTemplateVersions, ShowsTheImageBehindAnAliasWhenAsked) {
  ec2::RequestLaunchTemplateData data;
  data.imageId = "resolve:ssm:/none";
  const auto id = givenTemplate("alias", data);
  EXPECT_EQ(numbersOf({.launchTemplateId = id}).size(), 1U);
  expectError(
      errorOf(&ec2::describeLaunchTemplateVersions, {.launchTemplateId = id, .resolveAlias = true}),
      "InvalidParameterValue",
      "Invalid value 'resolve:ssm:/none' for ImageId. The parameter does not exist in this "
      "Region.");
}

}  // namespace
}  // namespace amilocal::test
