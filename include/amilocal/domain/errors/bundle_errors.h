#pragma once

#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/core/ids.h"
#include "amilocal/core/request_errors.h"

/// What is refused of S3-backed images and of bundles. The codes are those of aws-facts/errors.md
/// section 3; where it has no text, the words are ours.
namespace amilocal::errors {

// RegisterImage

inline ApiError imageLocationInvalid(std::string_view location) {
  return invalidParameterValue(location, "imageLocation",
                               "Expected: bucket/path/image.manifest.xml.");
}

/// What EC2 was answered when it read the bundle. The text for 403 is a classic, the others are in
/// its manner.
inline ApiError manifestUnreadable(std::string_view answer, std::string_view location,
                                   std::string_view advice) {
  return {"InvalidManifest", "HTTP " + std::string(answer) +
                                 " response for URL http://s3.amazonaws.com:80/" +
                                 std::string(location) + ": " + std::string(advice)};
}
inline ApiError manifestForbidden(std::string_view location) {
  return manifestUnreadable("403 (Forbidden)", location, "check your S3 ACLs are correct.");
}
inline ApiError manifestMissing(std::string_view location) {
  return manifestUnreadable("404 (Not Found)", location,
                            "check your manifest path is correct and in the correct region.");
}
inline ApiError manifestElsewhere(std::string_view location) {
  return manifestUnreadable("301 (Moved Permanently)", location,
                            "check your manifest path is correct and in the correct region.");
}
inline ApiError manifestInvalid(std::string_view location, std::string_view reason) {
  return {"InvalidManifest", "The manifest " + std::string(location) +
                                 " cannot be used: " + std::string(reason) + "."};
}
/// EC2 API Reference of 2008-08-08, RegisterImage: EC2 "verifies that the image is owned by the
/// user registering the image".
inline ApiError bundleOfAnother(std::string_view location, std::string_view user) {
  return {"AuthFailure", "The image of the manifest " + std::string(location) +
                             " belongs to the account " + std::string(user) + "."};
}
inline ApiError rootOfBundle() {
  return invalidCombination(
      "The parameter RootDeviceName cannot be used with the parameter ImageLocation.");
}

// CopyImage

inline ApiError bundleCopyEncrypted(const ImageId& id) {
  return {"InvalidRequest",
          "The image " + id.str() + " is not backed by EBS, and its copy cannot be encrypted."};
}
inline ApiError bundleCopyTimed(const ImageId& id) {
  return {"InvalidRequest",
          "The image " + id.str() + " is not backed by EBS, and its copy cannot be time-based."};
}
inline ApiError bundleBucketForbidden(std::string_view bucket) {
  return {"InvalidParameterValue",
          "The bucket '" + std::string(bucket) + "' belongs to another account."};
}

}  // namespace amilocal::errors
