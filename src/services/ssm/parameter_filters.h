#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/domain/page.h"
#include "amilocal/domain/parameter.h"
#include "amilocal/domain/tag.h"
#include "ssm/shapes.gen.h"

/// ParameterFilters of DescribeParameters and GetParametersByPath, and pages of theirs.
namespace amilocal::ssm {

enum class FilterUse { describe, byPath };

/// Throws InvalidFilterKey, InvalidFilterOption, InvalidFilterValue.
void checkParameterFilters(const std::vector<ParameterStringFilter>& filters, FilterUse use);

/// Do all match? The filters must have been checked.
bool matchesFilters(const std::vector<ParameterStringFilter>& filters,
                    const domain::Parameter& parameter, const domain::Tags& tags);

/// A page of 1 to `most`, and of `most` when nothing is said. Throws ValidationException,
/// InvalidNextToken.
domain::PageScope parameterPage(const std::optional<std::int64_t>& maxResults,
                                const std::optional<std::string>& nextToken, std::int64_t most);

}  // namespace amilocal::ssm
