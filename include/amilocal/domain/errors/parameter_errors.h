#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"

/// Refusals of Systems Manager about parameters. The codes are those of its model; texts without a
/// remark are as AWS gives them in public logs, the others are in its manner.
namespace amilocal::errors {

inline ApiError ssmValidation(std::string text) { return {"ValidationException", std::move(text)}; }

inline ApiError parameterNotFound(std::string_view name) {
  return {"ParameterNotFound", "Parameter " + std::string(name) + " not found."};
}
inline ApiError parameterVersionNotFound(std::string_view name, std::string_view version) {
  return {"ParameterVersionNotFound", "Systems Manager could not find version " +
                                          std::string(version) + " of " + std::string(name) +
                                          ". Verify the version and try again."};
}
inline ApiError parameterExists() {
  return {"ParameterAlreadyExists",
          "The parameter already exists. To overwrite this value, set the overwrite option in the "
          "request to true."};
}
inline ApiError reservedParameterName(std::string_view name) {
  return {"AccessDeniedException",
          "No access to reserved parameter name: " + std::string(name) + "."};
}
inline ApiError prefixedParameterName() {
  return ssmValidation(
      "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive). If formed as "
      "a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as "
      "a mix of letters, numbers and the following 3 symbols .-_");
}
inline ApiError invalidParameterName() {
  return ssmValidation(
      "Parameter name must be a fully qualified name, and can have letters, numbers and the "
      "symbols .-_ in sub-paths divided by slash symbol");
}
inline ApiError parameterPathInvalid() {
  return ssmValidation(
      "The parameter doesn't meet the parameter name requirements. The parameter name must begin "
      "with a forward slash \"/\". It can't be prefixed with \"aws\" or \"ssm\" "
      "(case-insensitive). It must use only letters, numbers, or the following symbols: . "
      "(period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if "
      "specified, must use the forward slash symbol \"/\". Valid example: "
      "/get/parameters2-/by1./path0_.");
}
inline ApiError parameterTooDeep(long long maximum) {
  return {"HierarchyLevelLimitExceededException",
          "A hierarchy can have a maximum of " + std::to_string(maximum) +
              " levels. For more information, see Requirements and constraints for parameter names "
              "in the AWS Systems Manager User Guide."};
}
inline ApiError parameterTypeMissing() {
  return ssmValidation("A parameter type is required when you create a parameter.");
}
inline ApiError parameterTypeChanged() {
  return {"HierarchyTypeMismatchException",
          "Parameter Store doesn't support changing a parameter type in a hierarchy. For example, "
          "you can't change a parameter from a String type to a SecureString type. You must create "
          "a new, unique parameter."};
}
inline ApiError emptyParameterValue() {
  return ssmValidation("A parameter value must have at least 1 character.");
}
inline ApiError standardValueTooLong() {
  return ssmValidation(
      "Standard tier parameters support a maximum parameter value of 4096 characters. To create a "
      "larger parameter value, upgrade the parameter to use the advanced-parameter tier.");
}
inline ApiError advancedValueTooLong() {
  return ssmValidation(
      "Advanced tier parameters support a maximum parameter value of 8192 characters.");
}
inline ApiError parameterTierLowered() {
  return ssmValidation(
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the "
      "advanced-parameter tier to the standard-parameter tier. If necessary, you can delete the "
      "advanced parameter and recreate it as a standard parameter.");
}
inline ApiError unknownDataType(std::string_view type) {
  return ssmValidation("The following data type is not supported: " + std::string(type) +
                       " (Data type names are all lowercase.)");
}
inline ApiError dataTypeNeedsString(std::string_view type) {
  return ssmValidation("The data type " + std::string(type) +
                       " is supported for parameters of type String only.");
}
/// AWS finds this out after its answer, and reports it as an event.
inline ApiError notAnImage(std::string_view value) {
  return ssmValidation("The parameter value " + std::string(value) +
                       " is not the ID of an AMI that is available to this account.");
}
inline ApiError keyOfPlainParameter() {
  return ssmValidation("KeyId is required for SecureString type parameter only.");
}
inline ApiError tagsWithOverwrite() {
  return ssmValidation(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags,"
      " please remove overwrite flag. To update tags for an existing parameter, please use "
      "AddTagsToResource or RemoveTagsFromResource.");
}
inline ApiError tooManyParameters() {
  return {"ParameterLimitExceeded",
          "The quota of 10000 parameters for this account and Region has been reached."};
}
inline ApiError oldestVersionLabelled(std::string_view name, std::int64_t version) {
  return {"ParameterMaxVersionLimitExceeded",
          "You attempted to create a new version of " + std::string(name) +
              " by calling the PutParameter API with the overwrite flag. Version " +
              std::to_string(version) +
              ", the oldest version, can't be deleted because it has a label associated with it. "
              "Move the label to another version of the parameter, and try again."};
}
inline ApiError tooManyLabels() {
  return {"ParameterVersionLabelLimitExceeded",
          "A parameter version can have maximum 10 labels.Move one or more labels to another "
          "version and try again."};
}
inline ApiError repeatedParameterNames() {
  return ssmValidation("Duplicate parameter names in the request.");
}
inline ApiError listOutOfBounds(std::string_view what, long long most) {
  return ssmValidation("1 validation error detected: Value at '" + std::string(what) +
                       "' failed to satisfy constraint: Member must have length less than or equal "
                       "to " +
                       std::to_string(most) + " and greater than or equal to 1");
}
inline ApiError pageSizeOutOfBounds(long long value, long long most) {
  return ssmValidation("1 validation error detected: Value '" + std::to_string(value) +
                       "' at 'maxResults' failed to satisfy constraint: Member must have value "
                       "less than or equal to " +
                       std::to_string(most) + " and greater than or equal to 1");
}
inline ApiError invalidSsmToken() {
  return {"InvalidNextToken", "The specified token isn't valid."};
}
inline ApiError invalidFilterKey(std::string_view key) {
  return {"InvalidFilterKey", "The specified key isn't valid: " + std::string(key)};
}
inline ApiError invalidFilterOption(std::string_view option, std::string_view key) {
  return {"InvalidFilterOption", "The following filter option is not valid for the key " +
                                     std::string(key) + ": " + std::string(option) + "."};
}
inline ApiError invalidFilterValue(std::string_view key) {
  return {"InvalidFilterValue",
          "The following filter values are missing or not valid for the key: " + std::string(key)};
}
inline ApiError bothKindsOfFilters() {
  return ssmValidation("You can use either Filters or ParameterFilters in a single request.");
}
inline ApiError resourceTypeNotTaggable(std::string_view type) {
  return {"InvalidResourceType", "The resource type " + std::string(type) +
                                     " is not valid: amilocal has tags on parameters only."};
}
inline ApiError resourceIdInvalid(std::string_view id) {
  return {"InvalidResourceId",
          "The resource ID \"" + std::string(id) + "\" is not valid. Verify the ID and try again."};
}
inline ApiError tooManySsmTags() {
  return {"TooManyTagsError", "A parameter can have up to 50 tags."};
}

}  // namespace amilocal::errors
