#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/wire/json_reader.h"
#include "amilocal/wire/json_writer.h"
#include "imagebuilder/describe.gen.h"
#include "imagebuilder/handlers.gen.h"
#include "services/imagebuilder/builder_lookup.h"

namespace amilocal::imagebuilder {
namespace {

constexpr auto kKind = domain::BuilderKind::image_recipe;

// What is kept of a recipe besides the request: it depends on the image as it was then.
CreateImageRecipeRequest requestOf(const domain::BuilderResource& resource) {
  CreateImageRecipeRequest request;
  wire::fromJson(resource.data, request);
  return request;
}

std::string platformOf(RequestContext& ctx, const CreateImageRecipeRequest& request) {
  try {
    return baseImage(ctx, request.parentImage, "parentImage").platform;
  } catch (const ApiError&) {
    return "Linux";  // the image is gone; most are this
  }
}

ImageRecipe toWire(RequestContext& ctx, const domain::BuilderResource& resource) {
  auto request = requestOf(resource);
  ImageRecipe out;
  out.arn = resource.arn;
  out.type = "AMI";
  out.name = resource.name;
  out.description = request.description;
  out.platform = platformOf(ctx, request);
  out.owner = resource.owner;
  out.version = resource.version;
  out.components = std::move(request.components);
  out.parentImage = request.parentImage;
  out.blockDeviceMappings = std::move(request.blockDeviceMappings);
  out.dateCreated = formatInstant(resource.createdAt);
  out.tags = tagsOn(ctx, resource);
  out.workingDirectory = request.workingDirectory;
  out.additionalInstanceConfiguration = request.additionalInstanceConfiguration;
  out.amiTags = std::move(request.amiTags);
  out.amiWatermarks = std::move(request.amiWatermarks);
  return out;
}

}  // namespace

CreateImageRecipeResponse createImageRecipe(RequestContext& ctx,
                                            const CreateImageRecipeRequest& request) {
  auto recipe = newResource(ctx, kKind, request.name, request.semanticVersion);
  checkComponents(ctx, request.components);
  recipe.imageId = baseImage(ctx, request.parentImage, "parentImage").id;
  recipe.data = wire::toJson(request);
  insertResource(ctx, recipe, request.tags);
  return {.requestId = std::string(ctx.requestId()),
          .clientToken = request.clientToken,
          .imageRecipeArn = recipe.arn,
          .latestVersionReferences = latestReferences(recipe)};
}

GetImageRecipeResponse getImageRecipe(RequestContext& ctx, const GetImageRecipeRequest& request) {
  const auto recipe = requireResource(ctx, request.imageRecipeArn, kKind);
  return {.requestId = std::string(ctx.requestId()),
          .imageRecipe = toWire(ctx, recipe),
          .latestVersionReferences = latestReferences(recipe)};
}

ListImageRecipesResponse listImageRecipes(RequestContext& ctx,
                                          const ListImageRecipesRequest& request) {
  const auto page = builderPage(request.maxResults, request.nextToken);
  auto recipes = ctx.catalog.builder().list(ctx.account(), ctx.region(), kKind);
  if (!listsOwn(request.owner)) recipes.clear();
  std::erase_if(recipes, [&](const domain::BuilderResource& each) {
    const auto made = requestOf(each);
    return !matchesFilters(request.filters, {{"name", {each.name}},
                                             {"parentImage", {made.parentImage}},
                                             {"platform", {platformOf(ctx, made)}}});
  });
  ListImageRecipesResponse response;
  response.requestId = std::string(ctx.requestId());
  response.nextToken = domain::cutPage(recipes, page, [](const auto& each) { return each.arn; });
  for (const auto& each : recipes) {
    auto recipe = toWire(ctx, each);
    response.imageRecipeSummaryList.push_back({.arn = std::move(recipe.arn),
                                               .name = std::move(recipe.name),
                                               .platform = std::move(recipe.platform),
                                               .owner = std::move(recipe.owner),
                                               .parentImage = std::move(recipe.parentImage),
                                               .dateCreated = std::move(recipe.dateCreated),
                                               .tags = std::move(recipe.tags)});
  }
  return response;
}

DeleteImageRecipeResponse deleteImageRecipe(RequestContext& ctx,
                                            const DeleteImageRecipeRequest& request) {
  const auto recipe = requireResource(ctx, request.imageRecipeArn, kKind);
  removeResource(ctx, recipe);
  return {.requestId = std::string(ctx.requestId()), .imageRecipeArn = recipe.arn};
}

}  // namespace amilocal::imagebuilder
