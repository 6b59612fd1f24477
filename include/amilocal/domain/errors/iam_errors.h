#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"

/// Refusals of IAM and STS (IAM API Reference, "Common errors" and each action's errors; the texts
/// are those that clients quote).
namespace amilocal::errors {

inline constexpr int kNotFound = 404, kConflict = 409, kForbidden = 403;

inline ApiError noSuchEntity(std::string text) {
  return {"NoSuchEntity", std::move(text), kNotFound};
}
inline ApiError roleNotFound(std::string_view name) {
  return noSuchEntity("The role with name " + std::string(name) + " cannot be found.");
}
inline ApiError rolePolicyNotFound(std::string_view name) {
  return noSuchEntity("The role policy with name " + std::string(name) + " cannot be found.");
}
inline ApiError policyNotFound(std::string_view arn) {
  return noSuchEntity("Policy " + std::string(arn) + " was not found.");
}
inline ApiError policyNotAttachable(std::string_view arn) {
  return noSuchEntity("Policy " + std::string(arn) + " does not exist or is not attachable.");
}
inline ApiError policyVersionNotFound(std::string_view arn, std::string_view version) {
  return noSuchEntity("Policy " + std::string(arn) + " version " + std::string(version) +
                      " does not exist or is not attachable.");
}
inline ApiError boundaryNotAttachable(std::string_view arn) {
  return noSuchEntity("Scope ARN: " + std::string(arn) + " does not exist or is not attachable.");
}
inline ApiError instanceProfileNotFound(std::string_view name) {
  return noSuchEntity("Instance Profile " + std::string(name) + " cannot be found.");
}
inline ApiError userNotFound(std::string_view name) {
  return noSuchEntity("The user with name " + std::string(name) + " cannot be found.");
}
inline ApiError roleExists(std::string_view name) {
  return {"EntityAlreadyExists", "Role with name " + std::string(name) + " already exists.",
          kConflict};
}
inline ApiError policyExists(std::string_view name) {
  return {
      "EntityAlreadyExists",
      "A policy called " + std::string(name) + " already exists. Duplicate names are not allowed.",
      kConflict};
}
inline ApiError instanceProfileExists(std::string_view name) {
  return {"EntityAlreadyExists", "Instance Profile " + std::string(name) + " already exists.",
          kConflict};
}
/// `Cannot delete entity, must detach all policies first.` and its like.
inline ApiError deleteConflict(std::string_view what) {
  return {"DeleteConflict", "Cannot delete " + std::string(what), kConflict};
}
inline ApiError quotaExceeded(std::string_view quota, std::int64_t limit) {
  return {"LimitExceeded",
          "Cannot exceed quota for " + std::string(quota) + ": " + std::to_string(limit),
          kConflict};
}
inline ApiError malformedPolicy() {
  return {"MalformedPolicyDocument", "This policy contains invalid Json"};
}
/// AWS says `Syntax errors in policy.` and no more; what is wrong stands behind it here.
inline ApiError policySyntax(std::string_view why) {
  return {"MalformedPolicyDocument", "Syntax errors in policy. (" + std::string(why) + ")"};
}
inline ApiError duplicateTagKeys() {
  return {"InvalidInput",
          "Duplicate tag keys found. Please note that Tag keys are case insensitive."};
}
/// The general refusal of a member's form: `1 validation error detected: Value 'x' at 'roleName'
/// failed to satisfy constraint: …`.
inline ApiError validationError(std::string_view value, std::string_view member,
                                std::string_view constraint) {
  return {"ValidationError", "1 validation error detected: Value '" + std::string(value) +
                                 "' at '" + std::string(member) +
                                 "' failed to satisfy constraint: " + std::string(constraint)};
}
/// The same code with a text of its own.
inline ApiError validationText(std::string text) { return {"ValidationError", std::move(text)}; }

inline ApiError notWithSessionCredentials(std::string_view action) {
  return {"AccessDenied", "Cannot call " + std::string(action) + " with session credentials",
          kForbidden};
}
inline ApiError invalidIdentityToken() {
  return {"InvalidIdentityToken",
          "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access "
          "Token)"};
}
inline ApiError expiredIdentityToken() {
  return {"ExpiredTokenException", "The web identity token that was passed is expired"};
}
inline ApiError unknownIdentityProvider(std::string_view issuer) {
  return {"InvalidIdentityToken",
          "No OpenIDConnect provider found in your account for " + std::string(issuer)};
}
inline ApiError invalidAuthorizationMessage() {
  return {"InvalidAuthorizationMessageException", "Invalid encoded authorization message"};
}

}  // namespace amilocal::errors
