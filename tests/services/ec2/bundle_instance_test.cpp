#include <chrono>

#include "amilocal/domain/errors/bundle_errors.h"
#include "amilocal/domain/errors/bundle_task_errors.h"
#include "bundle_task_test.h"

namespace amilocal::test {
namespace {

class BundleInstance : public BundleTaskTest {
 protected:
  ApiError refusal(const ec2::BundleInstanceRequest& request) {
    return errorOf(&ec2::bundleInstance, request);
  }
  void expectPolicy(const std::string& json, std::string_view reason) {
    expectError(refusal(wish(json)), "InvalidParameterValue",
                errors::uploadPolicyInvalid(reason).message());
  }
  template <class Change>
  void change(const Change& how) {
    auto instance = catalog().instances().find(instance_).value();
    how(instance);
    catalog().instances().update(instance);
  }
};

TEST_F(BundleInstance, PutsABundleIntoTheBucket) {
  const auto id = bundled().bundleId.value();
  EXPECT_EQ(described(id).state, "complete");
  const auto xml = bytesAt("winbundles", "win/ami.manifest.xml");
  const auto made = wire::readBundleManifest(xml);
  EXPECT_EQ(made.parts[0].filename, "ami.part.0");
  EXPECT_EQ(made.parts[1].sha1, sha1("last"));
  EXPECT_EQ(bytesAt("winbundles", "win/ami.part.1"), "last");
  const auto image = call(&ec2::registerImage,
                          {.imageLocation = "winbundles/win/ami.manifest.xml", .name = "again"});
  EXPECT_EQ(stored(image.imageId.value()).rootDeviceType, "instance-store");
}

// The states of EC2 API Reference, BundleTask.
TEST_F(BundleInstance, GoesThroughItsStates) {
  taskTime("100s");
  const auto task = bundled();
  EXPECT_EQ(task.state, "pending");
  EXPECT_EQ(task.progress, "0%");
  EXPECT_EQ(task.instanceId, instance_.str());
  EXPECT_EQ(task.storage->s3->bucket, "winbundles");
  EXPECT_EQ(task.storage->s3->prefix, "win/ami");
  EXPECT_FALSE(task.storage->s3->uploadPolicy);
  EXPECT_EQ(task.bundleId->size(), 12u);
  const auto id = *task.bundleId;
  for (const auto* state : {"waiting-for-shutdown", "bundling", "storing", "complete"}) {
    EXPECT_FALSE(catalog().buckets().find("winbundles"));
    advance(std::chrono::seconds{100});
    EXPECT_EQ(described(id).state, state);
  }
  EXPECT_EQ(described(id).progress, "100%");
  EXPECT_TRUE(catalog().buckets().find("winbundles"));
}

// EC2 API Reference of 2010-08-31, BundleInstance: "not applicable for Linux and UNIX instances or
// Windows instances that use Amazon EBS volumes as their root devices".
TEST_F(BundleInstance, IsForWindowsInAnInstanceStoreOnly) {
  change([](domain::Instance& it) { it.platform.reset(); });
  expectError(refusal(wish()), "InvalidInstanceType",
              errors::instanceNotBundleable(instance_).message());
  change([](domain::Instance& it) {
    it.platform = "windows";
    it.rootDeviceType = "ebs";
  });
  EXPECT_EQ(refusal(wish()).code(), "InvalidInstanceType");
  change([](domain::Instance& it) {
    it.rootDeviceType = "instance-store";
    it.state = domain::InstanceState::pending;
  });
  expectError(refusal(wish()), "IncorrectInstanceState",
              errors::instanceNotRunning(instance_, "pending").message());
}

TEST_F(BundleInstance, IsDoneOnceAtATime) {
  taskTime("hold");
  bundled();
  expectError(refusal(wish()), "BundlingInProgress",
              errors::bundlingInProgress(instance_).message());
}

TEST_F(BundleInstance, NeedsAPolicyThatLetsEc2Write) {
  expectPolicy("{}", "it has no expiration.");
  expectPolicy("[1]", "it has no expiration.");
  expectPolicy("no json", "it is not a JSON document of its form.");
  expectPolicy(R"({"expiration": 1})", "it is not a JSON document of its form.");
  expectPolicy(R"({"expiration": "2099-01-01T00:00:00Z"})", "it has no conditions.");
  expectPolicy(policy("2001-01-01T00:00:00Z"), "it has expired.");
  expectPolicy(policy("2099-01-01T00:00:00Z", "other"), "it does not allow the bucket winbundles.");
  expectPolicy(policy("2099-01-01T00:00:00Z", "winbundles", "private"),
               "it does not have the ACL ec2-bundle-read.");
  auto request = wish();
  request.storage.s3->uploadPolicy = "%";
  EXPECT_EQ(refusal(request).message(),
            errors::uploadPolicyInvalid("it is not in base64.").message());
  request = wish();
  request.storage.s3->uploadPolicySignature = "c2hvcnQ=";
  EXPECT_EQ(refusal(request).message(),
            errors::uploadPolicyInvalid("its signature is not an HMAC-SHA1 in base64.").message());
}

TEST_F(BundleInstance, NeedsAllOfItsStorage) {
  auto request = wish();
  request.storage.s3.reset();
  EXPECT_EQ(refusal(request).code(), "MissingParameter");
  for (auto member :
       {&ec2::S3Storage::aWSAccessKeyId, &ec2::S3Storage::bucket, &ec2::S3Storage::prefix,
        &ec2::S3Storage::uploadPolicy, &ec2::S3Storage::uploadPolicySignature}) {
    request = wish();
    ((*request.storage.s3).*member).reset();
    EXPECT_EQ(refusal(request).code(), "MissingParameter");
  }
  request = wish();
  request.storage.s3->prefix = "folder/";
  expectError(refusal(request), "InvalidParameterValue",
              errors::bundlePrefixInvalid("folder/").message());
}

TEST_F(BundleInstance, NeedsABucketOfTheCallers) {
  catalog().buckets().insert(
      {.name = "winbundles", .owner = std::string(kOther), .region = "us-east-1"});
  expectError(refusal(wish()), "InvalidParameterValue",
              errors::bundleBucketForbidden("winbundles").message());
}

TEST_F(BundleInstance, FailsWhenThereIsNothingToBundle) {
  catalog().objects().remove("images", "web/image.part.0");
  const auto task = described(bundled().bundleId.value());
  EXPECT_EQ(task.state, "failed");
  EXPECT_EQ(task.bundleTaskError->code, "Client.InvalidManifest");
  EXPECT_FALSE(catalog().buckets().find("winbundles"));
}

TEST_F(BundleInstance, FailsWithItsInstance) {
  taskTime("100s");
  const auto id = bundled().bundleId.value();
  change([](domain::Instance& it) { it.state = domain::InstanceState::terminated; });
  advance(std::chrono::seconds{100});
  EXPECT_EQ(described(id).state, "failed");
  EXPECT_EQ(described(id).bundleTaskError->code, "Client.InstanceTerminated");
}

}  // namespace
}  // namespace amilocal::test
