#pragma once

#include <string>

#include "template_world.h"

namespace amilocal::test {

/// A world with an image that three accounts use.
class UsageWorld : public TemplateWorld {
 protected:
  static constexpr std::string_view kThird = "333333333333";

  UsageWorld() {
    auto image = *catalog().images().find(image_.id);
    for (const auto account : {kOther, kThird})
      image.launchPermissions.push_back({domain::GranteeKind::userId, std::string(account)});
    catalog().images().update(image);
  }

  /// Instances and a template of the image in an account.
  void uses(std::string_view account, int instances, int templates) {
    as(account);
    if (instances > 0) call(&ec2::runInstances, launch(instances));
    for (int i = 0; i < templates; ++i) givenTemplate("template-" + std::to_string(i));
    as(kOwner);
  }

  ec2::CreateImageUsageReportRequest asked() {
    ec2::CreateImageUsageReportRequest request;
    request.imageId = image_.id.str();
    request.resourceTypes = {{.resourceType = "ec2:Instance"},
                             {.resourceType = "ec2:LaunchTemplate"}};
    return request;
  }
  std::string givenReport() { return *call(&ec2::createImageUsageReport, asked()).reportId; }

  std::vector<ec2::ImageUsageReportEntry> entriesOf(const std::string& report) {
    return call(&ec2::describeImageUsageReportEntries, {.reportIds = {report}})
        .imageUsageReportEntries;
  }
};

}  // namespace amilocal::test
