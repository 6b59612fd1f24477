#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/errors/parameter_errors.h"
#include "services/ssm/parameter_lookup.h"
#include "services/ssm/parameter_tags.h"
#include "ssm/handlers.gen.h"

namespace amilocal::ssm {
namespace {

bool removeParameter(RequestContext& ctx, const std::string& text) {
  const auto key = keyOf(ctx, domain::parseParameterSelector(text).name);
  const auto parameter = ctx.catalog.parameters().find(key);
  if (!parameter) return false;
  removeParameterTags(ctx, *parameter);
  return ctx.catalog.parameters().remove(key);
}

}  // namespace

DeleteParameterResponse deleteParameter(RequestContext& ctx,
                                        const DeleteParameterRequest& request) {
  if (!removeParameter(ctx, request.name)) throw errors::parameterNotFound(request.name);
  return {};
}

DeleteParametersResponse deleteParameters(RequestContext& ctx,
                                          const DeleteParametersRequest& request) {
  if (request.names.empty() || request.names.size() > domain::kParameterNamesMax)
    throw errors::listOutOfBounds("names", domain::kParameterNamesMax);
  DeleteParametersResponse response;
  for (const auto& name : request.names)
    (removeParameter(ctx, name) ? response.deletedParameters : response.invalidParameters)
        .push_back(name);
  return response;
}

}  // namespace amilocal::ssm
