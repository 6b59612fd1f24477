#pragma once

#include "amilocal/domain/launch_template.h"
#include "amilocal/domain/tag.h"
#include "amilocal/engine/request_context.h"
#include "ec2/shapes.gen.h"

/// A launch, for RunInstances and for fleets.
namespace amilocal::ec2 {

/// Launches what the request says; a template must have been put into it (launchFromTemplate()).
/// The instances get the system's tags besides those of the request.
Reservation launchInstances(RequestContext& ctx, const RunInstancesRequest& request,
                            const domain::Tags& systemTags);

/// The tags that tell which template an instance was launched from.
domain::Tags templateTags(const domain::LaunchTemplateVersion& version);

}  // namespace amilocal::ec2
