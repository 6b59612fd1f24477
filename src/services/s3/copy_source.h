#pragma once

#include "amilocal/domain/bucket.h"
#include "services/s3/request.h"

namespace amilocal::s3 {

/// What `x-amz-copy-source` names: bucket and key, and the version if there is one. Throws
/// InvalidArgument.
Request copySourceOf(const Request& request);

/// The object behind it, where the caller may read it and its conditions hold. Throws
/// NoSuchBucket, NoSuchKey, AccessDenied, InvalidArgument, PreconditionFailed.
domain::StoredObject requireCopySource(RequestContext& ctx, const Request& request);

}  // namespace amilocal::s3
