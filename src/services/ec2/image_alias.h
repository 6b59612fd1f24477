#pragma once

#include <string>
#include <string_view>

#include "amilocal/engine/request_context.h"

/// `resolve:ssm:PARAMETER`, `…:VERSION`, `…:LABEL` in the place of an image's id (EC2 User Guide,
/// "Use a Systems Manager parameter instead of an AMI ID").
namespace amilocal::ec2 {

bool isImageAlias(std::string_view text);

/// The id that an alias leads to now; any other text as it is. Throws InvalidParameterValue when
/// the parameter does not exist or does not have an image's id for a value.
std::string resolveImageAlias(RequestContext& ctx, const std::string& text);

}  // namespace amilocal::ec2
