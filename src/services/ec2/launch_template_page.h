#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "amilocal/domain/errors/launch_template_errors.h"
#include "amilocal/domain/launch_template_rules.h"
#include "amilocal/domain/page.h"

namespace amilocal::ec2 {

/// A page of templates or versions: 1 to 200 of them, and 200 when nothing is said. Throws
/// InvalidParameterValue, InvalidNextToken.
inline domain::PageScope templatePage(const std::optional<std::int64_t>& maxResults,
                                      const std::optional<std::string>& nextToken) {
  const auto limit = maxResults.value_or(domain::kTemplatePageMax);
  if (limit < 1 || limit > domain::kTemplatePageMax) throw errors::templatePageOutOfBounds();
  auto scope = domain::pageScope({.maxResults = std::nullopt, .nextToken = nextToken});
  scope.limit = static_cast<std::size_t>(limit);
  return scope;
}

}  // namespace amilocal::ec2
