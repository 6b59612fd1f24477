#pragma once

#include "amilocal/domain/launch_template.h"
#include "amilocal/domain/tag.h"
#include "ec2/shapes.gen.h"

namespace amilocal::ec2 {

LaunchTemplate toWire(const domain::LaunchTemplate& launchTemplate, const domain::Tags& tags);

/// A version as an answer has it, with its data.
LaunchTemplateVersion toWire(const domain::LaunchTemplate& launchTemplate,
                             const domain::LaunchTemplateVersion& version);

}  // namespace amilocal::ec2
