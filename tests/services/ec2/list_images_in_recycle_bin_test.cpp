#include "recycle_bin_test.h"

namespace amilocal::test {
namespace {

using domain::ImageState;

class ListImagesInRecycleBin : public RecycleBinTest {
 protected:
  domain::Image givenImage(ImageState state = ImageState::available) {
    return givenImageOf(givenSnapshot().id, state);
  }
};

// aws-facts/images.md, Recycle Bin.
TEST_F(ListImagesInRecycleBin, ShowsWhatWasDeregisteredUnderARule) {
  keepImages(3);
  const auto image = givenImage();
  deregister(image.id);
  const auto images = call(&ec2::listImagesInRecycleBin, {}).images;
  ASSERT_EQ(images.size(), 1U);
  EXPECT_EQ(images[0].imageId, image.id.str());
  EXPECT_EQ(images[0].name, image.name);
  EXPECT_EQ(images[0].recycleBinEnterTime, now());
  EXPECT_EQ(images[0].recycleBinExitTime, now() + days{3});
}

TEST_F(ListImagesInRecycleBin, IsEmptyWithoutARuleThatFits) {
  keepSnapshots();
  keep("EC2_IMAGE", 7, {{.resourceTagKey = "keep", .resourceTagValue = {}}});
  deregister(givenImage().id);
  EXPECT_TRUE(imagesInBin().empty());
}

TEST_F(ListImagesInRecycleBin, FollowsTheTagsOfTheImage) {
  keep("EC2_IMAGE", 7, {{.resourceTagKey = "keep", .resourceTagValue = {}}});
  const auto image = givenImage();
  call(&ec2::createTags, {.resources = {image.id.str()}, .tags = {tag("keep", "1")}});
  deregister(image.id);
  EXPECT_EQ(imagesInBin(), std::vector{image.id.str()});
}

// A rule keeps what is deleted once it is in effect, and not before.
TEST_F(ListImagesInRecycleBin, KnowsNothingOfWhatWasDeletedBeforeTheRule) {
  const auto before = givenImage(), pending = givenImage();
  deregister(before.id);
  taskTime("hold");
  keepImages();
  deregister(pending.id);
  EXPECT_TRUE(imagesInBin().empty());
}

TEST_F(ListImagesInRecycleBin, TakesDisabledImagesAndLeavesOutWhatWasNeverUsable) {
  keepImages();
  const auto disabled = givenImage(ImageState::disabled);
  deregister(disabled.id);
  deregister(givenImage(ImageState::failed).id);
  EXPECT_EQ(imagesInBin(), std::vector{disabled.id.str()});
}

// Only EBS-backed images go to the bin (images.md section 6).
TEST_F(ListImagesInRecycleBin, LeavesOutInstanceStoreImages) {
  keepImages();
  auto image = givenImage();
  image.rootDeviceType = "instance-store";
  catalog().images().update(image);
  deregister(image.id);
  EXPECT_TRUE(imagesInBin().empty());
}

// The resource is gone for everybody and everything but the bin.
TEST_F(ListImagesInRecycleBin, HidesTheImageFromAllOtherOperations) {
  keepImages();
  auto image = givenImage();
  image.launchPermissions = {{domain::GranteeKind::userId, std::string(kOther)}};
  catalog().images().update(image);
  const auto id = image.id.str();
  deregister(image.id);
  expectError(errorOf(&ec2::describeImages, {.imageIds = {id}}), "InvalidAMIID.NotFound");
  EXPECT_TRUE(call(&ec2::describeImages, {.owners = {"self"}}).images.empty());
  expectError(errorOf(&ec2::deregisterImage, {.imageId = id}), "InvalidAMIID.NotFound");
  expectError(errorOf(&ec2::disableImage, {.imageId = id}), "InvalidAMIID.NotFound");
  expectError(errorOf(&ec2::runInstances, {.imageId = id, .maxCount = 1, .minCount = 1}),
              "InvalidAMIID.NotFound");
  as(kOther);
  expectError(errorOf(&ec2::describeImages, {.imageIds = {id}}), "InvalidAMIID.NotFound");
  EXPECT_TRUE(imagesInBin().empty());
}

// The system tag of the bin (images.md, Recycle Bin); tags can be edited there.
TEST_F(ListImagesInRecycleBin, TagsTheImageAndLetsItsTagsBeEdited) {
  keepImages();
  const auto id = givenImage().id;
  deregister(id);
  call(&ec2::createTags, {.resources = {id.str()}, .tags = {tag("team", "a")}});
  EXPECT_EQ(tagsOn(id.str()),
            (domain::Tags{{"aws:recycle-bin:resource-in-bin", "true"}, {"team", "a"}}));
  call(&ec2::deleteTags, {.resources = {id.str()}, .tags = {}});
  EXPECT_EQ(tagsOn(id.str()).size(), 1U);
}

// Nothing can be deleted from the bin by hand; its time ends it, in order, by the clock.
TEST_F(ListImagesInRecycleBin, LosesTheImageWhenItsTimeIsOver) {
  keepImages(3);
  const auto first = givenImage(), second = givenImage();
  deregister(first.id);
  advance(days{1});
  deregister(second.id);
  advance(days{2});
  EXPECT_EQ(imagesInBin(), std::vector{second.id.str()});
  EXPECT_EQ(stored(first.id).state, ImageState::deregistered);
  EXPECT_EQ(stored(first.id).deregisteredAt, now());
  EXPECT_TRUE(tagsOn(first.id.str()).empty());
  expectError(errorOf(&ec2::restoreImageFromRecycleBin, {.imageId = first.id.str()}),
              "InvalidAMIID.NotFound");
  advance(days{30});
  EXPECT_TRUE(imagesInBin().empty());
}

// What is in the bin keeps its time though the rule changes or goes.
TEST_F(ListImagesInRecycleBin, KeepsItsTimeThoughTheRuleGoes) {
  keepImages(3);
  const auto id = givenImage().id;
  deregister(id);
  rbin::ListRulesRequest rules;
  rules.resourceType = "EC2_IMAGE";
  const auto rule = call(&rbin::listRules, rules).rules.at(0).identifier.value();
  call(&rbin::deleteRule, {.identifier = rule});
  advance(days{2});
  EXPECT_EQ(imagesInBin(), std::vector{id.str()});
}

// Images in the bin count in the quota of images (images.md section 9).
TEST_F(ListImagesInRecycleBin, StillCountsTheImage) {
  keepImages();
  deregister(givenImage().id);
  deregister(givenImage().id);
  EXPECT_EQ(catalog().images().count(std::string(kOwner), "us-east-1"), 2);
}

// The name is free again (reconstructed; docs/compatibility.md).
TEST_F(ListImagesInRecycleBin, LeavesTheNameToOthers) {
  keepImages();
  const auto image = givenImage();
  deregister(image.id);
  EXPECT_EQ(catalog().images().findByName(image.owner, image.region, image.name), std::nullopt);
}

TEST_F(ListImagesInRecycleBin, ListsByIdsAndPages) {
  keepImages();
  std::vector<std::string> ids;
  for (int i = 0; i < 3; ++i) ids.push_back(givenImage().id.str());
  for (const auto& id : ids) deregister(ImageId::trusted(id));
  std::sort(ids.begin(), ids.end());
  const auto one = call(&ec2::listImagesInRecycleBin, {.imageIds = {ids[1]}});
  ASSERT_EQ(one.images.size(), 1U);
  EXPECT_EQ(one.images[0].imageId, ids[1]);
  const auto page = call(&ec2::listImagesInRecycleBin, {.maxResults = 1});
  EXPECT_EQ(page.images.at(0).imageId, ids[0]);
  const auto rest = call(&ec2::listImagesInRecycleBin, {.nextToken = page.nextToken});
  EXPECT_EQ(rest.images.size(), 2U);
}

// errors.md 3.1: more than 20 ids, MaxResults outside 1 to 1000.
TEST_F(ListImagesInRecycleBin, RefusesWhatIsOutOfBounds) {
  ec2::ListImagesInRecycleBinRequest many;
  many.imageIds.assign(21, "ami-12345678");
  expectError(errorOf(&ec2::listImagesInRecycleBin, many), "InvalidParameterValue");
  expectError(errorOf(&ec2::listImagesInRecycleBin, {.maxResults = 0}), "InvalidParameterValue");
  expectError(errorOf(&ec2::listImagesInRecycleBin, {.maxResults = 1001}), "InvalidParameterValue");
  expectError(errorOf(&ec2::listImagesInRecycleBin, {.imageIds = {"x"}}), "InvalidAMIID.Malformed");
}

}  // namespace
}  // namespace amilocal::test
