#pragma once

#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"

/// Refusals of KMS (KMS API Reference; the texts are those that clients quote).
namespace amilocal::errors {

inline ApiError keyNotFound(std::string_view arn) {
  return {"NotFoundException", "Key '" + std::string(arn) + "' does not exist"};
}
inline ApiError aliasNotFound(std::string_view arn) {
  return {"NotFoundException", "Alias " + std::string(arn) + " is not found."};
}
inline ApiError aliasExists(std::string_view arn) {
  return {"AlreadyExistsException",
          "An alias with the name " + std::string(arn) + " already exists"};
}
inline ApiError invalidAliasName() {
  return {"InvalidAliasNameException",
          "Alias must start with the prefix \"alias/\" and may contain letters, digits and :/_- "
          "only; names that begin with \"alias/aws/\" are reserved."};
}
inline ApiError keyDisabled(std::string_view arn) {
  return {"DisabledException", std::string(arn) + " is disabled."};
}
inline ApiError keyPendingDeletion(std::string_view arn) {
  return {"KMSInvalidStateException", std::string(arn) + " is pending deletion."};
}
inline ApiError keyNotPendingDeletion(std::string_view arn) {
  return {"KMSInvalidStateException", std::string(arn) + " is not pending deletion."};
}
/// AWS's own keys are there to be used, and not to be changed.
inline ApiError awsManagedKey(std::string_view arn) {
  return {"AccessDeniedException",
          "The operation is not allowed on the AWS managed key " + std::string(arn) + "."};
}
inline ApiError malformedKeyPolicy() {
  return {"MalformedPolicyDocumentException", "The new key policy is not a valid JSON document."};
}
inline ApiError unknownKeyPolicy(std::string_view name) {
  return {"NotFoundException", "No such policy exists: " + std::string(name)};
}
inline ApiError kmsValidation(std::string text) { return {"ValidationException", std::move(text)}; }
inline ApiError keyTagInvalid(std::string text) { return {"TagException", std::move(text)}; }

}  // namespace amilocal::errors
