#include "amilocal/domain/bundle_rules.h"

#include <gtest/gtest.h>

#include "amilocal/domain/errors/bundle_errors.h"
#include "support/refusal.h"

namespace amilocal::domain {
namespace {

using test::expectRefusal;
using test::refusalOf;

const NewImage kMade{.id = ImageId::trusted("ami-0123456789abcdef0"),
                     .account = "111111111111",
                     .region = "eu-west-1",
                     .name = "web"};
const BundleLocation kPlace{"bundles", "web/image.manifest.xml"};

BundleMachine machine() {
  return {.architecture = "x86_64",
          .platform = {},
          .mappings = {{"ami", "sda1"},
                       {"ephemeral0", "sdb"},
                       {"root", "/dev/sda1"},
                       {"swap", "/dev/sda3"}},
          .kernelId = "aki-919dcaf8",
          .ramdiskId = "ari-12345678",
          .productCodes = {"ABCD"}};
}

Image registered(const Registration& registration, const BundleMachine& from = machine()) {
  return planBundleRegistration(kMade, registration, from, kPlace, {});
}

TEST(BundleLocation, IsTakenApart) {
  const auto place = parseBundleLocation("bundles/a/b/image.manifest.xml");
  ASSERT_TRUE(place);
  EXPECT_EQ(place->bucket, "bundles");
  EXPECT_EQ(place->key, "a/b/image.manifest.xml");
  EXPECT_EQ(place->keyOf("image.part.0"), "a/b/image.part.0");
  EXPECT_EQ(place->manifestName(), "image.manifest.xml");
  EXPECT_EQ(place->text(), "bundles/a/b/image.manifest.xml");
  EXPECT_EQ(parseBundleLocation("/bundles/i.xml")->text(), "bundles/i.xml");
  EXPECT_EQ(parseBundleLocation("bundles/i.xml")->keyOf("part"), "part");
  for (const auto* text : {"", "bundles", "bundles/", "/", "//x", "bundles/a/"})
    EXPECT_FALSE(parseBundleLocation(text)) << text;
}

// The classic text (aws-facts/errors.md section 3.2); the others are in its manner.
TEST(BundleRegistration, SaysWhatS3Answered) {
  const auto error = errors::manifestForbidden("bucket/image.manifest.xml");
  expectRefusal(error, errors::manifestUnreadable("403 (Forbidden)", "bucket/image.manifest.xml",
                                                  "check your S3 ACLs are correct."));
  EXPECT_EQ(
      error.message(),
      "HTTP 403 (Forbidden) response for URL "
      "http://s3.amazonaws.com:80/bucket/image.manifest.xml: check your S3 ACLs are correct.");
}

TEST(BundleRegistration, TakesTheMachineFromTheManifest) {
  const auto image = registered({});
  EXPECT_EQ(image.state, ImageState::available);
  EXPECT_EQ(image.rootDeviceType, "instance-store");
  EXPECT_FALSE(image.rootDeviceName);  // aws-facts/images.md 1.1: EBS-backed only
  EXPECT_EQ(image.location, "bundles/web/image.manifest.xml");
  EXPECT_EQ(image.architecture, "x86_64");
  EXPECT_EQ(image.virtualizationType, "paravirtual");
  EXPECT_EQ(image.kernelId, "aki-919dcaf8");
  EXPECT_EQ(image.ramdiskId, "ari-12345678");
  EXPECT_EQ(image.platformDetails, "Linux/UNIX");
  ASSERT_EQ(image.productCodes.size(), 1u);
  EXPECT_EQ(image.productCodes[0].id, "ABCD");
  EXPECT_TRUE(isS3Backed(image));
  EXPECT_FALSE(isS3Backed(Image{}));
}

// `ami` and `root` are the root device, which is no entry of a mapping.
TEST(BundleRegistration, TakesTheDevicesFromTheManifest) {
  const BlockDevices wanted = {{.deviceName = "/dev/sdb", .virtualName = "ephemeral0"},
                               {.deviceName = "/dev/sda3", .virtualName = "swap"}};
  EXPECT_EQ(devicesOf(machine()), wanted);
  EXPECT_EQ(registered({}).blockDevices, wanted);
}

TEST(BundleRegistration, LetsTheRequestGoFirst) {
  Registration wish;
  wish.traits.architecture = "i386";
  wish.traits.virtualizationType = "hvm";
  wish.traits.kernelId = "aki-00000001";
  wish.traits.ramdiskId = "ari-00000001";
  wish.devices = {{.deviceName = "/dev/sdb", .noDevice = true},
                  {.deviceName = "/dev/sdc", .virtualName = "ephemeral1"}};
  const auto image = registered(wish);
  EXPECT_EQ(image.architecture, "i386");
  EXPECT_EQ(image.virtualizationType, "hvm");
  EXPECT_EQ(image.kernelId, "aki-00000001");
  EXPECT_EQ(image.ramdiskId, "ari-00000001");
  ASSERT_EQ(image.blockDevices.size(), 2u);
  EXPECT_EQ(image.blockDevices[0].deviceName, "/dev/sda3");
  EXPECT_EQ(image.blockDevices[1].virtualName, "ephemeral1");
}

TEST(BundleRegistration, RefusesARootDevice) {
  Registration wish;
  wish.rootDeviceName = "/dev/sda1";
  expectRefusal(refusalOf([&] { registered(wish); }), errors::rootOfBundle());
}

TEST(BundleRegistration, KnowsWindows) {
  auto windows = machine();
  windows.platform = "windows";
  const auto image = registered({}, windows);
  EXPECT_EQ(image.platform, "windows");
  EXPECT_EQ(image.platformDetails, "Windows");
  EXPECT_EQ(image.usageOperation, "RunInstances:0002");
}

// EC2 User Guide, "Copy an Amazon EC2 AMI": amis-for-123456789012-in-us-east-2-yhjmxvp6.
TEST(BundleCopy, GoesIntoABucketOfTheAccountInTheRegion) {
  const auto bucket = copiedBundleBucket("111111111111", "eu-west-1");
  EXPECT_TRUE(bucket.starts_with("amis-for-111111111111-in-eu-west-1-"));
  EXPECT_EQ(bucket.size(), std::string("amis-for-111111111111-in-eu-west-1-yhjmxvp6").size());
  EXPECT_EQ(copiedBundleBucket("111111111111", "eu-west-1"), bucket);
  EXPECT_NE(copiedBundleBucket("222222222222", "eu-west-1").substr(35), bucket.substr(35));
  const auto place = copiedBundleLocation(kMade, kPlace);
  EXPECT_EQ(place.bucket, bucket);
  EXPECT_TRUE(place.key.starts_with("ami-0123456789abcdef0-"));
  EXPECT_TRUE(place.key.ends_with("/image.manifest.xml"));
}

TEST(BundleCopy, IsReckonedInWholeGibibytes) {
  EXPECT_EQ(bundleGib(0), 0);
  EXPECT_EQ(bundleGib(1), 1);
  EXPECT_EQ(bundleGib(1LL << 30), 1);
  EXPECT_EQ(bundleGib((1LL << 30) + 1), 2);
}

}  // namespace
}  // namespace amilocal::domain
