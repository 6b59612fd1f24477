#include <algorithm>
#include <set>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/builder_rules.h"
#include "amilocal/domain/errors/builder_errors.h"
#include "amilocal/wire/json_reader.h"
#include "amilocal/wire/json_writer.h"
#include "imagebuilder/describe.gen.h"
#include "imagebuilder/handlers.gen.h"
#include "services/imagebuilder/builder_lookup.h"

namespace amilocal::imagebuilder {
namespace {

constexpr auto kKind = domain::BuilderKind::component;

CreateComponentRequest requestOf(const domain::BuilderResource& resource) {
  CreateComponentRequest request;
  wire::fromJson(resource.data, request);
  return request;
}

// A document with nothing but a test phase makes a test component (EC2 Image Builder User Guide,
// "Component document schema"). Its parameters are not read.
std::string typeOf(const CreateComponentRequest& request) {
  const auto& data = request.data.value_or("");
  const auto has = [&](std::string_view phase) {
    return data.find("name: " + std::string(phase)) != std::string::npos;
  };
  return has("test") && !has("build") && !has("validate") ? "TEST" : "BUILD";
}

ComponentState activeState() {
  ComponentState state;
  state.status = "ACTIVE";
  return state;
}

std::string versionArn(const domain::BuilderResource& resource) {
  return resource.arn.substr(0, resource.arn.rfind('/'));
}

Component toWire(RequestContext& ctx, const domain::BuilderResource& resource) {
  auto request = requestOf(resource);
  Component out;
  out.arn = resource.arn;
  out.name = resource.name;
  out.version = resource.version;
  out.description = request.description;
  out.changeDescription = request.changeDescription;
  out.type = typeOf(request);
  out.platform = request.platform;
  out.supportedOsVersions = std::move(request.supportedOsVersions);
  out.state = activeState();
  out.owner = resource.owner;
  out.data = request.data;
  out.kmsKeyId = request.kmsKeyId;
  out.encrypted = true;
  out.dateCreated = formatInstant(resource.createdAt);
  out.tags = tagsOn(ctx, resource);
  out.obfuscate = false;
  return out;
}

// Recipes name components by a version's ARN or a build's, or by a pattern of versions.
bool isUsedBy(const domain::BuilderResource& component,
              const std::vector<ComponentConfiguration>& components) {
  const auto own = *domain::parseBuilderArn(component.arn);
  const auto version = *domain::SemanticVersion::parse(component.version);
  return std::ranges::any_of(components, [&](const ComponentConfiguration& each) {
    const auto arn = domain::parseBuilderArn(each.componentArn);
    return arn && arn->owner == own.owner && arn->name == own.name &&
           domain::namesVersion(arn->version, version) &&
           (arn->build.empty() || arn->build == own.build);
  });
}

template <class Request>
void checkNotUsed(RequestContext& ctx, const domain::BuilderResource& component,
                  domain::BuilderKind kind) {
  for (const auto& recipe : ctx.catalog.builder().list(ctx.account(), ctx.region(), kind)) {
    Request request;
    wire::fromJson(recipe.data, request);
    if (isUsedBy(component, request.components))
      throw errors::builderResourceNeeded(component.arn, recipe.arn);
  }
}

// Newest versions and builds first, so that the first of each is what a list shows.
std::vector<domain::BuilderResource> newestFirst(RequestContext& ctx) {
  auto components = ctx.catalog.builder().list(ctx.account(), ctx.region(), kKind);
  std::ranges::sort(components, [](const auto& a, const auto& b) {
    const auto left = domain::parseBuilderArn(a.arn)->name,
               right = domain::parseBuilderArn(b.arn)->name;
    if (left != right) return left < right;
    return *domain::SemanticVersion::parse(a.version) > *domain::SemanticVersion::parse(b.version);
  });
  return components;
}

ComponentVersion versionToWire(RequestContext& ctx, const domain::BuilderResource& each) {
  auto component = toWire(ctx, each);
  ComponentVersion out;
  out.arn = versionArn(each);
  out.name = std::move(component.name);
  out.version = std::move(component.version);
  out.description = std::move(component.description);
  out.platform = std::move(component.platform);
  out.supportedOsVersions = std::move(component.supportedOsVersions);
  out.type = std::move(component.type);
  out.owner = std::move(component.owner);
  out.dateCreated = std::move(component.dateCreated);
  out.status = "ACTIVE";
  return out;
}

}  // namespace

CreateComponentResponse createComponent(RequestContext& ctx,
                                        const CreateComponentRequest& request) {
  if (request.uri) throw errors::unsupportedParameter("uri");
  if (!request.data) throw errors::invalidBuilderRequest("data is required");
  if (!domain::SemanticVersion::parse(request.semanticVersion))
    throw errors::builderVersionInvalid(request.semanticVersion);
  auto component = newResource(ctx, kKind, request.name, request.semanticVersion);
  component.data = wire::toJson(request);
  insertResource(ctx, component, request.tags);
  return {.requestId = std::string(ctx.requestId()),
          .clientToken = request.clientToken,
          .componentBuildVersionArn = component.arn,
          .latestVersionReferences = latestReferences(component)};
}

GetComponentResponse getComponent(RequestContext& ctx, const GetComponentRequest& request) {
  const auto component = requireResource(ctx, request.componentBuildVersionArn, kKind);
  return {.requestId = std::string(ctx.requestId()),
          .component = toWire(ctx, component),
          .latestVersionReferences = latestReferences(component)};
}

// One entry for each version; for each name with byName.
ListComponentsResponse listComponents(RequestContext& ctx, const ListComponentsRequest& request) {
  const auto page = builderPage(request.maxResults, request.nextToken);
  std::vector<ComponentVersion> versions;
  std::set<std::string> seen;
  for (const auto& each : newestFirst(ctx)) {
    if (!listsOwn(request.owner)) break;
    if (!seen.insert(request.byName.value_or(false) ? each.name : versionArn(each)).second)
      continue;
    auto version = versionToWire(ctx, each);
    if (matchesFilters(request.filters, {{"description", {version.description.value_or("")}},
                                         {"name", {each.name}},
                                         {"platform", {version.platform.value_or("")}},
                                         {"supportedOsVersion", version.supportedOsVersions},
                                         {"type", {version.type.value_or("")}},
                                         {"version", {each.version}}}))
      versions.push_back(std::move(version));
  }
  const auto arnOf = [](const ComponentVersion& each) { return *each.arn; };
  std::ranges::sort(versions, {}, arnOf);
  ListComponentsResponse response;
  response.requestId = std::string(ctx.requestId());
  response.nextToken = domain::cutPage(versions, page, arnOf);
  response.componentVersionList = std::move(versions);
  return response;
}

ListComponentBuildVersionsResponse listComponentBuildVersions(
    RequestContext& ctx, const ListComponentBuildVersionsRequest& request) {
  const auto page = builderPage(request.maxResults, request.nextToken);
  auto builds = ctx.catalog.builder().list(ctx.account(), ctx.region(), kKind);
  std::erase_if(builds, [&](const domain::BuilderResource& each) {
    return request.componentVersionArn && versionArn(each) != *request.componentVersionArn;
  });
  ListComponentBuildVersionsResponse response;
  response.requestId = std::string(ctx.requestId());
  response.nextToken = domain::cutPage(builds, page, [](const auto& each) { return each.arn; });
  for (const auto& each : builds) {
    auto component = toWire(ctx, each);
    ComponentSummary summary;
    summary.arn = std::move(component.arn);
    summary.name = std::move(component.name);
    summary.version = std::move(component.version);
    summary.platform = std::move(component.platform);
    summary.supportedOsVersions = std::move(component.supportedOsVersions);
    summary.state = std::move(component.state);
    summary.type = std::move(component.type);
    summary.owner = std::move(component.owner);
    summary.description = std::move(component.description);
    summary.changeDescription = std::move(component.changeDescription);
    summary.dateCreated = std::move(component.dateCreated);
    summary.tags = std::move(component.tags);
    summary.obfuscate = component.obfuscate;
    response.componentSummaryList.push_back(std::move(summary));
  }
  return response;
}

DeleteComponentResponse deleteComponent(RequestContext& ctx,
                                        const DeleteComponentRequest& request) {
  const auto component = requireResource(ctx, request.componentBuildVersionArn, kKind);
  checkNotUsed<CreateImageRecipeRequest>(ctx, component, domain::BuilderKind::image_recipe);
  checkNotUsed<CreateContainerRecipeRequest>(ctx, component, domain::BuilderKind::container_recipe);
  removeResource(ctx, component);
  return {.requestId = std::string(ctx.requestId()), .componentBuildVersionArn = component.arn};
}

}  // namespace amilocal::imagebuilder
