#pragma once

#include <string>
#include <vector>

#include "services/ec2/instance_world.h"

namespace amilocal::test {

/// The world in which the rules of the EC2 User Guide's chapters on images are tested: an owner
/// (the first account) with a golden image, and users who are other accounts. Everything goes
/// through operations, as a client would have it.
class GuideTest : public InstanceWorld {
 protected:
  static constexpr std::string_view kThird = "333333333333";

  /// Does something as another account and returns to the present one.
  template <class Work>
  auto by(std::string_view account, Work work) {
    const auto before = caller().account;
    as(account);
    if constexpr (std::is_void_v<decltype(work())>) {
      work();
      as(before);
    } else {
      auto result = work();
      as(before);
      return result;
    }
  }

  const std::string& golden() const { return image_.id.str(); }
  std::string snapshotOfGolden() { return "snap-" + golden().substr(4); }

  ec2::Image shown(const std::string& id) {
    return *call(&ec2::describeImages, {.imageIds = {id}}).images.at(0);
  }
  /// Is the image in the list that the present account gets, the seed's images apart?
  bool isListed(const std::string& id, ec2::DescribeImagesRequest request = {}) {
    if (request.owners.empty()) request.owners = {std::string(kOwner)};
    for (const auto& image : call(&ec2::describeImages, request).images)
      if (image->imageId == id) return true;
    return false;
  }
  bool isVisible(const std::string& id) {
    try {
      return !call(&ec2::describeImages, {.imageIds = {id}}).images.empty();
    } catch (const ApiError& error) {
      EXPECT_EQ(error.code(), "InvalidAMIID.NotFound");
      return false;
    }
  }

  void grant(const std::string& id, ec2::LaunchPermission permission) {
    ec2::ModifyImageAttributeRequest request;
    request.imageId = id;
    request.launchPermission = {.add = {std::move(permission)}};
    call(&ec2::modifyImageAttribute, request);
  }
  void shareWith(std::string_view account, const std::string& id) {
    grant(id, {.userId = std::string(account)});
  }
  void makePublic(const std::string& id) { grant(id, {.group = "all"}); }
  void makePrivate(const std::string& id) {
    call(&ec2::resetImageAttribute, {.attribute = "launchPermission", .imageId = id});
  }
  void shareSnapshotWith(std::string_view account, const std::string& snapshot) {
    ec2::ModifySnapshotAttributeRequest request;
    request.snapshotId = snapshot;
    request.createVolumePermission = {.add = {{.userId = std::string(account)}}};
    call(&ec2::modifySnapshotAttribute, request);
  }

  ec2::RunInstancesRequest launchOf(const std::string& id) {
    auto request = launch();
    request.imageId = id;
    return request;
  }
  std::string launchFrom(const std::string& id) {
    return *call(&ec2::runInstances, launchOf(id)).instances.at(0).instanceId;
  }
  ApiError refusalToLaunch(const std::string& id) {
    return errorOf(&ec2::runInstances, launchOf(id));
  }
  /// Does it stop, start and reboot as ever?
  bool stopsAndStarts(const std::string& instance) {
    call(&ec2::stopInstances, {.instanceIds = {instance}});
    const bool stopped = stateOf(instance) == "stopped";
    call(&ec2::startInstances, {.instanceIds = {instance}});
    const bool started = stateOf(instance) == "running";
    call(&ec2::rebootInstances, {.instanceIds = {instance}});
    return stopped && started && stateOf(instance) == "running";
  }

  std::string createdFrom(const std::string& instance, const std::string& name) {
    return *call(&ec2::createImage, {.instanceId = instance, .name = name}).imageId;
  }
  std::string copyOf(const std::string& id, const std::string& name,
                     const std::string& region = "us-east-1") {
    return *call(&ec2::copyImage, {.name = name, .sourceImageId = id, .sourceRegion = region})
                .imageId;
  }

  void deprecate(const std::string& id, Instant at) {
    call(&ec2::enableImageDeprecation, {.imageId = id, .deprecateAt = at});
  }
  void disable(const std::string& id) { call(&ec2::disableImage, {.imageId = id}); }
  void enable(const std::string& id) { call(&ec2::enableImage, {.imageId = id}); }
  void deregister(const std::string& id) { call(&ec2::deregisterImage, {.imageId = id}); }
  ApiError refusalToDeregister(const std::string& id) {
    return errorOf(&ec2::deregisterImage, {.imageId = id});
  }
};

}  // namespace amilocal::test
