#pragma once

#include "amilocal/domain/bucket.h"
#include "services/s3/request.h"

namespace amilocal::s3 {

/// What the head of a request says of the object that it makes, checksums apart. Throws what the
/// rules of each say, and NotImplemented for encryption by keys of the client's own and for object
/// locks.
domain::ObjectTraits traitsOf(const Request& request, const domain::Bucket& bucket);

/// Adds all that is known of an object to the head of an answer, its size apart.
void describe(Response& response, const Request& request, const domain::StoredObject& object);

/// Adds the checksum's lines.
void describeChecksum(Response& response, const domain::ObjectTraits& traits,
                      const std::optional<std::string>& checksum);

/// `x-amz-checksum-crc32` for `CRC32`.
std::string checksumHeader(std::string_view algorithm);

}  // namespace amilocal::s3
