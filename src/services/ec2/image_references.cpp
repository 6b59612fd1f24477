#include <algorithm>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/errors/usage_errors.h"
#include "amilocal/domain/region.h"
#include "amilocal/domain/usage_rules.h"
#include "amilocal/engine/request_context.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"

namespace amilocal::ec2 {
namespace {

std::string arnPrefix(const RequestContext& ctx, std::string_view service) {
  return "arn:" + std::string(domain::partitionOf(ctx.region())) + ":" + std::string(service) +
         ":" + ctx.region() + ":" + ctx.account() + ":";
}

std::vector<std::string> instanceArns(RequestContext& ctx, const ImageId& image,
                                      const domain::UsageScope& scope) {
  std::vector<std::string> arns;
  for (const auto& id : ctx.catalog.instances().usersOf({.region = ctx.region(),
                        .owner = ctx.account(),
                        .image = image,
                        .states = scope.states}))
    arns.push_back(arnPrefix(ctx, "ec2") + "instance/" + id.str());
  return arns;
}

std::vector<std::string> templateArns(RequestContext& ctx, const ImageId& image,
                                      const domain::UsageScope& scope) {
  std::vector<std::string> arns;
  const LaunchTemplateTable::ImageUse use{
      .region = ctx.region(), .image = image, .depth = scope.versionDepth, .createdUntil = ctx.now};
  for (const auto& id : ctx.catalog.launchTemplates().usersOf(use, ctx.account()))
    arns.push_back(arnPrefix(ctx, "ec2") + "launch-template/" + id.str());
  return arns;
}

// The name follows `parameter/`, or `parameter` when it begins with a slash itself (AWS Systems
// Manager User Guide, "Parameter ARNs").
std::vector<std::string> parameterArns(RequestContext& ctx, const ImageId& image) {
  std::vector<std::string> arns;
  for (const auto& name : ctx.catalog.parameters().usersOf(ctx.account(), ctx.region(), image))
    arns.push_back(arnPrefix(ctx, "ssm") + "parameter" + (name.starts_with('/') ? "" : "/") + name);
  return arns;
}

std::vector<std::string> arnsOf(RequestContext& ctx, const ImageId& image,
                                const domain::UsageScope& scope) {
  if (scope.type == domain::kInstanceType) return instanceArns(ctx, image, scope);
  if (scope.type == domain::kLaunchTemplateType) return templateArns(ctx, image, scope);
  if (scope.type == domain::kParameterType) return parameterArns(ctx, image);
  const auto kind = scope.type == domain::kImageRecipeType ? domain::BuilderKind::image_recipe
                                                           : domain::BuilderKind::container_recipe;
  return ctx.catalog.builder().usersOf(ctx.account(), ctx.region(), kind, image);
}

std::vector<domain::UsageScope> scopesOf(const DescribeImageReferencesRequest& request) {
  std::vector<domain::UsageType> types;
  for (const auto& given : request.resourceTypes) {
    domain::UsageType type{given.resourceType.value_or(""), {}};
    for (const auto& option : given.resourceTypeOptions)
      type.options.push_back({option.optionName.value_or(""), option.optionValues});
    types.push_back(std::move(type));
  }
  return domain::referenceScopes(types, request.includeAllResourceTypes.value_or(false));
}

std::string keyOf(const ImageReference& reference) {
  return *reference.imageId + " " + *reference.resourceType + " " + *reference.arn;
}

}  // namespace

// The caller's own resources that refer to images, whoever owns those: also images that are gone
// or were never the caller's to see (EC2 API Reference, DescribeImageReferences).
DescribeImageReferencesResponse describeImageReferences(
    RequestContext& ctx, const DescribeImageReferencesRequest& request) {
  if (request.imageIds.size() > domain::kReferencedImagesMax)
    throw errors::tooManyOf("image IDs", domain::kReferencedImagesMax);
  auto images = parseImageIds(request.imageIds);
  std::ranges::sort(images);
  images.erase(std::unique(images.begin(), images.end()), images.end());
  const auto page = domain::pageScope(pageOf(request.maxResults, request.nextToken));
  const auto scopes = scopesOf(request);

  std::vector<ImageReference> references;
  for (const auto& image : images)
    for (const auto& scope : scopes)
      for (auto& arn : arnsOf(ctx, image, scope))
        references.push_back(
            {.imageId = image.str(), .resourceType = scope.type, .arn = std::move(arn)});
  std::ranges::sort(references, {}, keyOf);
  DescribeImageReferencesResponse response;
  response.nextToken = domain::cutPage(references, page, keyOf);
  response.imageReferences = std::move(references);
  return response;
}

}  // namespace amilocal::ec2
