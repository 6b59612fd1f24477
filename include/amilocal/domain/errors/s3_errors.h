#pragma once

#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"

/// What S3 refuses, with the texts that it answers with (Amazon S3 API Reference, "Error
/// responses").
namespace amilocal::errors {

inline ApiError noSuchBucket(std::string bucket) {
  return {"NoSuchBucket",
          "The specified bucket does not exist",
          404,
          {{"BucketName", std::move(bucket)}}};
}
inline ApiError noSuchKey(std::string key) {
  return {"NoSuchKey", "The specified key does not exist.", 404, {{"Key", std::move(key)}}};
}
inline ApiError noSuchObjectVersion(std::string key) {
  return {"NoSuchVersion", "The specified version does not exist.", 404, {{"Key", std::move(key)}}};
}
inline ApiError noSuchUpload(std::string id) {
  return {"NoSuchUpload",
          "The specified multipart upload does not exist. The upload ID may be invalid, or the "
          "upload may have been aborted or completed.",
          404,
          {{"UploadId", std::move(id)}}};
}
inline ApiError accessDenied() { return {"AccessDenied", "Access Denied", 403}; }
inline ApiError invalidBucketName(std::string bucket) {
  return {"InvalidBucketName",
          "The specified bucket is not valid.",
          400,
          {{"BucketName", std::move(bucket)}}};
}
inline ApiError bucketAlreadyExists(std::string bucket) {
  return {"BucketAlreadyExists",
          "The requested bucket name is not available. The bucket namespace is shared by all users "
          "of the system. Please select a different name and try again.",
          409,
          {{"BucketName", std::move(bucket)}}};
}
inline ApiError bucketAlreadyOwnedByYou(std::string bucket) {
  return {"BucketAlreadyOwnedByYou",
          "Your previous request to create the named bucket succeeded and you already own it.",
          409,
          {{"BucketName", std::move(bucket)}}};
}
inline ApiError bucketNotEmpty(std::string bucket) {
  return {"BucketNotEmpty",
          "The bucket you tried to delete is not empty",
          409,
          {{"BucketName", std::move(bucket)}}};
}
inline ApiError unspecifiedLocation() {
  return {"IllegalLocationConstraintException",
          "The unspecified location constraint is incompatible for the region specific endpoint "
          "this request was sent to."};
}
inline ApiError incompatibleLocation(std::string_view location) {
  return {"IllegalLocationConstraintException",
          "The " + std::string(location) +
              " location constraint is incompatible for the region specific endpoint this request "
              "was sent to."};
}
inline ApiError invalidLocation(std::string location) {
  return {"InvalidLocationConstraint",
          "The specified location-constraint is not valid",
          400,
          {{"LocationConstraint", std::move(location)}}};
}
inline ApiError keyTooLong() { return {"KeyTooLongError", "Your key is too long"}; }
inline ApiError invalidUri() { return {"InvalidURI", "Couldn't parse the specified URI."}; }
inline ApiError invalidArgument(std::string text, std::string name, std::string value) {
  return {"InvalidArgument",
          std::move(text),
          400,
          {{"ArgumentName", std::move(name)}, {"ArgumentValue", std::move(value)}}};
}
inline ApiError invalidS3Request(std::string text) { return {"InvalidRequest", std::move(text)}; }
inline ApiError invalidContentMd5() {
  return {"InvalidDigest", "The Content-MD5 you specified was invalid."};
}
inline ApiError badContentMd5() {
  return {"BadDigest", "The Content-MD5 you specified did not match what we received."};
}
inline ApiError badChecksum(std::string_view algorithm) {
  return {"BadDigest", "The " + std::string(algorithm) +
                           " you specified did not match the calculated checksum."};
}
inline ApiError badContentSha256() {
  return {"XAmzContentSHA256Mismatch",
          "The provided 'x-amz-content-sha256' header does not match what was computed."};
}
inline ApiError incompleteBody() {
  return {"IncompleteBody",
          "You did not provide the number of bytes specified by the Content-Length HTTP header"};
}
inline ApiError entityTooLarge() {
  return {"EntityTooLarge", "Your proposed upload exceeds the maximum allowed size"};
}
inline ApiError entityTooSmall() {
  return {"EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size"};
}
inline ApiError metadataTooLarge() {
  return {"MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size"};
}
inline ApiError invalidPart() {
  return {"InvalidPart",
          "One or more of the specified parts could not be found.  The part may not have been "
          "uploaded, or the specified entity tag may not match the part's entity tag."};
}
inline ApiError invalidPartOrder() {
  return {"InvalidPartOrder",
          "The list of parts was not in ascending order. Parts must be ordered by part number."};
}
inline ApiError invalidPartNumber() {
  return {"InvalidPartNumber", "The requested partnumber is not satisfiable", 416};
}
inline ApiError invalidRange() {
  return {"InvalidRange", "The requested range is not satisfiable", 416};
}
inline ApiError preconditionFailed(std::string condition) {
  return {"PreconditionFailed",
          "At least one of the pre-conditions you specified did not hold",
          412,
          {{"Condition", std::move(condition)}}};
}
inline ApiError notModified() { return {"NotModified", "Not Modified", 304}; }
inline ApiError invalidObjectTag(std::string text) { return {"InvalidTag", std::move(text)}; }
inline ApiError noSuchTagSet() { return {"NoSuchTagSet", "The TagSet does not exist", 404}; }
inline ApiError noOwnershipControls() {
  return {"OwnershipControlsNotFoundError", "The bucket ownership controls were not found", 404};
}
inline ApiError noPublicAccessBlock() {
  return {"NoSuchPublicAccessBlockConfiguration",
          "The public access block configuration was not found", 404};
}
/// A configuration that a bucket can have at AWS, and none has here.
inline ApiError noBucketConfiguration(std::string code, std::string text) {
  return {std::move(code), std::move(text), 404};
}
inline ApiError aclsNotSupported() {
  return {"AccessControlListNotSupported", "The bucket does not allow ACLs"};
}
inline ApiError invalidStorageClass() {
  return {"InvalidStorageClass", "The storage class you specified is not valid"};
}
/// 501 is what S3 answers, and clients do not repeat it.
inline ApiError s3NotImplemented(std::string_view what) {
  return {"NotImplemented",
          "amilocal does not emulate " + std::string(what) + " (see docs/compatibility.md).", 501};
}
/// A redirection would lead to a request that is signed for another server.
inline ApiError s3Elsewhere(std::string_view url) {
  return {"NotImplemented",
          "The buckets of this server are at " + std::string(url) +
              " (--s3-endpoint): send requests of S3 there.",
          501};
}
inline ApiError s3MethodNotAllowed() {
  return {"MethodNotAllowed", "The specified method is not allowed against this resource.", 405};
}

}  // namespace amilocal::errors
