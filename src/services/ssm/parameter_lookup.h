#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "amilocal/catalog/parameter_table.h"
#include "amilocal/domain/parameter.h"
#include "amilocal/domain/parameter_rules.h"
#include "amilocal/engine/request_context.h"

/// Finding the parameter that a request names: the caller's, or AWS's public ones.
namespace amilocal::ssm {

/// `name`, `name:3`, `name:label`, or the same with an ARN. Empty when there is no such parameter
/// or no such version of it.
std::optional<domain::Parameter> findParameter(RequestContext& ctx, std::string_view text);

/// Throws ParameterNotFound, or ParameterVersionNotFound when there are other versions.
domain::Parameter requireParameter(RequestContext& ctx, std::string_view text);

/// The key of the caller's parameter of this name.
ParameterTable::Key keyOf(const RequestContext& ctx, std::string name);

/// The caller's own parameter. Throws ParameterNotFound.
domain::Parameter requireOwnParameter(RequestContext& ctx, const std::string& name);

/// The value as an answer has it: that of a SecureString is not readable without decryption.
std::string shownValue(const domain::Parameter& parameter, bool withDecryption);

}  // namespace amilocal::ssm
