#pragma once

#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/core/request_errors.h"

/// Refusals about tags (aws-facts/errors.md sections 3.2 and 7).
namespace amilocal::errors {

inline ApiError reservedTagKey() {
  return invalidValue("Tag keys starting with 'aws:' are reserved for internal use");
}
inline ApiError duplicateTagKey(std::string_view key) {
  return invalidValue("Duplicate tag key '" + std::string(key) + "' specified");
}
/// Reconstructed: a tag without a key.
inline ApiError emptyTagKey() { return invalidValue("Tag key cannot be null or empty."); }
inline ApiError tagKeyTooLong() {
  return invalidValue("Tag key exceeds the maximum length of 127 characters");
}
inline ApiError tagValueTooLong() {
  return invalidValue("Tag value exceeds the maximum length of 255 characters");
}
inline ApiError tagLimitExceeded() {
  return {"TagLimitExceeded", "The maximum number of Tags for a resource has been reached."};
}
inline ApiError notTaggable(std::string_view resourceType) {
  return invalidValue("'" + std::string(resourceType) +
                      "' is not a valid taggable resource type for this operation.");
}
inline ApiError emptyTagSpecification() {
  return invalidValue("Tag specification must have at least one tag");
}
inline ApiError tagSpecificationWithoutType() {
  return invalidValue("Tag specification resource type must have a value");
}
inline ApiError repeatedTagSpecification() {
  return invalidValue(
      "The same resource type may not be specified more than once in tag specifications");
}

}  // namespace amilocal::errors
