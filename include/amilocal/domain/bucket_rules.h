#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "amilocal/domain/tag.h"

/// What S3 says of names, tags and ranges (Amazon S3 User Guide and API Reference).
namespace amilocal::domain {

/// "Bucket naming rules". Throws InvalidBucketName.
void checkBucketName(const std::string& name);

/// "Naming Amazon S3 objects": UTF-8, at most 1,024 bytes. Throws KeyTooLongError and InvalidURI.
void checkObjectKey(const std::string& key);

/// The Region of a new bucket: what LocationConstraint says, as far as the endpoint's Region allows
/// it (API Reference, CreateBucket). Throws IllegalLocationConstraintException and
/// InvalidLocationConstraint.
std::string bucketRegion(const std::optional<std::string>& constraint,
                         const std::string& endpointRegion);

/// "Categorizing your objects using tags": ten for an object, fifty for a bucket; keys of 1 to 128
/// and values of up to 256 characters, each key once, none of AWS's own. Throws InvalidTag.
enum class TagHolder { object, bucket };
void checkS3Tags(const Tags& tags, TagHolder holder);

/// API Reference, PutObject, x-amz-storage-class. Throws InvalidStorageClass.
void checkStorageClass(std::string_view storageClass);

/// A run of bytes of an object.
struct ByteRange {
  std::uint64_t first = 0;
  std::uint64_t size = 0;
  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// What a Range header asks of an object of this size: `bytes=0-99`, `bytes=100-`, `bytes=-10`.
/// Empty for the whole object: what has another form, or several ranges, is as if it were not
/// there (RFC 9110, 14.2). Throws InvalidRange for one that begins behind the end.
std::optional<ByteRange> byteRange(std::string_view header, std::uint64_t size);

}  // namespace amilocal::domain
