#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "amilocal/core/api_error.h"

/// What policies refuse (IAM User Guide, "Troubleshoot access denied error messages";
/// aws-facts/errors.md section 2, UnauthorizedOperation).
namespace amilocal::errors {

/// `User: ARN is not authorized to perform: ACTION on resource: ARN REASON`. What has no resource
/// names none.
inline std::string notAuthorizedText(std::string_view caller, std::string_view action,
                                     std::string_view resource, std::string_view reason) {
  auto text =
      "User: " + std::string(caller) + " is not authorized to perform: " + std::string(action);
  if (resource != "*") text += " on resource: " + std::string(resource);
  return reason.empty() ? text : text + " " + std::string(reason);
}

/// EC2's, with a message that DecodeAuthorizationMessage explains.
inline ApiError unauthorizedOperation(std::string_view text, std::string_view encoded) {
  return {"UnauthorizedOperation",
          "You are not authorized to perform this operation. " + std::string(text) +
              ". Encoded authorization failure message: " + std::string(encoded),
          403};
}
/// That of the other services that speak XML.
inline ApiError notAuthorized(std::string text) { return {"AccessDenied", std::move(text), 403}; }
/// That of those that speak JSON: with 400 where the operation is named by a target, 403 where it
/// is by a path.
inline ApiError notAuthorizedException(std::string text, int status) {
  return {"AccessDeniedException", std::move(text), status};
}

}  // namespace amilocal::errors
