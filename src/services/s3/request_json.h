#pragma once

#include <string>
#include <string_view>

#include "services/s3/request.h"

namespace amilocal::s3 {

/// What a request of an operation asks for, as a JSON object: `Bucket`, `Key`, `VersionId`; of
/// copies `CopySource` with the same three; of DeleteObjects `Deleted`, a list of keys; `Tags` that
/// come along; and as `Headers` and `Parameters` what is sent besides. Throws what reading these
/// throws.
std::string requestJson(const Request& request, std::string_view operation);

}  // namespace amilocal::s3
