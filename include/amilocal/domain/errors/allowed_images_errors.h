#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"

/// Refusals of the criteria for Allowed AMIs. The bounds are documented, the words are ours in
/// AWS's manner (aws-facts/images.md section 7, Allowed AMIs).
namespace amilocal::errors {

inline ApiError tooManyCriterionValues(std::string_view parameter, std::size_t maximum) {
  return {"InvalidParameterValue", "Up to " + std::to_string(maximum) +
                                       " values can be specified for parameter " +
                                       std::string(parameter) + "."};
}

inline ApiError emptyCriterion(std::string_view parameter) {
  return {"InvalidParameterValue",
          "Each " + std::string(parameter) + " must specify at least one condition."};
}

inline ApiError imageProviderInvalid(std::string_view provider) {
  return {"InvalidParameterValue",
          "Value (" + std::string(provider) +
              ") for parameter ImageProvider is invalid. Valid values: amazon, aws-marketplace, "
              "aws-backup-vault, none, or an AWS account ID."};
}

inline ApiError noProviderIsAlone() {
  return {"InvalidParameterValue",
          "Value (none) for parameter ImageProvider is invalid. It cannot be combined with other "
          "values."};
}

inline ApiError criterionProductCodeInvalid(std::string_view code) {
  return {"InvalidParameterValue",
          "Value (" + std::string(code) +
              ") for parameter MarketplaceProductCode is invalid. It must have 1 to 25 letters and "
              "digits."};
}

inline ApiError criterionNameInvalid(std::string_view name) {
  return {"InvalidParameterValue",
          "Value (" + std::string(name) +
              ") for parameter ImageName is invalid. It must have 1 to 128 characters, with the "
              "wildcard ? at least 3: letters, digits, blanks and ( ) [ ] . / - ' @ _ * ?"};
}

inline ApiError criterionDaysInvalid(std::int64_t days, std::string_view parameter) {
  return {"InvalidParameterValue", "Value (" + std::to_string(days) + ") for parameter " +
                                       std::string(parameter) +
                                       " is invalid. It must be from 0 to 2147483647."};
}

}  // namespace amilocal::errors
