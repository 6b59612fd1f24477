#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "amilocal/core/instant.h"
#include "amilocal/wire/field.h"

namespace amilocal::wire {

/// Text of a request to a value. Each throws ApiError InvalidParameterValue, in the shape
/// `Value (X) for parameter Y is invalid. …` (aws-facts/errors.md section 2).
std::string readText(const Field& field, std::string_view text);
bool readBoolean(const Field& field, std::string_view text);
std::int64_t readInteger(const Field& field, std::string_view text);
double readDouble(const Field& field, std::string_view text);
Instant readInstant(const Field& field, std::string_view text);

/// A member's name as EC2's texts spell it: `maxResults` for `MaxResults`.
std::string parameterName(const Field& field);

/// The shortest text that reads back as the same number.
std::string doubleText(double value);

}  // namespace amilocal::wire
