#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/instance_errors.h"
#include "instance_world.h"

// aws-facts/images.md section 7, DescribeInstanceImageMetadata, and sections 4 and 5.
namespace amilocal::ec2 {
namespace {

using namespace std::chrono_literals;

class DescribeInstanceImageMetadata : public test::InstanceWorld {
 protected:
  std::vector<InstanceImageMetadata> describe(const DescribeInstanceImageMetadataRequest& request) {
    return call(&describeInstanceImageMetadata, request).instanceImageMetadata;
  }
  InstanceImageMetadata only() { return describe({}).at(0); }
  std::size_t countWhere(const std::string& filter, const std::string& value) {
    return describe({.filters = {{filter, {value}}}}).size();
  }
  ApiError refusal(const DescribeInstanceImageMetadataRequest& request) {
    return errorOf(&describeInstanceImageMetadata, request);
  }
  template <class Change>
  void changeImage(Change change) {
    change(image_);
    catalog().images().update(image_);
  }
};

TEST_F(DescribeInstanceImageMetadata, ShowsTheInstance) {
  const auto id = givenInstance();
  call(&createTags, {.resources = {id}, .tags = {{"team", "red"}}});
  const auto shown = only();
  EXPECT_EQ(shown.instanceId, id);
  EXPECT_EQ(shown.instanceType, "t3.micro");
  EXPECT_EQ(shown.launchTime, now());
  EXPECT_EQ(shown.availabilityZone, "us-east-1a");
  EXPECT_TRUE(shown.zoneId->starts_with("use1-az"));
  EXPECT_EQ(shown.state->name, "running");
  EXPECT_EQ(shown.ownerId, kOwner);
  EXPECT_EQ(shown.tags, (std::vector<Tag>{{"team", "red"}}));
  EXPECT_EQ(shown.operator_->managed, false);
}

TEST_F(DescribeInstanceImageMetadata, ShowsTheImage) {
  changeImage([&](domain::Image& image) {
    image.ownerAlias = "amazon";
    image.createdAt = *parseInstant("2023-01-25T17:20:40Z");
    image.deprecationAt = *parseInstant("2025-01-25T17:20:40Z");
    image.watermarks = {{"111111111111:hardened", "ami-0", "eu-west-1", now(), now()}};
  });
  givenInstance();
  const auto shown = only().imageMetadata.value();
  EXPECT_EQ(shown.imageId, image_.id.str());
  EXPECT_EQ(shown.name, image_.name);
  EXPECT_EQ(shown.ownerId, kOwner);
  EXPECT_EQ(shown.state, "available");
  EXPECT_EQ(shown.imageOwnerAlias, "amazon");
  EXPECT_EQ(shown.creationDate, "2023-01-25T17:20:40Z");
  EXPECT_EQ(shown.deprecationTime, "2025-01-25T17:20:40Z");
  EXPECT_EQ(shown.imageAllowed, std::nullopt);
  EXPECT_EQ(shown.isPublic, false);
  EXPECT_EQ(shown.imageWatermarks.at(0).watermarkKey, "111111111111:hardened");
}

// EC2 User Guide, "Deregister an Amazon EC2 AMI": instances and what is known of them stay.
TEST_F(DescribeInstanceImageMetadata, WorksForImagesThatAreDeregistered) {
  givenInstance();
  call(&deregisterImage, {.imageId = image_.id.str()});
  EXPECT_EQ(only().imageMetadata->state, "deregistered");
  EXPECT_EQ(only().imageMetadata->name, image_.name);
}

TEST_F(DescribeInstanceImageMetadata, WorksForImagesThatAreNoLongerShared) {
  changeImage([](domain::Image& image) {
    image.launchPermissions = {{domain::GranteeKind::group, "all"}};
  });
  as(kOther);
  givenInstance();
  EXPECT_EQ(only().imageMetadata->isPublic, true);
  changeImage([](domain::Image& image) { image.launchPermissions.clear(); });
  EXPECT_EQ(only().imageMetadata->name, image_.name);
}

TEST_F(DescribeInstanceImageMetadata, TellsWhichInstancesAreOfImagesNotAllowed) {
  changeImage([](domain::Image& image) {
    image.launchPermissions = {{domain::GranteeKind::group, "all"}};
  });
  as(kOther);
  givenInstance();
  call(&enableAllowedImagesSettings, {.allowedImagesSettingsState = "enabled"});
  EXPECT_EQ(only().imageMetadata->imageAllowed, false);
  EXPECT_EQ(countWhere("image-allowed", "false"), 1U);
  EXPECT_EQ(countWhere("image-allowed", "true"), 0U);
}

TEST_F(DescribeInstanceImageMetadata, KnowsItsFilters) {
  changeImage([](domain::Image& image) { image.ownerAlias = "aws-backup-vault"; });
  const auto id = givenInstance();
  call(&createTags, {.resources = {id}, .tags = {{"team", "red"}}});
  const std::pair<const char*, std::string> examples[] = {{"availability-zone", "us-east-1a"},
                                                          {"instance-id", id},
                                                          {"instance-state-name", "running"},
                                                          {"instance-type", "t3.*"},
                                                          {"launch-time", "2026-11-20T*"},
                                                          {"owner-alias", "aws-backup-vault"},
                                                          {"owner-id", "111111111111"},
                                                          {"tag:team", "red"},
                                                          {"tag-key", "team"},
                                                          {"zone-id", "use1-az*"}};
  for (const auto& [name, value] : examples) {
    EXPECT_EQ(countWhere(name, value), 1U) << name;
    EXPECT_EQ(countWhere(name, "no-such-value"), 0U) << name;
  }
  test::expectError(refusal({.filters = {{"image-id", {"*"}}}}), "InvalidParameterValue",
                    errors::invalidFilter("image-id").message());
}

TEST_F(DescribeInstanceImageMetadata, GoesPageByPage) {
  call(&runInstances, launch(3));
  const auto first = call(&describeInstanceImageMetadata, {.maxResults = 2});
  ASSERT_EQ(first.instanceImageMetadata.size(), 2U);
  const auto second = call(&describeInstanceImageMetadata, {.nextToken = first.nextToken});
  EXPECT_EQ(second.instanceImageMetadata.size(), 1U);
  EXPECT_EQ(second.nextToken, std::nullopt);
}

// 1 … 1000, and 1000 by default.
TEST_F(DescribeInstanceImageMetadata, HasItsOwnBoundsOfAPage) {
  call(&runInstances, launch(1000));
  givenInstance();
  const auto all = call(&describeInstanceImageMetadata, {});
  EXPECT_EQ(all.instanceImageMetadata.size(), 1000U);
  EXPECT_NE(all.nextToken, std::nullopt);
  EXPECT_EQ(refusal({.maxResults = 0}).code(), "InvalidParameterValue");
  EXPECT_EQ(refusal({.maxResults = 1001}).code(), "InvalidParameterValue");
}

TEST_F(DescribeInstanceImageMetadata, TakesIds) {
  givenInstance();
  const auto second = givenInstance();
  EXPECT_EQ(describe({.instanceIds = {second}}).at(0).instanceId, second);
  EXPECT_TRUE(describe({.filters = {{"owner-id", {"1"}}}, .instanceIds = {second}}).empty());
  EXPECT_EQ(refusal({.instanceIds = {second}, .maxResults = 5}).code(),
            "InvalidParameterCombination");
  EXPECT_EQ(refusal({.instanceIds = {second}, .nextToken = "x"}).code(),
            "InvalidParameterCombination");
}

// aws-facts/errors.md 3.2: "id invalid, unknown or not yours".
TEST_F(DescribeInstanceImageMetadata, DoesNotFindTheInstancesOfOthers) {
  const auto id = givenInstance();
  as(kOther);
  test::expectError(refusal({.instanceIds = {id}}), "InvalidInstanceID.NotFound",
                    errors::instanceNotFound(InstanceId::trusted(id)).message());
}

}  // namespace
}  // namespace amilocal::ec2
