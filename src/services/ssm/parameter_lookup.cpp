#include "services/ssm/parameter_lookup.h"

#include <algorithm>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/hash.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/parameter_errors.h"
#include "amilocal/domain/public_parameters.h"

namespace amilocal::ssm {
namespace {

// AWS's own parameters have one version for readers: the present one.
std::optional<domain::Parameter> findPublic(RequestContext& ctx,
                                            const domain::ParameterSelector& selector) {
  if (!ctx.settings.seedCatalogue) return std::nullopt;
  auto found = domain::findPublicParameter(ctx.region(), selector.name, ctx.now);
  if (found && !selector.selector.empty() &&
      selector.selector != ":" + std::to_string(found->version))
    return std::nullopt;
  return found;
}

std::optional<domain::Parameter> findSelected(RequestContext& ctx,
                                              const domain::ParameterSelector& selector) {
  const auto& ownRegion = ctx.region();
  if (!selector.region.empty() && selector.region != ownRegion) return std::nullopt;
  if (!selector.account.empty() && selector.account != ctx.account()) return std::nullopt;
  if (selector.name.starts_with("/aws/")) return findPublic(ctx, selector);
  const auto& table = ctx.catalog.parameters();
  const auto key = keyOf(ctx, selector.name);
  if (selector.selector.empty()) return table.find(key);
  const auto wanted = selector.selector.substr(1);
  if (const auto number = parseInteger(wanted)) return table.findVersion(key, *number);
  return table.findLabelled(key, wanted);
}

}  // namespace

std::optional<domain::Parameter> findParameter(RequestContext& ctx, std::string_view text) {
  return findSelected(ctx, domain::parseParameterSelector(text));
}

domain::Parameter requireParameter(RequestContext& ctx, std::string_view text) {
  auto selector = domain::parseParameterSelector(text);
  if (auto found = findSelected(ctx, selector)) return *std::move(found);
  const auto version = std::exchange(selector.selector, "");
  if (!version.empty() && findSelected(ctx, selector))
    throw errors::parameterVersionNotFound(selector.name, version.substr(1));
  throw errors::parameterNotFound(text);
}

ParameterTable::Key keyOf(const RequestContext& ctx, std::string name) {
  return {.owner = ctx.account(), .region = ctx.region(), .name = std::move(name)};
}

domain::Parameter requireOwnParameter(RequestContext& ctx, const std::string& name) {
  auto found = ctx.catalog.parameters().find(keyOf(ctx, name));
  if (!found) throw errors::parameterNotFound(name);
  return *std::move(found);
}

// There is no key, so what stands for the cipher is a digest, of the same look.
std::string shownValue(const domain::Parameter& parameter, bool withDecryption) {
  if (parameter.type != "SecureString" || withDecryption) return parameter.value;
  return encodeBase64(sha256Hex(parameter.keyId.value_or("") + ":" + parameter.value));
}

}  // namespace amilocal::ssm
