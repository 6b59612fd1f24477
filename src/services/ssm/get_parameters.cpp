#include <algorithm>
#include <set>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/errors/parameter_errors.h"
#include "amilocal/domain/public_parameters.h"
#include "services/ssm/parameter_filters.h"
#include "services/ssm/parameter_lookup.h"
#include "ssm/handlers.gen.h"

namespace amilocal::ssm {
namespace {

constexpr std::int64_t kByPathMax = 10, kHistoryMax = 50;

Parameter toWire(const domain::Parameter& parameter, const std::string& selector,
                 const std::optional<bool>& withDecryption) {
  Parameter out;
  out.name = parameter.name;
  out.type = parameter.type;
  out.value = shownValue(parameter, withDecryption.value_or(false));
  out.version = parameter.version;
  if (!selector.empty()) out.selector = selector;
  out.lastModifiedDate = parameter.modifiedAt;
  out.aRN = domain::parameterArn(parameter);
  out.dataType = parameter.dataType;
  return out;
}

Parameter toWireAsked(const domain::Parameter& parameter, const std::string& asked,
                      const std::optional<bool>& withDecryption) {
  return toWire(parameter, domain::parseParameterSelector(asked).selector, withDecryption);
}

// A hierarchy is the caller's, or one of AWS's below /aws.
std::vector<domain::Parameter> hierarchy(RequestContext& ctx, const std::string& path) {
  if (!path.starts_with("/aws/")) return ctx.catalog.parameters().list(ctx.account(), ctx.region());
  if (!ctx.settings.seedCatalogue) return {};
  return domain::publicParameters(ctx.region(), ctx.now);
}

}  // namespace

GetParameterResponse getParameter(RequestContext& ctx, const GetParameterRequest& request) {
  const auto parameter = requireParameter(ctx, request.name);
  return {.parameter = toWireAsked(parameter, request.name, request.withDecryption)};
}

// What is not there is listed, not refused.
GetParametersResponse getParameters(RequestContext& ctx, const GetParametersRequest& request) {
  const auto& names = request.names;
  if (names.empty() || names.size() > domain::kParameterNamesMax)
    throw errors::listOutOfBounds("names", domain::kParameterNamesMax);
  if (std::set(names.begin(), names.end()).size() != names.size())
    throw errors::repeatedParameterNames();
  GetParametersResponse response;
  for (const auto& name : names) {
    if (const auto found = findParameter(ctx, name))
      response.parameters.push_back(toWireAsked(*found, name, request.withDecryption));
    else
      response.invalidParameters.push_back(name);
  }
  return response;
}

GetParametersByPathResponse getParametersByPath(RequestContext& ctx,
                                                const GetParametersByPathRequest& request) {
  domain::checkParameterPath(request.path);
  checkParameterFilters(request.parameterFilters, FilterUse::byPath);
  const auto page = parameterPage(request.maxResults, request.nextToken, kByPathMax);
  auto parameters = hierarchy(ctx, request.path);
  std::erase_if(parameters, [&](const domain::Parameter& each) {
    return !domain::isBelowPath(each.name, request.path, request.recursive.value_or(false)) ||
           !matchesFilters(request.parameterFilters, each, {});
  });
  GetParametersByPathResponse response;
  response.nextToken =
      domain::cutPage(parameters, page, [](const auto& each) { return each.name; });
  for (const auto& each : parameters)
    response.parameters.push_back(toWire(each, {}, request.withDecryption));
  return response;
}

GetParameterHistoryResponse getParameterHistory(RequestContext& ctx,
                                                const GetParameterHistoryRequest& request) {
  const auto page = parameterPage(request.maxResults, request.nextToken, kHistoryMax);
  const auto name = domain::parseParameterSelector(request.name).name;
  requireOwnParameter(ctx, name);
  auto versions = ctx.catalog.parameters().listVersions(keyOf(ctx, name));
  // Keys are compared as texts, so numbers must have one length.
  const auto keyOfVersion = [](const domain::Parameter& each) {
    return std::to_string(1'000'000'000'000 + each.version);
  };
  GetParameterHistoryResponse response;
  response.nextToken = domain::cutPage(versions, page, keyOfVersion);
  for (const auto& each : versions) {
    ParameterHistory entry;
    entry.name = each.name;
    entry.type = each.type;
    entry.keyId = each.keyId;
    entry.lastModifiedDate = each.modifiedAt;
    entry.lastModifiedUser = each.modifiedBy;
    entry.description = each.description;
    entry.value = shownValue(each, request.withDecryption.value_or(false));
    entry.version = each.version;
    entry.labels = each.labels;
    entry.tier = each.tier;
    entry.dataType = each.dataType;
    response.parameters.push_back(std::move(entry));
  }
  return response;
}

}  // namespace amilocal::ssm
