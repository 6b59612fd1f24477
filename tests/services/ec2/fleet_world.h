#pragma once

#include <algorithm>
#include <string>

#include "instance_world.h"

namespace amilocal::test {

/// A world with a launch template of the image, for tests of fleets.
class FleetWorld : public InstanceWorld {
 protected:
  FleetWorld() {
    ec2::CreateLaunchTemplateRequest request{.launchTemplateName = "template"};
    request.launchTemplateData.imageId = image_.id.str();
    request.launchTemplateData.instanceType = "t3.nano";
    call(&ec2::createLaunchTemplate, request);
  }

  /// An instant fleet of Spot Instances from the template, of the type t3.micro.
  ec2::CreateFleetRequest spotFleet(std::int64_t capacity) {
    ec2::CreateFleetRequest request;
    request.type = "instant";
    request.targetCapacitySpecification.totalTargetCapacity = capacity;
    request.targetCapacitySpecification.defaultTargetCapacityType = "spot";
    auto& config = request.launchTemplateConfigs.emplace_back();
    config.launchTemplateSpecification.emplace().launchTemplateName = "template";
    config.launchTemplateSpecification->version = "1";
    config.overrides.emplace_back().instanceType = "t3.micro";
    return request;
  }

  ec2::FleetData fleet(const std::string& id) {
    return call(&ec2::describeFleets, {.fleetIds = {id}}).fleets.at(0);
  }
};

}  // namespace amilocal::test
