#pragma once

#include <vector>

#include "amilocal/domain/parameter.h"
#include "amilocal/domain/tag.h"
#include "amilocal/engine/request_context.h"
#include "ssm/shapes.gen.h"

/// Tags of parameters. They are kept under the parameter's ARN, since its name is one in each
/// Region.
namespace amilocal::ssm {

/// Throws ValidationException for keys that AWS keeps for itself, TooManyTagsError.
void putParameterTags(RequestContext& ctx, const domain::Parameter& parameter,
                      const std::vector<Tag>& tags);

domain::Tags parameterTags(RequestContext& ctx, const domain::Parameter& parameter);

void removeParameterTags(RequestContext& ctx, const domain::Parameter& parameter);

}  // namespace amilocal::ssm
