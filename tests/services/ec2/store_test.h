#pragma once

#include <string>
#include <vector>

#include "amilocal/domain/bucket.h"
#include "services/ebs/block_test.h"
#include "services/s3/object_bytes.h"

namespace amilocal::test {

/// A world with an image of two written blocks, and a bucket for it.
class StoreTest : public BlockTest {
 protected:
  StoreTest() { givenBucket("images"); }

  void givenBucket(const std::string& name) {
    catalog().buckets().insert(
        {.name = name, .owner = caller().account, .region = caller().region});
  }
  std::string givenWrittenImage(const std::string& name = "golden") {
    ec2::EbsBlockDevice ebs;
    ebs.snapshotId = snapshot_ = written("ab");
    return call(&ec2::registerImage,
                {.name = name,
                 .description = "d",
                 .architecture = "arm64",
                 .rootDeviceName = "/dev/xvda",
                 .blockDeviceMappings = {{.ebs = ebs, .deviceName = "/dev/xvda"}},
                 .virtualizationType = "hvm",
                 .enaSupport = true})
        .imageId.value();
  }
  std::string store(const std::string& image, const std::string& bucket = "images") {
    return call(&ec2::createStoreImageTask, {.imageId = image, .bucket = bucket}).objectKey.value();
  }
  std::vector<ec2::StoreImageTaskResult> tasks() {
    return call(&ec2::describeStoreImageTasks, {}).storeImageTaskResults;
  }
  domain::Image stored(const std::string& id) {
    return catalog().images().find(ImageId::trusted(id)).value();
  }
  using StorageTest::stored;

  std::string snapshot_;
};

}  // namespace amilocal::test
