#include "amilocal/domain/errors/image_errors.h"
#include "storage_test.h"

// aws-facts/images.md section 7, Watermarks; EC2 API Reference, AttachImageWatermark.
namespace amilocal::ec2 {
namespace {

using namespace std::chrono_literals;

class AttachImageWatermark : public test::StorageTest {
 protected:
  AttachImageWatermark() : image_(givenImageOf(givenSnapshot().id)) {}

  std::string attach(const ImageId& id, const std::string& name) {
    return *call(&attachImageWatermark, {.imageId = id.str(), .watermarkName = name}).watermarkKey;
  }
  ApiError refusal(const std::string& name) {
    return errorOf(&attachImageWatermark, {.imageId = image_.id.str(), .watermarkName = name});
  }
  std::vector<ImageWatermark> marksOn(const ImageId& id) {
    return call(&describeImages, {.imageIds = {id.str()}}).images.at(0)->imageWatermarks;
  }
  void share(domain::Grantees grantees) {
    image_.launchPermissions = std::move(grantees);
    catalog().images().update(image_);
  }
  static ModifyImageAttributeRequest publish(const ImageId& id) {
    return {.imageId = id.str(),
            .launchPermission = LaunchPermissionModifications{.add = {{.group = "all"}}}};
  }

  domain::Image image_;
};

TEST_F(AttachImageWatermark, NamesTheOwnerInTheKey) {
  EXPECT_EQ(attach(image_.id, "hardened"), "111111111111:hardened");
}

TEST_F(AttachImageWatermark, RemembersTheImageAndTheTime) {
  advance(1h);
  attach(image_.id, "hardened");
  const auto marks = marksOn(image_.id);
  ASSERT_EQ(marks.size(), 1U);
  EXPECT_EQ(marks[0].watermarkKey, "111111111111:hardened");
  EXPECT_EQ(marks[0].sourceImageId, image_.id.str());
  EXPECT_EQ(marks[0].sourceImageRegion, "us-east-1");
  EXPECT_EQ(marks[0].sourceImageCreationTime, image_.createdAt);
  EXPECT_EQ(marks[0].watermarkCreationTime, now());
}

TEST_F(AttachImageWatermark, LeavesAWatermarkThatIsThereAsItIs) {
  attach(image_.id, "hardened");
  const auto before = marksOn(image_.id);
  advance(1h);
  EXPECT_EQ(attach(image_.id, "hardened"), "111111111111:hardened");
  EXPECT_EQ(marksOn(image_.id), before);
}

// Watermarks say where an image comes from, across Regions and accounts.
TEST_F(AttachImageWatermark, IsInheritedByCopies) {
  attach(image_.id, "hardened");
  const auto marks = marksOn(image_.id);
  in("eu-west-1");
  const auto copy = call(
      &copyImage, {.name = "copy", .sourceImageId = image_.id.str(), .sourceRegion = "us-east-1"});
  EXPECT_EQ(marksOn(ImageId::trusted(*copy.imageId)), marks);
}

TEST_F(AttachImageWatermark, IsInheritedByImagesOfInstances) {
  image_.rootDeviceName = image_.blockDevices.at(0).deviceName;
  catalog().images().update(image_);
  attach(image_.id, "hardened");
  const auto run =
      call(&runInstances,
           {.imageId = image_.id.str(), .instanceType = "t3.micro", .maxCount = 1, .minCount = 1});
  const auto made =
      call(&createImage, {.instanceId = *run.instances.at(0).instanceId, .name = "derived"});
  EXPECT_EQ(marksOn(ImageId::trusted(*made.imageId)), marksOn(image_.id));
}

TEST_F(AttachImageWatermark, ChecksTheName) {
  for (const std::string bad : {"ab", "a:b", "with*star"})
    test::expectError(refusal(bad), "InvalidParameterValue",
                      errors::watermarkNameInvalid(bad).message());
  EXPECT_EQ(refusal(std::string(129, 'a')).code(), "InvalidParameterValue");
  attach(image_.id, std::string(128, 'a'));
}

TEST_F(AttachImageWatermark, IsForTheOwnerAlone) {
  share({{domain::GranteeKind::userId, std::string(kOther)}});
  as(kOther);
  test::expectError(refusal("hardened"), "AuthFailure",
                    errors::notAuthorizedForImage(image_.id).message());
}

TEST_F(AttachImageWatermark, IsForPrivateImagesAlone) {
  share({{domain::GranteeKind::group, "all"}});
  test::expectError(refusal("hardened"), "OperationNotPermitted",
                    errors::publicImageNotWatermarkable(image_.id).message());
}

TEST_F(AttachImageWatermark, KeepsTheImageFromBecomingPublic) {
  attach(image_.id, "hardened");
  test::expectError(errorOf(&modifyImageAttribute, publish(image_.id)), "OperationNotPermitted",
                    errors::watermarkedImageNotPublic(image_.id).message());
}

}  // namespace
}  // namespace amilocal::ec2
