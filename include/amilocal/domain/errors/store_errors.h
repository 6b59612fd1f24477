#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/core/ids.h"

/// What is refused when images are stored in buckets and restored from there. The codes are those
/// of aws-facts/errors.md section 3; AWS's texts are not known, and the words are ours, with S3's
/// own inside.
namespace amilocal::errors {

inline ApiError storeBucketMissing(std::string_view bucket) {
  return {"InvalidParameterValue",
          "Bucket '" + std::string(bucket) + "': The specified bucket does not exist"};
}
inline ApiError storeBucketForbidden(std::string_view bucket) {
  return {"InvalidParameterValue", "Bucket '" + std::string(bucket) + "': Access Denied"};
}
inline ApiError storeBucketElsewhere(std::string_view bucket, std::string_view region) {
  return {"InvalidParameterValue", "The bucket '" + std::string(bucket) +
                                       "' is not in the Region of the request, " +
                                       std::string(region) + "."};
}
inline ApiError imageAlreadyStored(const ImageId& id, std::string_view bucket) {
  return {"InvalidRequest", "The image " + id.str() +
                                " is already stored, or is being stored, in "
                                "the bucket '" +
                                std::string(bucket) + "'."};
}
inline ApiError imageNotStorable(const ImageId& id, std::string_view state) {
  return {"IncorrectState",
          "The image " + id.str() + " is " + std::string(state) + " and cannot be stored"};
}
inline ApiError imageNotEbsBacked(const ImageId& id) {
  return {"InvalidParameterValue",
          "The image " + id.str() + " is not backed by EBS and cannot be stored"};
}
inline ApiError paravirtualNotStorable(const ImageId& id) {
  return {"InvalidParameterValue",
          "The image " + id.str() + " is paravirtual and cannot be stored"};
}
/// Public access is not enough: the image must be shared with the account by its number.
inline ApiError imageNotShared(const ImageId& id) {
  return {"AuthFailure", "Not authorized for image:" + id.str()};
}
inline ApiError imageTooLargeToStore(std::int64_t gib) {
  return {"InvalidParameterValue", "The image has " + std::to_string(gib) +
                                       " GB; an image that is to be stored has at most 5000 GB."};
}
inline ApiError imageStorageMissing(const ImageId& id) {
  return {"InvalidRequest", "The storage for the ami " + id.str() + " is not available."};
}
inline ApiError tooMuchInProgress(std::string_view what, std::int64_t limit) {
  return {"ResourceLimitExceeded", "The images that are being " + std::string(what) +
                                       " have reached the limit of " + std::to_string(limit) +
                                       " GB for this account."};
}
inline ApiError badObjectTags(std::string_view reason) {
  return {"InvalidParameterValue", "The S3 object tags are invalid: " + std::string(reason)};
}
inline ApiError tooManyStoreImageIds(std::size_t limit) {
  return {"InvalidParameterValue",
          "At most " + std::to_string(limit) + " image ids can be given in one request."};
}
inline ApiError storedObjectMissing(std::string_view bucket, std::string_view key) {
  return {"InvalidParameterValue", "Object '" + std::string(key) + "' of bucket '" +
                                       std::string(bucket) +
                                       "': The specified key does not exist."};
}
inline ApiError notAStoredImage(std::string_view key, std::string_view reason) {
  return {"InvalidRequest",
          "The object '" + std::string(key) + "' cannot be restored: " + std::string(reason)};
}

/// The server of `--s3-endpoint` did not do what was asked of it: of amilocal alone. What may pass
/// is worth another try.
inline ApiError remoteS3Failed(std::string_view text, int status) {
  const bool mayPass = status == 0 || status >= 500;
  return {mayPass ? "ServiceUnavailable" : "InvalidRequest", std::string(text),
          mayPass ? 503 : 400};
}

}  // namespace amilocal::errors
