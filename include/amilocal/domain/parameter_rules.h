#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "amilocal/domain/parameter.h"

/// Rules of Systems Manager's parameters (AWS Systems Manager API Reference, PutParameter,
/// LabelParameterVersion, GetParametersByPath).
namespace amilocal::domain {

inline constexpr std::int64_t kParametersMax = 10'000;
inline constexpr std::int64_t kParameterVersionsMax = 100;
inline constexpr std::size_t kLabelsMax = 10, kParameterTagsMax = 50, kParameterNamesMax = 10;
inline constexpr std::string_view kImageDataType = "aws:ec2:image";

/// May an account give a parameter this name? Throws AccessDeniedException for AWS's own paths,
/// ValidationException, HierarchyLevelLimitExceededException.
void checkNewParameterName(std::string_view name);

/// Is this a path that GetParametersByPath takes? Throws ValidationException.
void checkParameterPath(std::string_view path);

/// Throws ValidationException for a data type that is unknown or asks for another type.
void checkDataType(std::string_view dataType, std::string_view type);

/// The tier that a value gets: what is asked for, or the least that fits with Intelligent-Tiering;
/// `before` is the tier of the version before. Throws ValidationException for a value that is too
/// long and for a step down.
std::string tierFor(std::string_view asked, std::string_view value,
                    const std::optional<std::string>& before);

/// Does a label have the right form: letters, digits and `.-_`, up to 100, not beginning with a
/// digit, `aws` or `ssm`?
bool isParameterLabel(std::string_view label);

/// `name`, `name:3`, `name:label`, or the same with a parameter's ARN for a name.
struct ParameterSelector {
  std::string name;
  std::string selector;  ///< `:3`, `:label`, or empty
  std::string account;   ///< of an ARN, else empty
  std::string region;    ///< of an ARN, else empty
};
ParameterSelector parseParameterSelector(std::string_view text);

/// `arn:aws:ssm:us-east-1:111122223333:parameter/name`; AWS's own have no account.
std::string parameterArn(const Parameter& parameter);

/// Is the name below the path: at once, or at any depth?
bool isBelowPath(std::string_view name, std::string_view path, bool recursive);

}  // namespace amilocal::domain
