#pragma once

#include <string>

#include "amilocal/core/text.h"
#include "bundle_test.h"

namespace amilocal::test {

/// A world with an S3-backed Windows image and a running instance of it.
class BundleTaskTest : public BundleTest {
 protected:
  BundleTaskTest() {
    givenBundle(manifest());
    auto image = stored(registerBundle());
    image.platform = "windows";
    catalog().images().update(image);
    instance_ = givenInstance([&](domain::Instance& it) {
                  it.imageId = image.id;
                  it.platform = "windows";
                  it.rootDeviceType = "instance-store";
                }).id;
  }

  static std::string policy(const std::string& expiration = "2099-01-01T00:00:00Z",
                            const std::string& bucket = "winbundles",
                            const std::string& acl = "ec2-bundle-read") {
    return R"({"expiration": ")" + expiration + R"(", "conditions": [{"bucket": ")" + bucket +
           R"("}, ["eq", "$acl", ")" + acl + R"("], ["starts-with", "$key", "win"]]})";
  }
  ec2::BundleInstanceRequest wish(const std::string& json = policy()) {
    ec2::S3Storage s3;
    s3.aWSAccessKeyId = "111111111111";
    s3.bucket = "winbundles";
    s3.prefix = "win/ami";
    s3.uploadPolicy = encodeBase64(json);
    s3.uploadPolicySignature = encodeBase64(std::string(20, 's'));
    return {.instanceId = instance_.str(), .storage = {.s3 = s3}};
  }
  ec2::BundleTask bundled() { return *call(&ec2::bundleInstance, wish()).bundleTask; }
  ec2::BundleTask described(const std::string& id) {
    return call(&ec2::describeBundleTasks, {.bundleIds = {id}}).bundleTasks.at(0);
  }

  InstanceId instance_ = InstanceId::trusted("");
};

}  // namespace amilocal::test
