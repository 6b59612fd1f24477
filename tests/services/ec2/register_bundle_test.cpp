#include "amilocal/domain/errors/bundle_errors.h"
#include "bundle_test.h"
#include "services/s3/request.h"

namespace amilocal::test {
namespace {

class RegisterBundle : public BundleTest {
 protected:
  ApiError refusal(const std::string& location = kLocation) {
    return errorOf(&ec2::registerImage, {.imageLocation = location, .name = "web"});
  }
  void expectInvalid(std::string_view reason) {
    const auto expected = errors::manifestInvalid(kLocation, reason);
    expectError(refusal(), expected.code(), expected.message());
    EXPECT_TRUE(catalog().images().list({.region = "us-east-1"}).empty());
  }
  domain::Bucket bucket() { return catalog().buckets().find("images").value(); }
  void openBucket() {
    auto open = bucket();
    open.ownership = "ObjectWriter";
    catalog().buckets().update(open);
  }
};

TEST_F(RegisterBundle, MakesAnImageOfWhatTheManifestSays) {
  givenBundle(manifest());
  const auto image = stored(registerBundle());
  EXPECT_EQ(image.state, domain::ImageState::available);
  EXPECT_EQ(image.rootDeviceType, "instance-store");
  EXPECT_EQ(image.location, kLocation);
  EXPECT_EQ(image.architecture, "arm64");
  EXPECT_EQ(image.kernelId, "aki-919dcaf8");
  EXPECT_EQ(image.blockDevices,
            (domain::BlockDevices{{.deviceName = "/dev/sdb", .virtualName = "ephemeral0"}}));
}

TEST_F(RegisterBundle, IsShownWithItsLocation) {
  givenBundle(manifest());
  const auto id = registerBundle();
  const auto images = call(&ec2::describeImages,
                           {.filters = {{.name = "root-device-type", .values = {"instance-store"}},
                                        {.name = "manifest-location", .values = {kLocation}}}})
                          .images;
  ASSERT_EQ(images.size(), 1u);
  EXPECT_EQ(images[0]->imageId, id);
  EXPECT_EQ(images[0]->imageLocation, kLocation);
  EXPECT_FALSE(images[0]->rootDeviceName);
}

TEST_F(RegisterBundle, LeavesTheObjectsWhenItIsDeregistered) {
  givenBundle(manifest());
  call(&ec2::deregisterImage, {.imageId = registerBundle()});
  EXPECT_EQ(bytesAt("images", "web/image.part.0"), "first");
  EXPECT_EQ(bytesAt("images", "web/image.manifest.xml"), wire::bundleManifestXml(manifest()));
}

TEST_F(RegisterBundle, NeedsALocationOfItsForm) {
  for (const auto* location : {"images", "images/", "/"})
    expectError(refusal(location), "InvalidParameterValue",
                errors::imageLocationInvalid(location).message());
}

// EC2 says what S3 answered it (aws-facts/errors.md section 3.2).
TEST_F(RegisterBundle, NeedsAManifestThatIsThere) {
  expectError(refusal(), "InvalidManifest",
              "HTTP 404 (Not Found) response for URL "
              "http://s3.amazonaws.com:80/images/web/image.manifest.xml: check your manifest path "
              "is correct and in the correct region.");
  expectError(refusal("nowhere/image.manifest.xml"), "InvalidManifest",
              errors::manifestMissing("nowhere/image.manifest.xml").message());
  in("eu-west-1");
  givenBundle(manifest());
  expectError(refusal(), "InvalidManifest", errors::manifestElsewhere(kLocation).message());
}

// The bucket of another account: EC2 needs the grant of aws-exec-read, on each object.
TEST_F(RegisterBundle, NeedsTheLeaveOfTheBucketsOwner) {
  const std::string ec2 = "6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c";
  const auto grants = domain::pairsText({{"READ", "id=" + ec2}});
  auto theirs = manifest();
  theirs.user = kOther;
  givenBundle(theirs);
  as(kOther);
  expectError(refusal("images/nothing"), "InvalidManifest",
              errors::manifestForbidden("images/nothing").message());
  expectError(refusal(), "InvalidManifest",
              "HTTP 403 (Forbidden) response for URL "
              "http://s3.amazonaws.com:80/images/web/image.manifest.xml: check your S3 ACLs are "
              "correct.");
  openBucket();
  givenBundle(theirs, grants);
  put("images", "web/image.part.1", "last");
  expectError(refusal(), "InvalidManifest",
              errors::manifestForbidden("images/web/image.part.1").message());
  for (const auto& grantee :
       {"id=" + ec2, "id=" + s3::canonicalId(std::string(kOther)),
        std::string("id=") + std::string(kOther),
        std::string("uri=http://acs.amazonaws.com/groups/global/AllUsers"),
        std::string("uri=http://acs.amazonaws.com/groups/global/AuthenticatedUsers")}) {
    givenBundle(theirs, domain::pairsText({{"READ", grantee}}));
    EXPECT_NO_THROW(registerBundle("by-" + sha1(grantee))) << grantee;
  }
  givenBundle(theirs, domain::pairsText({{"WRITE", "id=" + ec2}}));
  EXPECT_EQ(refusal().code(), "InvalidManifest");
  // Without ACLs a grant has no force.
  auto closed = bucket();
  closed.ownership = "BucketOwnerEnforced";
  catalog().buckets().update(closed);
  givenBundle(theirs, grants);
  EXPECT_EQ(refusal().message(), errors::manifestForbidden(kLocation).message());
}

// EC2 API Reference of 2008-08-08, RegisterImage: "verifies that the image is owned by the user".
TEST_F(RegisterBundle, NeedsABundleOfTheCaller) {
  auto theirs = manifest();
  theirs.user = kOther;
  givenBundle(theirs);
  expectError(refusal(), "AuthFailure", errors::bundleOfAnother(kLocation, kOther).message());
}

TEST_F(RegisterBundle, NeedsAManifestThatCanBeRead) {
  put("images", "web/image.manifest.xml", "no manifest");
  expectInvalid("it is not well-formed XML");
  put("images", "web/image.manifest.xml", "");
  expectInvalid("it is not well-formed XML");
  auto kernel = manifest();
  kernel.type = "kernel";
  givenBundle(kernel);
  expectInvalid("its image has the type kernel");
}

TEST_F(RegisterBundle, NeedsEveryPart) {
  givenBundle(manifest());
  catalog().objects().remove("images", "web/image.part.1");
  expectInvalid("its part image.part.1 does not exist");
}

TEST_F(RegisterBundle, NeedsPartsOfTheRightSize) {
  givenBundle(manifest());
  put("images", "web/image.part.1", "lastly");
  expectInvalid("its parts have 11 bytes together, and it says 9");
}

TEST_F(RegisterBundle, NeedsPartsOfTheRightDigest) {
  givenBundle(manifest());
  put("images", "web/image.part.1", "LAST");
  expectInvalid("the bytes of its part image.part.1 have another digest than it says");
}

TEST_F(RegisterBundle, RefusesWhatTheManifestMayNotSay) {
  auto bad = manifest();
  bad.kernelId = "kernel";
  givenBundle(bad);
  EXPECT_EQ(refusal().code(), "InvalidKernelId.Malformed");
  bad = manifest();
  bad.architecture = "z80";
  givenBundle(bad);
  expectInvalid("its architecture is z80");
}

TEST_F(RegisterBundle, RefusesARootDevice) {
  givenBundle(manifest());
  const auto error =
      errorOf(&ec2::registerImage,
              {.imageLocation = kLocation, .name = "web", .rootDeviceName = "/dev/sda1"});
  expectError(error, "InvalidParameterCombination", errors::rootOfBundle().message());
}

TEST_F(RegisterBundle, MakesImagesThatCannotBeStored) {
  givenBundle(manifest());
  const auto error =
      errorOf(&ec2::createStoreImageTask, {.imageId = registerBundle(), .bucket = "images"});
  EXPECT_EQ(error.code(), "InvalidParameterValue");
}

TEST_F(RegisterBundle, MakesImagesWhoseInstancesCannotBeImaged) {
  givenBundle(manifest());
  const auto image = call(&ec2::registerImage,
                          {.imageLocation = kLocation, .name = "hvm", .virtualizationType = "hvm"});
  const auto run =
      call(&ec2::runInstances,
           {.imageId = image.imageId, .instanceType = "m6g.large", .maxCount = 1, .minCount = 1});
  const auto id = run.instances.at(0).instanceId.value();
  EXPECT_EQ(run.instances.at(0).rootDeviceType, "instance-store");
  const auto error = errorOf(&ec2::createImage, {.instanceId = id, .name = "again"});
  EXPECT_EQ(error.code(), "InvalidParameterValue");
}

}  // namespace
}  // namespace amilocal::test
