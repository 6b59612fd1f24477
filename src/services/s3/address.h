#pragma once

#include "services/s3/request.h"

namespace amilocal::s3 {

/// Takes a request apart: bucket and key from the path, or the bucket from the host
/// (`BUCKET.s3.REGION.amazonaws.com`, `BUCKET.s3.localhost`, `BUCKET.localhost`). Throws
/// InvalidURI.
Request requestOf(const wire::RestRequest& rest);

}  // namespace amilocal::s3
