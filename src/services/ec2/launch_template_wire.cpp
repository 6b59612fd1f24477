#include "services/ec2/launch_template_wire.h"

#include "services/ec2/launch_template_data.h"
#include "services/ec2/to_wire.h"

namespace amilocal::ec2 {

LaunchTemplate toWire(const domain::LaunchTemplate& launchTemplate, const domain::Tags& tags) {
  LaunchTemplate out;
  out.launchTemplateId = launchTemplate.id.str();
  out.launchTemplateName = launchTemplate.name;
  out.createTime = launchTemplate.createdAt;
  out.createdBy = launchTemplate.createdBy;
  out.defaultVersionNumber = launchTemplate.defaultVersion;
  out.latestVersionNumber = launchTemplate.latestVersion;
  out.tags = toWire(tags);
  out.operator_ = OperatorResponse{};
  out.operator_->managed = false;
  return out;
}

LaunchTemplateVersion toWire(const domain::LaunchTemplate& launchTemplate,
                             const domain::LaunchTemplateVersion& version) {
  LaunchTemplateVersion out;
  out.launchTemplateId = launchTemplate.id.str();
  out.launchTemplateName = launchTemplate.name;
  out.versionNumber = version.number;
  out.versionDescription = version.description;
  out.createTime = version.createdAt;
  out.createdBy = version.createdBy;
  out.defaultVersion = version.number == launchTemplate.defaultVersion;
  out.launchTemplateData = shownTemplateData(version.data);
  out.operator_ = OperatorResponse{};
  out.operator_->managed = false;
  return out;
}

}  // namespace amilocal::ec2
