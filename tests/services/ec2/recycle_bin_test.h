#pragma once

#include <string>
#include <vector>

#include "rbin/handlers.gen.h"
#include "storage_test.h"

namespace amilocal::test {

using std::chrono::days;

/// A world with retention rules, in which things are thrown away.
class RecycleBinTest : public StorageTest {
 protected:
  /// A Region-level rule; the type as the Recycle Bin spells it.
  void keep(const std::string& resourceType, std::int64_t retention,
            std::vector<rbin::ResourceTag> tags = {}) {
    rbin::CreateRuleRequest request;
    request.resourceType = resourceType;
    request.retentionPeriod = {.retentionPeriodValue = retention, .retentionPeriodUnit = "DAYS"};
    request.resourceTags = std::move(tags);
    call(&rbin::createRule, request);
  }
  void keepImages(std::int64_t retention = 7) { keep("EC2_IMAGE", retention); }
  void keepSnapshots(std::int64_t retention = 7) { keep("EBS_SNAPSHOT", retention); }

  void deregister(const ImageId& id) { call(&ec2::deregisterImage, {.imageId = id.str()}); }
  void remove(const SnapshotId& id) { call(&ec2::deleteSnapshot, {.snapshotId = id.str()}); }
  void restore(const ImageId& id) {
    EXPECT_EQ(call(&ec2::restoreImageFromRecycleBin, {.imageId = id.str()}).return_, true);
  }
  void restore(const SnapshotId& id) {
    EXPECT_EQ(call(&ec2::restoreSnapshotFromRecycleBin, {.snapshotId = id.str()}).snapshotId,
              id.str());
  }

  domain::Image stored(const ImageId& id) { return catalog().images().find(id).value(); }
  using StorageTest::stored;

  std::vector<std::string> imagesInBin() {
    std::vector<std::string> ids;
    for (const auto& info : call(&ec2::listImagesInRecycleBin, {}).images)
      ids.push_back(info.imageId.value());
    return ids;
  }
  std::vector<std::string> snapshotsInBin() {
    std::vector<std::string> ids;
    for (const auto& info : call(&ec2::listSnapshotsInRecycleBin, {}).snapshots)
      ids.push_back(info.snapshotId.value());
    return ids;
  }
  std::size_t described(const ImageId& id) {
    return call(&ec2::describeImages, {.imageIds = {id.str()}}).images.size();
  }
};

}  // namespace amilocal::test
