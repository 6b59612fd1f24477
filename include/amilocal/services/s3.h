#pragma once

#include "amilocal/wire/operation.h"

namespace amilocal::s3 {

/// S3, which names its operations by method, path, parameters and headers together, and is
/// therefore no schema but a table of routes (docs/architecture.md).
const wire::ServiceTable& serviceTable();

}  // namespace amilocal::s3
