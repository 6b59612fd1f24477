#pragma once

#include <string>

#include "ec2/shapes.gen.h"

/// The contents of launch templates. They are kept as the JSON of RequestLaunchTemplateData, whose
/// members have the same names in answers and, three excepted, in RunInstances: so nothing of the
/// model gets lost on the way.
namespace amilocal::ec2 {

/// Throws InvalidUserData.Malformed, InvalidAMIID.Malformed and InvalidParameterValue for tags of
/// what instances do not have; all else is AWS's to judge at the launch
/// (snapshots-volumes-instances.md section 4, Create).
void checkTemplateData(const RequestLaunchTemplateData& data);

std::string templateJson(const RequestLaunchTemplateData& data);

ResponseLaunchTemplateData shownTemplateData(const std::string& json);

/// What a new version has that is made from an old one: the old one's members, but not the
/// snapshots in its mapping, and the given ones over them (EC2 API Reference,
/// CreateLaunchTemplateVersion, SourceVersion).
std::string inheritedTemplateJson(const std::string& source,
                                  const RequestLaunchTemplateData& given);

/// A launch from a template: the request's members over the template's. Tags of both are put
/// together, by resource type and key.
RunInstancesRequest launchFromTemplate(const std::string& json, const RunInstancesRequest& request);

}  // namespace amilocal::ec2
