#pragma once

#include <string>

#include "support/service_test.h"

namespace amilocal::test {

/// A world with an EBS-backed image of the test's owner, for tests of instances.
class InstanceWorld : public ServiceTest {
 protected:
  InstanceWorld() { image_ = givenImage("ami-00000001"); }

  /// An available x86_64 image with a root volume of 8 GiB, made without asking a handler.
  domain::Image givenImage(std::string_view id, std::string_view architecture = "x86_64") {
    domain::Snapshot snapshot;
    snapshot.id = SnapshotId::trusted("snap-" + std::string(id.substr(4)));
    snapshot.region = caller().region;
    snapshot.owner = caller().account;
    snapshot.state = domain::SnapshotState::completed;
    snapshot.volumeSizeGib = 8;
    catalog().snapshots().insert(snapshot);

    domain::Image image;
    image.id = ImageId::trusted(std::string(id));
    image.region = caller().region;
    image.owner = caller().account;
    image.name = "image " + std::string(id);
    image.state = domain::ImageState::available;
    image.createdAt = now();
    image.location = image.owner + "/" + image.name;
    image.architecture = architecture;
    image.virtualizationType = "hvm";
    image.rootDeviceName = "/dev/xvda";
    image.enaSupport = true;
    domain::EbsDevice ebs;
    ebs.snapshotId = snapshot.id;
    ebs.volumeSizeGib = 8;
    ebs.volumeType = "gp3";
    ebs.deleteOnTermination = true;
    image.blockDevices = {{"/dev/xvda", {}, ebs, false}};
    catalog().images().insert(image);
    return image;
  }

  ec2::RunInstancesRequest launch(std::int64_t count = 1) {
    ec2::RunInstancesRequest request;
    request.imageId = image_.id.str();
    request.instanceType = "t3.micro";
    request.minCount = request.maxCount = count;
    return request;
  }

  /// Launches one instance and answers its id.
  std::string givenInstance() {
    return *call(&ec2::runInstances, launch()).instances.at(0).instanceId;
  }

  /// The instance as DescribeInstances shows it.
  ec2::Instance described(const std::string& id) {
    const auto answer = call(&ec2::describeInstances, {.instanceIds = {id}});
    return answer.reservations.at(0).instances.at(0);
  }

  std::string stateOf(const std::string& id) { return *described(id).state->name; }

  domain::Image image_;
};

}  // namespace amilocal::test
