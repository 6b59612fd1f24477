#include "services/ssm/parameter_tags.h"

#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/errors/parameter_errors.h"
#include "amilocal/domain/tag_rules.h"
#include "services/ssm/parameter_lookup.h"
#include "ssm/handlers.gen.h"

namespace amilocal::ssm {
namespace {

constexpr std::string_view kResourceType = "ssm-parameter";

domain::Parameter requireTagged(RequestContext& ctx, const std::string& type,
                                const std::string& id) {
  if (type != "Parameter") throw errors::resourceTypeNotTaggable(type);
  const auto selector = domain::parseParameterSelector(id);
  const auto found = ctx.catalog.parameters().find(keyOf(ctx, selector.name));
  if (!found) throw errors::resourceIdInvalid(id);
  return *found;
}

}  // namespace

void putParameterTags(RequestContext& ctx, const domain::Parameter& parameter,
                      const std::vector<Tag>& tags) {
  if (tags.empty()) return;
  domain::Tags given;
  for (const auto& tag : tags) given.push_back({tag.key, tag.value});
  if (std::ranges::any_of(given, [](const domain::Tag& tag) {
        return tag.key.empty() || domain::isReservedTagKey(tag.key);
      }))
    throw errors::ssmValidation("Tag keys can't be empty, nor begin with aws:");
  ctx.catalog.tags().put(
      {ctx.account(), ctx.region(), std::string(kResourceType), domain::parameterArn(parameter)},
      given);
  if (parameterTags(ctx, parameter).size() > domain::kParameterTagsMax)
    throw errors::tooManySsmTags();
}

domain::Tags parameterTags(RequestContext& ctx, const domain::Parameter& parameter) {
  return ctx.catalog.tags().listFor(ctx.account(), domain::parameterArn(parameter));
}

void removeParameterTags(RequestContext& ctx, const domain::Parameter& parameter) {
  ctx.catalog.tags().removeAll(domain::parameterArn(parameter));
}

AddTagsToResourceResponse addTagsToResource(RequestContext& ctx,
                                            const AddTagsToResourceRequest& request) {
  putParameterTags(ctx, requireTagged(ctx, request.resourceType, request.resourceId), request.tags);
  return {};
}

RemoveTagsFromResourceResponse removeTagsFromResource(
    RequestContext& ctx, const RemoveTagsFromResourceRequest& request) {
  const auto parameter = requireTagged(ctx, request.resourceType, request.resourceId);
  for (const auto& key : request.tagKeys)
    ctx.catalog.tags().remove(ctx.account(), domain::parameterArn(parameter), key);
  return {};
}

ListTagsForResourceResponse listTagsForResource(RequestContext& ctx,
                                                const ListTagsForResourceRequest& request) {
  ListTagsForResourceResponse response;
  const auto parameter = requireTagged(ctx, request.resourceType, request.resourceId);
  for (const auto& tag : parameterTags(ctx, parameter))
    response.tagList.push_back({.key = tag.key, .value = tag.value});
  return response;
}

}  // namespace amilocal::ssm
