#pragma once

#include <memory>
#include <string>

#include "amilocal/engine/remote_s3.h"
#include "app/serve_options.h"

namespace amilocal {

/// The server of `--s3-endpoint`, asked again after a while where that may help. Throws UsageError
/// for an address that is none.
std::shared_ptr<RemoteS3> s3Endpoint(const S3Options& options);

}  // namespace amilocal
