#include <algorithm>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/errors/parameter_errors.h"
#include "services/ssm/parameter_filters.h"
#include "services/ssm/parameter_lookup.h"
#include "services/ssm/parameter_tags.h"
#include "ssm/handlers.gen.h"

namespace amilocal::ssm {
namespace {

constexpr std::int64_t kDescribeMax = 50;

// The older Filters are ParameterFilters with one option for each key.
std::vector<ParameterStringFilter> filtersOf(const DescribeParametersRequest& request) {
  if (!request.filters.empty() && !request.parameterFilters.empty())
    throw errors::bothKindsOfFilters();
  auto filters = request.parameterFilters;
  for (const auto& old : request.filters) {
    ParameterStringFilter filter;
    filter.key = old.key;
    filter.option = old.key == "Name" ? "BeginsWith" : "Equals";
    filter.values = old.values;
    filters.push_back(std::move(filter));
  }
  return filters;
}

ParameterMetadata toWire(const domain::Parameter& parameter) {
  ParameterMetadata out;
  out.name = parameter.name;
  out.aRN = domain::parameterArn(parameter);
  out.type = parameter.type;
  out.keyId = parameter.keyId;
  out.lastModifiedDate = parameter.modifiedAt;
  out.lastModifiedUser = parameter.modifiedBy;
  out.description = parameter.description;
  out.version = parameter.version;
  out.tier = parameter.tier;
  out.dataType = parameter.dataType;
  return out;
}

}  // namespace

// Parameters are shared with other accounts through Resource Access Manager, which is not there:
// so nobody has anything shared with it.
DescribeParametersResponse describeParameters(RequestContext& ctx,
                                              const DescribeParametersRequest& request) {
  const auto filters = filtersOf(request);
  checkParameterFilters(filters, FilterUse::describe);
  const auto page = parameterPage(request.maxResults, request.nextToken, kDescribeMax);
  DescribeParametersResponse response;
  if (request.shared.value_or(false)) return response;
  auto parameters = ctx.catalog.parameters().list(ctx.account(), ctx.region());
  std::erase_if(parameters, [&](const domain::Parameter& each) {
    return !matchesFilters(filters, each, parameterTags(ctx, each));
  });
  response.nextToken =
      domain::cutPage(parameters, page, [](const auto& each) { return each.name; });
  for (const auto& each : parameters) response.parameters.push_back(toWire(each));
  return response;
}

}  // namespace amilocal::ssm
