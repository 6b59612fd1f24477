#include <gtest/gtest.h>

#include "amilocal/catalog/catalog.h"
#include "catalog_fixture.h"

namespace amilocal {
namespace {

// The tables of who uses an image: what is stored comes back whole, and what is looked for is
// found.
class ImageUsers : public CatalogTest {};

constexpr Instant kAt{Duration{1'700'000'000'000}};
const ImageId kImage = ImageId::trusted("ami-00000001");

domain::LaunchTemplate templateOf(const std::string& id, const std::string& owner) {
  domain::LaunchTemplate made;
  made.id = LaunchTemplateId::trusted(id);
  made.region = "us-east-1";
  made.owner = owner;
  made.name = "name of " + id;
  made.createdAt = kAt;
  made.createdBy = "arn";
  return made;
}

TEST_F(ImageUsers, KeepsTemplatesAndVersions) {
  auto& table = catalog_.launchTemplates();
  auto made = templateOf("lt-00000001", "1");
  table.insert(made);
  EXPECT_EQ(table.find(made.id), made);
  EXPECT_EQ(table.findByName("1", "us-east-1", made.name), made);
  EXPECT_FALSE(table.findByName("1", "eu-west-1", made.name));
  made.lastNumber = 7;
  table.update(made);
  EXPECT_EQ(table.list("1", "us-east-1"), std::vector{made});

  const domain::LaunchTemplateVersion version{made.id, 1, "first", kAt, "arn", kImage.str(), "{}"};
  const domain::LaunchTemplateVersion bare{made.id, 2, {}, kAt, "arn", {}, "{}"};
  table.insertVersion(version);
  table.insertVersion(bare);
  EXPECT_EQ(table.listVersions(made.id), (std::vector{bare, version}));
  EXPECT_EQ(table.findVersion(made.id, 1), version);
  EXPECT_TRUE(table.removeVersion(made.id, 2));
  EXPECT_FALSE(table.removeVersion(made.id, 2));
  EXPECT_TRUE(table.remove(made.id));
  EXPECT_TRUE(table.listVersions(made.id).empty());
}

TEST_F(ImageUsers, FindsTemplatesByImageAndDepth) {
  auto& table = catalog_.launchTemplates();
  for (const auto& [id, owner] : {std::pair("lt-00000001", "1"), std::pair("lt-00000002", "2")}) {
    table.insert(templateOf(id, owner));
    table.insertVersion({LaunchTemplateId::trusted(id), 1, {}, kAt, "arn", kImage.str(), "{}"});
  }
  table.insertVersion({LaunchTemplateId::trusted("lt-00000002"), 2, {}, kAt, "arn", {}, "{}"});
  const auto countAt = [&](std::int64_t depth, Instant until) {
    return table.countUsers({"us-east-1", kImage, depth, until});
  };
  EXPECT_EQ(countAt(2, kAt), (std::vector<domain::UsageCount>{{"1", 1}, {"2", 1}}));
  EXPECT_EQ(countAt(1, kAt), (std::vector<domain::UsageCount>{{"1", 1}}));
  EXPECT_TRUE(countAt(2, kAt - Duration{1}).empty());
  EXPECT_EQ(table.usersOf({"us-east-1", kImage, 2, kAt}, "2"),
            std::vector{LaunchTemplateId::trusted("lt-00000002")});
}

TEST_F(ImageUsers, KeepsReportsWithTheirEntries) {
  auto& table = catalog_.usageReports();
  domain::UsageReport report;
  report.id = UsageReportId::trusted("amiur-00000001");
  report.region = "us-east-1";
  report.owner = "1";
  report.imageId = kImage;
  report.createdAt = kAt;
  report.data = "{}";
  table.insert(report);
  EXPECT_EQ(table.find(report.id), report);
  report.state = domain::UsageReportState::error;
  report.stateReason = "why";
  report.entries = {{"ec2:Instance", "2", 3}};
  table.update(report);
  EXPECT_EQ(table.list("1", "us-east-1"), std::vector{report});
  EXPECT_TRUE(table.remove(report.id));
}

TEST_F(ImageUsers, KeepsVersionsAndLabelsOfParameters) {
  auto& table = catalog_.parameters();
  domain::Parameter one{"1",     "us-east-1", "/a",  1,   "String", "aws:ec2:image", "Standard",
                        "about", ".*",        "key", kAt, "arn",    kImage.str(),    {"live"}};
  domain::Parameter two{"1", "us-east-1", "/a", 2,   "String", "text", "Standard",
                        {},  {},          {},   kAt, "arn",    "x",    {}};
  const ParameterTable::Key key{"1", "us-east-1", "/a"};
  table.insert(one);
  EXPECT_EQ(table.usersOf("1", "us-east-1", kImage), std::vector<std::string>{"/a"});
  table.insert(two);
  EXPECT_TRUE(table.usersOf("1", "us-east-1", kImage).empty());
  EXPECT_EQ(table.find(key), two);
  EXPECT_EQ(table.findVersion(key, 1), one);
  EXPECT_EQ(table.findLabelled(key, "live"), one);
  EXPECT_EQ(table.listVersions(key), (std::vector{one, two}));
  EXPECT_EQ(table.list("1", "us-east-1"), std::vector{two});
  EXPECT_EQ(table.count("1", "us-east-1"), 1);
  table.putLabel(key, 2, "live");
  EXPECT_EQ(table.findLabelled(key, "live")->version, 2);
  table.removeLabel(key, "live");
  EXPECT_FALSE(table.findLabelled(key, "live"));
  table.removeVersion(key, 1);
  EXPECT_FALSE(table.findVersion(key, 1));
  EXPECT_TRUE(table.remove(key));
  EXPECT_FALSE(table.find(key));
}

TEST_F(ImageUsers, KeepsResourcesOfImageBuilder) {
  auto& table = catalog_.builder();
  domain::BuilderResource recipe;
  recipe.arn = "arn:recipe";
  recipe.region = "us-east-1";
  recipe.owner = "1";
  recipe.kind = domain::BuilderKind::image_recipe;
  recipe.name = "web";
  recipe.version = "1.0.0";
  recipe.createdAt = kAt;
  recipe.imageId = kImage.str();
  recipe.data = "{}";
  table.insert(recipe);
  EXPECT_EQ(table.find(recipe.arn), recipe);
  EXPECT_EQ(table.list("1", "us-east-1", recipe.kind), std::vector{recipe});
  EXPECT_EQ(table.usersOf("1", "us-east-1", recipe.kind, kImage), std::vector{recipe.arn});
  EXPECT_TRUE(
      table.usersOf("1", "us-east-1", domain::BuilderKind::container_recipe, kImage).empty());
  EXPECT_TRUE(table.remove(recipe.arn));
}

TEST_F(ImageUsers, KeepsLifecyclePolicies) {
  auto& table = catalog_.lifecyclePolicies();
  domain::LifecyclePolicy policy;
  policy.id = LifecyclePolicyId::trusted("policy-00000001");
  policy.region = "us-east-1";
  policy.owner = "1";
  policy.description = "daily";
  policy.executionRole = "arn";
  policy.createdAt = policy.modifiedAt = kAt;
  policy.data = "{}";
  table.insert(policy);
  EXPECT_EQ(table.find(policy.id), policy);
  policy.state = domain::PolicyState::disabled;
  table.update(policy);
  EXPECT_EQ(table.list("1", "us-east-1"), std::vector{policy});
  EXPECT_TRUE(table.remove(policy.id));
}

}  // namespace
}  // namespace amilocal
