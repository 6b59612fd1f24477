#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "../ec2/instance_world.h"
#include "dlm/handlers.gen.h"

namespace amilocal::test {

/// A world with an instance that a policy makes images of. It is noon.
class PolicyWorld : public InstanceWorld {
 protected:
  static constexpr std::chrono::days kDay{1};

  PolicyWorld() {
    instance_ = givenInstance();
    call(&ec2::createTags,
         {.resources = {instance_}, .tags = {{.key = "backup", .value = "daily"}}});
  }

  /// Daily at nine, and the newest three are kept.
  static dlm::CreateLifecyclePolicyRequest daily() {
    dlm::CreateLifecyclePolicyRequest request;
    request.executionRoleArn = "arn:aws:iam::111111111111:role/AWSDataLifecycleManagerDefaultRole";
    request.description = "daily images";
    request.state = "ENABLED";
    auto& details = request.policyDetails.emplace();
    details.policyType = "IMAGE_MANAGEMENT";
    details.resourceTypes = {"INSTANCE"};
    details.targetTags = {{.key = "backup", .value = "daily"}};
    auto& schedule = details.schedules.emplace_back();
    schedule.name = "daily";
    auto& create = schedule.createRule.emplace();
    create.interval = 24;
    create.intervalUnit = "HOURS";
    create.times = {"09:00"};
    schedule.retainRule.emplace().count = 3;
    return request;
  }
  static dlm::Schedule& scheduleOf(dlm::CreateLifecyclePolicyRequest& request) {
    return request.policyDetails->schedules.at(0);
  }
  std::string given(const dlm::CreateLifecyclePolicyRequest& request) {
    return *call(&dlm::createLifecyclePolicy, request).policyId;
  }

  /// The policy's images in a Region, oldest first.
  std::vector<ec2::Image> imagesOf(const std::string& policy,
                                   const std::string& region = "us-east-1") {
    in(region);
    ec2::DescribeImagesRequest request;
    request.owners = {"self"};
    request.includeDeprecated = true;
    request.filters = {{.name = "tag:aws:dlm:lifecycle-policy-id", .values = {policy}}};
    std::vector<ec2::Image> images;
    for (const auto& image : call(&ec2::describeImages, request).images) images.push_back(*image);
    in("us-east-1");
    std::sort(images.begin(), images.end(),
              [](const auto& a, const auto& b) { return *a.creationDate < *b.creationDate; });
    return images;
  }

  std::string instance_;
};

}  // namespace amilocal::test
