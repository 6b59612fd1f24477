#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"

/// What CreateTags and DeleteTags refuse about their resources (aws-facts/errors.md section 7);
/// tags themselves are in tag_errors.h.
namespace amilocal::errors {

/// An id of no known form, or of a kind that takes no tags.
inline ApiError invalidTaggableId(std::string_view id) {
  return {"InvalidID", "The ID '" + std::string(id) + "' is not valid"};
}
inline ApiError noTagsToCreate() {
  return {"InvalidParameterValue",
          "Value ( empty ) for parameter tagSet is invalid. You must specify one or more tags to "
          "create"};
}
inline ApiError tooManyTaggedResources(std::size_t limit) {
  return {"InvalidParameterValue",
          "At most " + std::to_string(limit) + " resources can be tagged in one request."};
}

}  // namespace amilocal::errors
