#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/errors/builder_errors.h"
#include "imagebuilder/handlers.gen.h"
#include "services/imagebuilder/builder_lookup.h"

namespace amilocal::imagebuilder {
namespace {

domain::BuilderResource requireTagged(RequestContext& ctx, const std::string& arn) {
  const auto found = ctx.catalog.builder().find(arn);
  if (!found || found->owner != ctx.account() || found->region != ctx.region())
    throw errors::builderResourceNotFound(arn);
  return *found;
}

}  // namespace

TagResourceResponse tagResource(RequestContext& ctx, const TagResourceRequest& request) {
  putTags(ctx, requireTagged(ctx, request.resourceArn), request.tags);
  return {};
}

UntagResourceResponse untagResource(RequestContext& ctx, const UntagResourceRequest& request) {
  const auto resource = requireTagged(ctx, request.resourceArn);
  for (const auto& key : request.tagKeys)
    ctx.catalog.tags().remove(ctx.account(), resource.arn, key);
  return {};
}

ListTagsForResourceResponse listTagsForResource(RequestContext& ctx,
                                                const ListTagsForResourceRequest& request) {
  return {.tags = tagsOn(ctx, requireTagged(ctx, request.resourceArn))};
}

}  // namespace amilocal::imagebuilder
