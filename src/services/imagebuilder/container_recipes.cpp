#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/builder_errors.h"
#include "amilocal/wire/json_reader.h"
#include "amilocal/wire/json_writer.h"
#include "imagebuilder/describe.gen.h"
#include "imagebuilder/handlers.gen.h"
#include "services/imagebuilder/builder_lookup.h"

namespace amilocal::imagebuilder {
namespace {

constexpr auto kKind = domain::BuilderKind::container_recipe;

CreateContainerRecipeRequest requestOf(const domain::BuilderResource& resource) {
  CreateContainerRecipeRequest request;
  wire::fromJson(resource.data, request);
  return request;
}

// The AMI of the instance that builds: what DescribeImageReferences looks for.
std::optional<std::string> buildImage(const CreateContainerRecipeRequest& request) {
  return request.instanceConfiguration ? request.instanceConfiguration->image : std::nullopt;
}

ContainerRecipe toWire(RequestContext& ctx, const domain::BuilderResource& resource) {
  auto request = requestOf(resource);
  ContainerRecipe out;
  out.arn = resource.arn;
  out.containerType = request.containerType;
  out.name = resource.name;
  out.description = request.description;
  out.platform = request.platformOverride.value_or("Linux");
  out.owner = resource.owner;
  out.version = resource.version;
  out.components = std::move(request.components);
  out.instanceConfiguration = request.instanceConfiguration;
  out.dockerfileTemplateData = request.dockerfileTemplateData;
  out.kmsKeyId = request.kmsKeyId;
  out.encrypted = true;
  out.parentImage = request.parentImage;
  out.dateCreated = formatInstant(resource.createdAt);
  out.tags = tagsOn(ctx, resource);
  out.workingDirectory = request.workingDirectory;
  out.targetRepository = request.targetRepository;
  return out;
}

}  // namespace

CreateContainerRecipeResponse createContainerRecipe(RequestContext& ctx,
                                                    const CreateContainerRecipeRequest& request) {
  if (request.dockerfileTemplateUri) throw errors::unsupportedParameter("dockerfileTemplateUri");
  if (!request.dockerfileTemplateData)
    throw errors::invalidBuilderRequest("dockerfileTemplateData is required");
  auto recipe = newResource(ctx, kKind, request.name, request.semanticVersion);
  checkComponents(ctx, request.components);
  if (const auto image = buildImage(request))
    recipe.imageId = baseImage(ctx, *image, "instanceConfiguration.image").id;
  recipe.data = wire::toJson(request);
  insertResource(ctx, recipe, request.tags);
  return {.requestId = std::string(ctx.requestId()),
          .clientToken = request.clientToken,
          .containerRecipeArn = recipe.arn,
          .latestVersionReferences = latestReferences(recipe)};
}

GetContainerRecipeResponse getContainerRecipe(RequestContext& ctx,
                                              const GetContainerRecipeRequest& request) {
  const auto recipe = requireResource(ctx, request.containerRecipeArn, kKind);
  return {.requestId = std::string(ctx.requestId()),
          .containerRecipe = toWire(ctx, recipe),
          .latestVersionReferences = latestReferences(recipe)};
}

ListContainerRecipesResponse listContainerRecipes(RequestContext& ctx,
                                                  const ListContainerRecipesRequest& request) {
  const auto page = builderPage(request.maxResults, request.nextToken);
  auto recipes = ctx.catalog.builder().list(ctx.account(), ctx.region(), kKind);
  if (!listsOwn(request.owner)) recipes.clear();
  std::erase_if(recipes, [&](const domain::BuilderResource& each) {
    const auto made = requestOf(each);
    return !matchesFilters(request.filters,
                           {{"containerType", {made.containerType}},
                            {"name", {each.name}},
                            {"parentImage", {made.parentImage}},
                            {"platform", {made.platformOverride.value_or("Linux")}}});
  });
  ListContainerRecipesResponse response;
  response.requestId = std::string(ctx.requestId());
  response.nextToken = domain::cutPage(recipes, page, [](const auto& each) { return each.arn; });
  for (const auto& each : recipes) {
    auto recipe = toWire(ctx, each);
    response.containerRecipeSummaryList.push_back({.arn = std::move(recipe.arn),
                                                   .containerType = std::move(recipe.containerType),
                                                   .name = std::move(recipe.name),
                                                   .platform = std::move(recipe.platform),
                                                   .owner = std::move(recipe.owner),
                                                   .parentImage = std::move(recipe.parentImage),
                                                   .dateCreated = std::move(recipe.dateCreated),
                                                   .instanceImage = buildImage(requestOf(each)),
                                                   .tags = std::move(recipe.tags)});
  }
  return response;
}

DeleteContainerRecipeResponse deleteContainerRecipe(RequestContext& ctx,
                                                    const DeleteContainerRecipeRequest& request) {
  const auto recipe = requireResource(ctx, request.containerRecipeArn, kKind);
  removeResource(ctx, recipe);
  return {.requestId = std::string(ctx.requestId()), .containerRecipeArn = recipe.arn};
}

}  // namespace amilocal::imagebuilder
