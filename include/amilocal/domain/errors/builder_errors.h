#pragma once

#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"

/// Refusals of Image Builder: the codes of its model, texts in its manner.
namespace amilocal::errors {

inline ApiError invalidBuilderRequest(std::string text) {
  return {"InvalidRequestException", std::move(text)};
}
inline ApiError builderParameterInvalid(std::string_view name, std::string_view reason) {
  return {"InvalidParameterValueException", "The value supplied for parameter '" +
                                                std::string(name) + "' is not valid. " +
                                                std::string(reason)};
}
inline ApiError builderVersionInvalid(std::string_view version) {
  return {"InvalidVersionNumberException",
          "The version number '" + std::string(version) + "' is not valid."};
}
inline ApiError builderResourceExists(std::string_view arn) {
  return {"ResourceAlreadyExistsException",
          "The following resource already exists: '" + std::string(arn) + "'."};
}
inline ApiError builderResourceNotFound(std::string_view arn) {
  return {"ResourceNotFoundException",
          "The resource with ARN '" + std::string(arn) + "' does not exist.", 404};
}
inline ApiError builderResourceNeeded(std::string_view arn, std::string_view by) {
  return {"ResourceDependencyException", "Resource dependency error: The resource ARN '" +
                                             std::string(arn) +
                                             "' has other resources depended "
                                             "on it: '" +
                                             std::string(by) + "'."};
}
inline ApiError builderPageOutOfBounds() {
  return invalidBuilderRequest("maxResults must be 1 to 25");
}
inline ApiError builderTokenInvalid() {
  return {"InvalidPaginationTokenException", "The pagination token is not valid."};
}
inline ApiError tooManyBuilderTags() {
  return {"InvalidParameterException", "A resource can have up to 50 tags."};
}
inline ApiError reservedBuilderTag() {
  return {"InvalidParameterException", "Tag keys can't be empty, nor begin with aws:."};
}

}  // namespace amilocal::errors
