#pragma once

#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"

/// Refusals of DescribeRegions, DescribeAvailabilityZones and DescribeAccountAttributes.
namespace amilocal::errors {

/// The text in answers to DescribeRegions with a misspelt name (seen in issue reports of clients).
inline ApiError unknownRegion(std::string_view name) {
  return {"InvalidParameterValue", "Invalid region: [" + std::string(name) + "]"};
}

/// aws-facts/snapshots-volumes-instances.md section 6, unknown zone name.
inline ApiError unknownZone(std::string_view name) {
  return {"InvalidParameterValue", "Invalid availability zone: [" + std::string(name) + "]"};
}

inline ApiError unknownZoneId(std::string_view id) {
  return {"InvalidParameterValue", "Invalid availability zone-id: [" + std::string(id) + "]"};
}

/// The text is ours: AWS's is not known.
inline ApiError unknownAccountAttribute(std::string_view name) {
  return {"InvalidParameterValue", "Value (" + std::string(name) +
                                       ") for parameter attributeName is invalid. There is no such "
                                       "account attribute."};
}

}  // namespace amilocal::errors
