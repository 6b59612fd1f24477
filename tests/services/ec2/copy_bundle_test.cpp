#include <algorithm>

#include "amilocal/domain/bundle_rules.h"
#include "amilocal/domain/errors/bundle_errors.h"
#include "amilocal/domain/errors/image_creation_errors.h"
#include "bundle_test.h"

namespace amilocal::test {
namespace {

class CopyBundle : public BundleTest {
 protected:
  CopyBundle() {
    givenBundle(manifest());
    source_ = registerBundle();
    in("eu-west-1");
  }
  ec2::CopyImageRequest wish() {
    return {.name = "copy", .sourceImageId = source_, .sourceRegion = "us-east-1"};
  }
  domain::Image copied() { return stored(call(&ec2::copyImage, wish()).imageId.value()); }

  std::string source_;
};

// EC2 User Guide, "Copy an Amazon EC2 AMI": the bundle goes into a bucket of the account in the
// Region, which is made with the first copy.
TEST_F(CopyBundle, CopiesTheObjects) {
  const auto image = copied();
  EXPECT_EQ(image.state, domain::ImageState::available);
  EXPECT_EQ(image.rootDeviceType, "instance-store");
  EXPECT_EQ(image.architecture, "arm64");
  EXPECT_EQ(image.sourceImageId, source_);
  const auto place = domain::parseBundleLocation(image.location).value();
  EXPECT_TRUE(place.bucket.starts_with("amis-for-111111111111-in-eu-west-1-"));
  const auto bucket = catalog().buckets().find(place.bucket).value();
  EXPECT_EQ(bucket.region, "eu-west-1");
  EXPECT_EQ(bucket.owner, kOwner);
  EXPECT_EQ(bytesAt(place.bucket, place.key), wire::bundleManifestXml(manifest()));
  EXPECT_EQ(bytesAt(place.bucket, place.keyOf("image.part.0")), "first");
  EXPECT_EQ(bytesAt(place.bucket, place.keyOf("image.part.1")), "last");
  EXPECT_EQ(bytesAt("images", "web/image.part.1"), "last");
}

TEST_F(CopyBundle, GivesEachCopyAPlaceOfItsOwn) {
  const auto first = domain::parseBundleLocation(copied().location).value();
  const auto second = domain::parseBundleLocation(copied().location).value();
  EXPECT_EQ(first.bucket, second.bucket);
  EXPECT_NE(first.key, second.key);
}

TEST_F(CopyBundle, IsPendingUntilTheObjectsAreThere) {
  taskTime("hold");
  const auto image = copied();
  const auto place = domain::parseBundleLocation(image.location).value();
  EXPECT_EQ(image.state, domain::ImageState::pending);
  EXPECT_FALSE(catalog().buckets().find(place.bucket));
  finishTaskOf(image.id.str());
  EXPECT_EQ(stored(image.id.str()).state, domain::ImageState::available);
  EXPECT_TRUE(catalog().objects().find(place.bucket, place.key));
}

TEST_F(CopyBundle, CanBeRegisteredAndCopiedAgain) {
  const auto image = copied();
  const auto again = call(&ec2::registerImage, {.imageLocation = image.location, .name = "again"});
  EXPECT_EQ(stored(again.imageId.value()).architecture, "arm64");
  const auto next =
      call(&ec2::copyImage,
           {.name = "next", .sourceImageId = image.id.str(), .sourceRegion = "eu-west-1"});
  EXPECT_EQ(stored(next.imageId.value()).state, domain::ImageState::available);
}

TEST_F(CopyBundle, FailsWhenTheBundleGoesMeanwhile) {
  taskTime("hold");
  const auto id = copied().id.str();
  catalog().objects().remove("images", "web/image.part.0");
  finishTaskOf(id);
  const auto image = stored(id);
  EXPECT_EQ(image.state, domain::ImageState::failed);
  EXPECT_EQ(image.stateReason->code, "Client.InvalidManifest");
  EXPECT_NE(image.stateReason->message.find("image.part.0 does not exist"), std::string::npos);
}

TEST_F(CopyBundle, FailsWhenTheBucketIsAnothers) {
  const auto name = domain::copiedBundleBucket(kOwner, "eu-west-1");
  catalog().buckets().insert({.name = name, .owner = std::string(kOther), .region = "eu-west-1"});
  const auto image = copied();
  EXPECT_EQ(image.state, domain::ImageState::failed);
  EXPECT_EQ(image.stateReason->message, errors::bundleBucketForbidden(name).message());
}

TEST_F(CopyBundle, IsNeitherEncryptedNorTimed) {
  auto request = wish();
  request.encrypted = true;
  const ImageId id = ImageId::trusted(source_);
  expectError(errorOf(&ec2::copyImage, request), "InvalidRequest",
              errors::bundleCopyEncrypted(id).message());
  request.encrypted = false;
  request.snapshotCopyCompletionDurationMinutes = 15;
  expectError(errorOf(&ec2::copyImage, request), "InvalidRequest",
              errors::bundleCopyTimed(id).message());
}

// The public images whose bundles lie with their publishers.
TEST_F(CopyBundle, NeedsABundleThatIsThere) {
  auto image = stored(source_);
  image.location = "amzn-ami-us-east-1/image.manifest.xml";
  catalog().images().update(image);
  expectError(errorOf(&ec2::copyImage, wish()), "InvalidRequest",
              errors::storageNotAvailable().message());
}

TEST_F(CopyBundle, OfAnotherNeedsLeaveToReadTheBundle) {
  auto image = stored(source_);
  image.launchPermissions = {{domain::GranteeKind::userId, std::string(kOther)}};
  catalog().images().update(image);
  as(kOther);
  expectError(errorOf(&ec2::copyImage, wish()), "InvalidManifest",
              errors::manifestForbidden(kLocation).message());
}

}  // namespace
}  // namespace amilocal::test
