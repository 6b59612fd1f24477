#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/core/ids.h"
#include "amilocal/core/instant.h"

/// Refusals about images that exist. Texts: aws-facts/errors.md 3.1 and 3.2; where these mark R or
/// have none, the text is ours in AWS's manner.
namespace amilocal::errors {

/// Never given out, or another account's and not shared.
inline ApiError imageNotFound(const ImageId& id) {
  return {"InvalidAMIID.NotFound", "The image id '[" + id.str() + "]' does not exist"};
}

/// The same for the missing ones among several; `ids` must not be empty.
inline ApiError imagesNotFound(std::span<const ImageId> ids) {
  if (ids.size() == 1) return imageNotFound(ids.front());
  std::string list;
  for (const auto& id : ids) list += (list.empty() ? "" : ", ") + id.str();
  return {"InvalidAMIID.NotFound", "The image ids '[" + list + "]' do not exist"};
}

/// Deregistered. With a capital ID and without brackets, unlike imageNotFound().
inline ApiError imageUnavailable(const ImageId& id) {
  return {"InvalidAMIID.Unavailable", "The image ID '" + id.str() + "' is no longer available"};
}

/// Pending, failed or disabled: neither to be launched from nor to be shared.
inline ApiError imageNotAvailable(const ImageId& id) {
  return {"InvalidAMIID.Unavailable", "The image ID '" + id.str() + "' is not available"};
}

/// A call of the owner's on another account's image. HTTP 400, unlike bad credentials.
inline ApiError notAuthorizedForImage(const ImageId& id) {
  return {"AuthFailure", "Not authorized for image:" + id.str()};
}

/// DescribeImageAttribute of blockDeviceMapping, whoever asks.
inline ApiError restrictedImageAttribute() {
  return {"AuthFailure", "Unauthorized attempt to access restricted resource"};
}

/// An owner or a grantee of DescribeImages that is neither an account nor a known word.
inline ApiError malformedUserOfImages(std::string_view user) {
  return {"InvalidUserID.Malformed", "Invalid user id: \"" + std::string(user) + "\""};
}

inline ApiError disabledImagesNotIncluded() {
  return {"InvalidParameter",
          "When filtering by the 'disabled' state, 'IncludeDisabled' must be set to 'true' in the "
          "request."};
}

inline ApiError unknownImageAttribute(std::string_view attribute) {
  return {"InvalidParameterValue", "Value (" + std::string(attribute) +
                                       ") for parameter attribute is invalid. Unknown attribute."};
}

inline ApiError noImageAttributes() {
  return {"InvalidParameterCombination", "No attributes specified."};
}

/// `names` is a list such as `description, launchPermission`.
inline ApiError severalImageAttributes(std::string_view names) {
  return {"InvalidParameterCombination",
          "Fields for multiple attribute types specified: " + std::string(names)};
}

/// `type` is `userId`, `userGroup`, `organizationArn` or `organizationalUnitArn`.
inline ApiError invalidImageAttributeItem(std::string_view value, std::string_view type) {
  return {"InvalidAMIAttributeItemValue", "Invalid attribute item value \"" + std::string(value) +
                                              "\" for " + std::string(type) + " item type."};
}

/// AWS no longer lets owners attach product codes (EC2 API Reference, ModifyImageAttribute).
inline ApiError productCodesNotModifiable() {
  return {"UnsupportedOperation", "The product codes of an image cannot be modified."};
}

/// With a typographic apostrophe, as logged.
inline ApiError publicImagesBlocked() {
  return {
      "OperationNotPermitted",
      "You can\u2019t publicly share this image because block public access for AMIs is enabled "
      "for this account. To publicly share the image, you must call the "
      "DisableImageBlockPublicAccess API."};
}

inline ApiError encryptedImageNotPublic(const ImageId& id) {
  return {"OperationNotPermitted",
          "The image " + id.str() + " has encrypted snapshots and cannot be made public."};
}

inline ApiError imageWithProductCodesNotPublic(const ImageId& id) {
  return {"OperationNotPermitted",
          "The image " + id.str() + " has product codes and cannot be made public."};
}

inline ApiError defaultKeyNotShareable() {
  return {"InvalidParameter",
          "Snapshots encrypted with the AWS Managed CMK can't be shared. Specify another "
          "snapshot."};
}

inline ApiError imageQuotaExceeded(std::int64_t quota) {
  return {"ResourceLimitExceeded", "You have reached your quota of " + std::to_string(quota) +
                                       " for the number of images allowed in this Region. "
                                       "Deregister unused images or request an increase in your "
                                       "AMIs quota."};
}

inline ApiError tooManyImageCopies(std::int64_t quota) {
  return {"ResourceLimitExceeded", "Too many image copies in progress. The limit is " +
                                       std::to_string(quota) + " for this destination Region."};
}

inline ApiError publicImageQuotaExceeded(std::int64_t quota) {
  return {"ResourceLimitExceeded",
          "You have reached your quota of " + std::to_string(quota) +
              " for the number of public images allowed in this Region. Deregister unused public "
              "images or request an increase in your public AMIs quota."};
}

inline ApiError imageSharingQuotaExceeded(std::int64_t quota) {
  return {"ResourceLimitExceeded", "You have reached your quota of " + std::to_string(quota) +
                                       " entities that an image can be shared with."};
}

inline ApiError tooManyImageGrantees(std::size_t maximum) {
  return {"InvalidParameterValue", "Up to " + std::to_string(maximum) +
                                       " launch permissions can be modified in a single request."};
}

/// CancelImageLaunchPermission by an account that has nothing to give back.
inline ApiError imageNotSharedWith(const ImageId& id, std::string_view account) {
  return {"InvalidParameterValue",
          "The image " + id.str() + " is not shared with the account " + std::string(account) +
              ". Only an account that an image is shared with can cancel its launch permission."};
}

inline ApiError publicShareNotCancellable(const ImageId& id) {
  return {"OperationNotPermitted",
          "The image " + id.str() +
              " is public. Only a launch permission for your AWS account can be cancelled."};
}

inline ApiError organizationShareNotCancellable(const ImageId& id) {
  return {"OperationNotPermitted",
          "The image " + id.str() +
              " is shared with an organization or organizational unit of your AWS account. Only a "
              "launch permission for the account itself can be cancelled."};
}

inline ApiError watermarkedImageNotPublic(const ImageId& id) {
  return {"OperationNotPermitted",
          "The image " + id.str() + " has watermarks and cannot be made public."};
}

inline ApiError publicImageNotWatermarkable(const ImageId& id) {
  return {
      "OperationNotPermitted",
      "The image " + id.str() + " is public. Watermarks can be attached to private images only."};
}

inline ApiError watermarkNameInvalid(std::string_view name) {
  return {"InvalidParameterValue",
          "Value (" + std::string(name) +
              ") for parameter WatermarkName is invalid. It must have 3 to 128 characters: "
              "letters, digits, blanks and ( ) [ ] . / - ' @ _"};
}

/// A step that the image's state does not allow: a pending or failed one is disabled or enabled.
inline ApiError incorrectImageState(const ImageId& id, std::string_view state) {
  return {"IncorrectState",
          "The image '" + id.str() + "' is in the '" + std::string(state) + "' state."};
}

inline ApiError publicDeprecationNotCancellable(const ImageId& id) {
  return {"OperationNotPermitted",
          "The deprecation of the image " + id.str() +
              " can't be cancelled because the image is public. Make the image private first."};
}

inline ApiError imageProtected(const ImageId& id) {
  return {"OperationNotPermitted",
          "You can't deregister " + id.str() + " because deregistration protection is enabled"};
}

inline ApiError imageCoolingDown(const ImageId& id, Instant end) {
  return {"OperationNotPermitted",
          "You can't deregister " + id.str() +
              " because the cooldown period of its deregistration protection ends at " +
              formatInstant(end)};
}

}  // namespace amilocal::errors
