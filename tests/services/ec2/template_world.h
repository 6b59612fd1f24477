#pragma once

#include <string>
#include <utility>

#include "instance_world.h"

namespace amilocal::test {

/// A world with launch templates.
class TemplateWorld : public InstanceWorld {
 protected:
  /// A template of this name with the image of the world; answers its id.
  std::string givenTemplate(const std::string& name = "web") {
    ec2::RequestLaunchTemplateData data;
    data.imageId = image_.id.str();
    data.instanceType = "t3.micro";
    return givenTemplate(name, std::move(data));
  }
  std::string givenTemplate(const std::string& name, ec2::RequestLaunchTemplateData data) {
    ec2::CreateLaunchTemplateRequest request;
    request.launchTemplateName = name;
    request.launchTemplateData = std::move(data);
    return *call(&ec2::createLaunchTemplate, request).launchTemplate->launchTemplateId;
  }

  /// A further version with this type; answers its number.
  std::int64_t givenVersion(const std::string& id, const std::string& instanceType) {
    ec2::CreateLaunchTemplateVersionRequest request;
    request.launchTemplateId = id;
    request.launchTemplateData.instanceType = instanceType;
    return *call(&ec2::createLaunchTemplateVersion, request).launchTemplateVersion->versionNumber;
  }

  /// The numbers of the versions that the request describes.
  std::vector<std::int64_t> numbersOf(const ec2::DescribeLaunchTemplateVersionsRequest& request) {
    std::vector<std::int64_t> numbers;
    for (const auto& each :
         call(&ec2::describeLaunchTemplateVersions, request).launchTemplateVersions)
      numbers.push_back(*each.versionNumber);
    return numbers;
  }

  static ec2::Filter filter(std::string name, std::vector<std::string> values) {
    return {.name = std::move(name), .values = std::move(values)};
  }
};

}  // namespace amilocal::test
