#pragma once

#include <string>

#include "amilocal/domain/bucket.h"
#include "amilocal/engine/request_context.h"

namespace amilocal::ec2 {

/// The bucket that a store or restore task names, which must be the caller's and in the request's
/// Region (aws-facts/images.md, "Store / restore"). Throws InvalidParameterValue.
domain::Bucket requireBucketHere(RequestContext& ctx, const std::string& name);

}  // namespace amilocal::ec2
