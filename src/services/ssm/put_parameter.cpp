#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/ids.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/caller.h"
#include "amilocal/domain/errors/parameter_errors.h"
#include "amilocal/domain/image_state.h"
#include "services/ec2/lookup.h"
#include "services/ssm/parameter_lookup.h"
#include "services/ssm/parameter_tags.h"
#include "ssm/handlers.gen.h"

namespace amilocal::ssm {
namespace {

constexpr std::string_view kDefaultKey = "alias/aws/ssm";

// Policies would remove or report a parameter later; patterns are regular expressions of Java.
void refuseUnsupported(const PutParameterRequest& request) {
  if (request.policies) throw errors::unsupportedParameter("Policies");
  if (request.allowedPattern) throw errors::unsupportedParameter("AllowedPattern");
}

// The value must be an image that the account can launch (AWS Systems Manager User Guide, "Native
// parameter support for Amazon Machine Image IDs").
void checkImage(RequestContext& ctx, const std::string& value) {
  const auto id = ImageId::parse(value);
  const auto image = id ? ec2::findImage(ctx, *id) : nullptr;
  if (!image || !ec2::isShown(ctx, *image) || image->state != domain::ImageState::available)
    throw errors::notAnImage(value);
}

std::string typeOf(const PutParameterRequest& request,
                   const std::optional<domain::Parameter>& before) {
  if (!before && !request.type) throw errors::parameterTypeMissing();
  if (before && request.type && *request.type != before->type) throw errors::parameterTypeChanged();
  return before ? before->type : *request.type;
}

// What is not said again stays as it was, the value excepted.
domain::Parameter planned(RequestContext& ctx, const PutParameterRequest& request,
                          const std::optional<domain::Parameter>& before) {
  domain::Parameter parameter;
  parameter.owner = ctx.account();
  parameter.region = ctx.region();
  parameter.name = request.name;
  parameter.version = before ? before->version + 1 : 1;
  parameter.type = typeOf(request, before);
  parameter.dataType = request.dataType.value_or(before ? before->dataType : "text");
  domain::checkDataType(parameter.dataType, parameter.type);
  if (request.value.empty()) throw errors::emptyParameterValue();
  const auto tierBefore = before ? std::optional(before->tier) : std::nullopt;
  parameter.tier = domain::tierFor(request.tier.value_or(tierBefore.value_or("Standard")),
                                   request.value, tierBefore);
  parameter.description = request.description;
  if (!parameter.description && before) parameter.description = before->description;
  if (request.keyId && parameter.type != "SecureString") throw errors::keyOfPlainParameter();
  if (parameter.type == "SecureString")
    parameter.keyId =
        request.keyId.value_or(before ? before->keyId.value_or("") : std::string(kDefaultKey));
  parameter.modifiedAt = ctx.now;
  parameter.modifiedBy = domain::arnOf(ctx.caller);
  parameter.value = request.value;
  if (parameter.dataType == domain::kImageDataType) checkImage(ctx, parameter.value);
  return parameter;
}

// A hundred versions are kept; the oldest makes room unless it has a label.
void makeRoom(RequestContext& ctx, const ParameterTable::Key& key) {
  auto& table = ctx.catalog.parameters();
  const auto versions = table.listVersions(key);
  if (std::ssize(versions) < domain::kParameterVersionsMax) return;
  const auto& oldest = versions.front();
  if (!oldest.labels.empty()) throw errors::oldestVersionLabelled(key.name, oldest.version);
  table.removeVersion(key, oldest.version);
}

}  // namespace

PutParameterResponse putParameter(RequestContext& ctx, const PutParameterRequest& request) {
  domain::checkNewParameterName(request.name);
  refuseUnsupported(request);
  const bool overwrite = request.overwrite.value_or(false);
  if (overwrite && !request.tags.empty()) throw errors::tagsWithOverwrite();
  auto& table = ctx.catalog.parameters();
  const auto key = keyOf(ctx, request.name);
  const auto before = table.find(key);
  if (before && !overwrite) throw errors::parameterExists();
  if (!before && table.count(key.owner, key.region) >= domain::kParametersMax)
    throw errors::tooManyParameters();

  const auto parameter = planned(ctx, request, before);
  makeRoom(ctx, key);
  table.insert(parameter);
  putParameterTags(ctx, parameter, request.tags);
  return {.version = parameter.version, .tier = parameter.tier};
}

}  // namespace amilocal::ssm
