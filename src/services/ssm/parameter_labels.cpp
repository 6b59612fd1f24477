#include <algorithm>
#include <set>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/errors/parameter_errors.h"
#include "services/ssm/parameter_lookup.h"
#include "ssm/handlers.gen.h"

namespace amilocal::ssm {
namespace {

void checkLabelCount(const std::vector<std::string>& labels) {
  if (labels.empty() || labels.size() > domain::kLabelsMax)
    throw errors::listOutOfBounds("labels", domain::kLabelsMax);
}

domain::Parameter requireVersion(RequestContext& ctx, const std::string& name,
                                 const std::optional<std::int64_t>& version) {
  const auto newest = requireOwnParameter(ctx, name);
  if (!version) return newest;
  const auto found = ctx.catalog.parameters().findVersion(keyOf(ctx, name), *version);
  if (!found) throw errors::parameterVersionNotFound(name, std::to_string(*version));
  return *found;
}

}  // namespace

// Labels of the wrong form are told, and the others put on (AWS Systems Manager API Reference,
// LabelParameterVersion, InvalidLabels).
LabelParameterVersionResponse labelParameterVersion(RequestContext& ctx,
                                                    const LabelParameterVersionRequest& request) {
  checkLabelCount(request.labels);
  const auto version = requireVersion(ctx, request.name, request.parameterVersion);
  LabelParameterVersionResponse response;
  response.parameterVersion = version.version;
  std::set<std::string> all(version.labels.begin(), version.labels.end());
  for (const auto& label : request.labels) {
    if (domain::isParameterLabel(label))
      all.insert(label);
    else
      response.invalidLabels.push_back(label);
  }
  if (all.size() > domain::kLabelsMax) throw errors::tooManyLabels();
  for (const auto& label : all)
    ctx.catalog.parameters().putLabel(keyOf(ctx, request.name), version.version, label);
  return response;
}

UnlabelParameterVersionResponse unlabelParameterVersion(
    RequestContext& ctx, const UnlabelParameterVersionRequest& request) {
  checkLabelCount(request.labels);
  const auto version = requireVersion(ctx, request.name, request.parameterVersion);
  UnlabelParameterVersionResponse response;
  for (const auto& label : request.labels) {
    if (std::ranges::find(version.labels, label) == version.labels.end()) {
      response.invalidLabels.push_back(label);
      continue;
    }
    ctx.catalog.parameters().removeLabel(keyOf(ctx, request.name), label);
    response.removedLabels.push_back(label);
  }
  return response;
}

}  // namespace amilocal::ssm
