#pragma once

#include <optional>
#include <string>

#include "amilocal/domain/bucket.h"
#include "services/s3/request.h"

/// Conditional requests (RFC 9110, 13; Amazon S3 User Guide, "Conditional requests").
namespace amilocal::s3 {

enum class ReadOutcome { go, notModified };

/// What If-Match, If-None-Match, If-Modified-Since and If-Unmodified-Since make of a read. Throws
/// PreconditionFailed. `prefix` is what stands before the names: `x-amz-copy-source-` for sources
/// of copies.
ReadOutcome checkRead(const Request& request, const domain::StoredObject& object,
                      const std::string& prefix = {});

/// If-Match and If-None-Match of a write; the object that would be replaced, if there is one.
/// Throws PreconditionFailed, and NoSuchKey for If-Match without an object.
void checkWrite(const Request& request, const std::optional<domain::StoredObject>& present);

}  // namespace amilocal::s3
