#include "services/imagebuilder/builder_lookup.h"

#include <algorithm>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/api_error.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/builder_rules.h"
#include "amilocal/domain/errors/builder_errors.h"
#include "amilocal/domain/tag_rules.h"
#include "services/ec2/lookup.h"
#include "services/ssm/parameter_lookup.h"

namespace amilocal::imagebuilder {
namespace {

constexpr std::size_t kTagsMax = 50;
constexpr std::int64_t kPageMax = 25;

std::int64_t buildOf(const domain::BuilderResource& resource) {
  const auto arn = domain::parseBuilderArn(resource.arn);
  return arn ? parseInteger(arn->build).value_or(0) : 0;
}

domain::SemanticVersion versionOf(const domain::BuilderResource& resource) {
  return domain::SemanticVersion::parse(resource.version).value_or(domain::SemanticVersion{});
}

bool isNewer(const domain::BuilderResource& a, const domain::BuilderResource& b) {
  const auto left = versionOf(a), right = versionOf(b);
  return left != right ? left > right : buildOf(a) > buildOf(b);
}

bool isNamedBy(const domain::BuilderArn& arn, const domain::BuilderResource& resource) {
  const auto own = domain::parseBuilderArn(resource.arn);
  return own && own->name == arn.name && domain::namesVersion(arn.version, versionOf(resource)) &&
         (arn.build.empty() || arn.build == own->build);
}

std::optional<domain::BuilderResource> findResource(RequestContext& ctx,
                                                    const domain::BuilderArn& arn) {
  if (arn.owner != ctx.account() || arn.region != ctx.region()) return std::nullopt;
  std::optional<domain::BuilderResource> newest;
  for (auto& each : ctx.catalog.builder().list(ctx.account(), ctx.region(), arn.kind))
    if (isNamedBy(arn, each) && (!newest || isNewer(each, *newest))) newest = std::move(each);
  return newest;
}

}  // namespace

domain::BuilderResource requireResource(RequestContext& ctx, const std::string& text,
                                        domain::BuilderKind kind) {
  const auto arn = domain::parseBuilderArn(text);
  if (!arn || arn->kind != kind)
    throw errors::invalidBuilderRequest("'" + text + "' is not the ARN of a " +
                                        std::string(toString(kind)));
  auto found = findResource(ctx, *arn);
  if (!found) throw errors::builderResourceNotFound(text);
  return *std::move(found);
}

domain::BuilderResource newResource(RequestContext& ctx, domain::BuilderKind kind,
                                    const std::string& name, std::string_view version) {
  domain::checkBuilderName(name);
  const auto bare = domain::parseBuilderArn(domain::builderArn(ctx.caller, kind, name, "0.0.0"));
  std::vector<domain::SemanticVersion> versions;
  std::int64_t builds = 0;
  const auto existing = ctx.catalog.builder().list(ctx.account(), ctx.region(), kind);
  for (const auto& each : existing)
    if (domain::parseBuilderArn(each.arn)->name == bare->name) versions.push_back(versionOf(each));
  const auto number = domain::newVersion(version, versions);
  builds = std::ranges::count(versions, number);

  domain::BuilderResource resource;
  resource.arn = domain::builderArn(ctx.caller, kind, name, number.text());
  // A component can be made again: that is its next build.
  if (kind == domain::BuilderKind::component)
    resource.arn += "/" + std::to_string(builds + 1);
  else if (builds > 0)
    throw errors::builderResourceExists(resource.arn);
  resource.region = ctx.region();
  resource.owner = ctx.account();
  resource.kind = kind;
  resource.name = name;
  resource.version = number.text();
  resource.createdAt = ctx.now;
  return resource;
}

void insertResource(RequestContext& ctx, const domain::BuilderResource& resource,
                    const TagMap& tags) {
  ctx.catalog.builder().insert(resource);
  putTags(ctx, resource, tags);
}

void putTags(RequestContext& ctx, const domain::BuilderResource& resource, const TagMap& tags) {
  domain::Tags given;
  for (const auto& [key, value] : tags) {
    if (key.empty() || domain::isReservedTagKey(key)) throw errors::reservedBuilderTag();
    given.push_back({key, value});
  }
  if (given.empty()) return;
  ctx.catalog.tags().put({ctx.account(), ctx.region(), "imagebuilder", resource.arn}, given);
  if (tagsOn(ctx, resource).size() > kTagsMax) throw errors::tooManyBuilderTags();
}

TagMap tagsOn(RequestContext& ctx, const domain::BuilderResource& resource) {
  TagMap tags;
  for (const auto& tag : ctx.catalog.tags().listFor(ctx.account(), resource.arn))
    tags.emplace(tag.key, tag.value);
  return tags;
}

LatestVersionReferences latestReferences(const domain::BuilderResource& resource) {
  const auto version = versionOf(resource);
  const auto base = resource.arn.substr(0, resource.arn.find("/" + resource.version) + 1);
  const auto major = std::to_string(version.major), minor = std::to_string(version.minor);
  LatestVersionReferences latest;
  latest.latestVersionArn = base + "x.x.x";
  latest.latestMajorVersionArn = base + major + ".x.x";
  latest.latestMinorVersionArn = base + major + "." + minor + ".x";
  latest.latestPatchVersionArn = base + version.text();
  return latest;
}

void removeResource(RequestContext& ctx, const domain::BuilderResource& resource) {
  ctx.catalog.tags().removeAll(resource.arn);
  ctx.catalog.builder().remove(resource.arn);
}

void checkComponents(RequestContext& ctx, const std::vector<ComponentConfiguration>& components) {
  for (const auto& each : components) {
    const auto arn = domain::parseBuilderArn(each.componentArn);
    const bool isOfAws = arn && arn->owner.starts_with("aws");
    if (!arn || arn->kind != domain::BuilderKind::component ||
        (!isOfAws && !findResource(ctx, *arn)))
      throw errors::builderParameterInvalid(
          "componentArn", "The component '" + each.componentArn + "' does not exist.");
  }
}

BaseImage baseImage(RequestContext& ctx, const std::string& text, std::string_view parameter) {
  constexpr std::string_view kParameterPrefix = "ssm:";
  BaseImage base;
  auto wanted = text;
  if (text.starts_with(kParameterPrefix)) {
    const auto found = ssm::findParameter(ctx, text.substr(kParameterPrefix.size()));
    if (!found) throw errors::builderParameterInvalid(parameter, "The parameter does not exist.");
    wanted = found->value;
  }
  if (!wanted.starts_with("ami-")) return base;
  const auto id = ImageId::parse(wanted);
  const auto image = id ? ec2::findImage(ctx, *id) : nullptr;
  if (!image || !ec2::isShown(ctx, *image) || image->state == domain::ImageState::deregistered)
    throw errors::builderParameterInvalid(parameter, "The AMI '" + wanted + "' does not exist.");
  if (wanted == text) base.id = wanted;
  if (image->platform == "windows") base.platform = "Windows";
  if (image->architecture.ends_with("_mac")) base.platform = "macOS";
  return base;
}

domain::PageScope builderPage(const std::optional<std::int64_t>& maxResults,
                              const std::optional<std::string>& nextToken) {
  const auto limit = maxResults.value_or(kPageMax);
  if (limit < 1 || limit > kPageMax) throw errors::builderPageOutOfBounds();
  try {
    auto scope = domain::pageScope({.maxResults = std::nullopt, .nextToken = nextToken});
    scope.limit = static_cast<std::size_t>(limit);
    return scope;
  } catch (const ApiError&) {
    throw errors::builderTokenInvalid();  // the same fault in this service's words
  }
}

bool matchesFilters(const std::vector<Filter>& filters, const std::vector<FilterTexts>& texts) {
  return std::ranges::all_of(filters, [&](const Filter& filter) {
    const auto known = std::ranges::find(texts, filter.name.value_or(""), &FilterTexts::name);
    if (known == texts.end())
      throw errors::invalidBuilderRequest("The filter '" + filter.name.value_or("") +
                                          "' is not valid");
    return std::ranges::any_of(known->texts, [&](const std::string& text) {
      return std::ranges::find(filter.values, text) != filter.values.end();
    });
  });
}

bool listsOwn(const std::optional<std::string>& owner) { return owner.value_or("Self") == "Self"; }

}  // namespace amilocal::imagebuilder
