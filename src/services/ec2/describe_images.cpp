#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/image_errors.h"
#include "amilocal/domain/image_filters.h"
#include "amilocal/domain/page.h"
#include "amilocal/domain/visibility.h"
#include "amilocal/engine/request_context.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"
#include "services/ec2/seed_shapes.h"
#include "services/ec2/to_wire.h"

namespace amilocal::ec2 {
namespace {

using Images = std::vector<domain::Image>;
using Pointers = std::vector<const domain::Image*>;
using TagsById = TagTable::TagsById;
using Shape = wire::Shared<Image>;

/// A request, checked.
struct Query {
  domain::ImageInterest interest;
  domain::ImageListing listing;
  domain::Filters filters;
  domain::PageScope page;
};

Query queryOf(RequestContext& ctx, const DescribeImagesRequest& request) {
  Query query;
  query.listing.onlooker = onlookerIn(ctx, ctx.region());
  if (request.includeDeprecated.value_or(false))
    query.listing.deprecated = domain::Deprecated::show;
  if (request.includeDisabled.value_or(false)) query.listing.disabled = domain::Disabled::show;
  query.interest = domain::imageInterest(ctx.member(), request.owners, request.executableUsers);
  query.filters = filtersOf(request.filters);
  domain::checkImageFilters(query.filters, query.listing.disabled);
  query.page = domain::pageScope(pageOf(request.maxResults, request.nextToken));
  return query;
}

/// Ids and pages exclude each other (aws-facts/errors.md section 2, InvalidParameterCombination).
void checkNotPaged(const DescribeImagesRequest& request) {
  constexpr std::string_view kIds = "imageIdsSet";
  if (request.maxResults) throw errors::cannotBeUsedWith(kIds, "maxResults");
  if (request.nextToken) throw errors::cannotBeUsedWith(kIds, "nextToken");
}

const domain::Tags& tagsIn(const TagsById& tags, const domain::Image& image) {
  static const domain::Tags kNone;
  const auto found = tags.find(image.id.str());
  return found == tags.end() ? kNone : found->second;
}

/// The caller's tags on these images. Most accounts have tagged few of the images they see, many
/// none at all, which one look tells.
TagsById tagsOnAll(RequestContext& ctx, const Pointers& images) {
  const auto& tags = ctx.catalog.tags();
  constexpr std::size_t kFew = 4;
  if (images.size() > kFew && tags.list(ctx.account(), ctx.region(), std::nullopt, 1).empty())
    return {};
  std::vector<std::string> ids;
  ids.reserve(images.size());
  for (const auto* image : images) ids.push_back(image->id.str());
  if (ids.size() == 1) return {{ids.front(), tags.listFor(ctx.account(), ids.front())}};
  return tags.listFor(ctx.account(), ids);
}

std::optional<SeedShapes> seedsOf(RequestContext& ctx) {
  if (!ctx.settings.seedCatalogue) return std::nullopt;
  return seedShapes(ctx.region(), ctx.now);
}

/// The last launches of the caller's own images, which nobody else is told of.
LaunchTable::LaunchById launchesOf(RequestContext& ctx, const Pointers& images) {
  std::vector<std::string> own;
  for (const auto* image : images)
    if (image->owner == ctx.account()) own.push_back(image->id.str());
  if (own.empty()) return {};
  return ctx.catalog.launches().lastUpTo(domain::launchesKnownUpTo(ctx.now), own);
}

/// The images as they are answered. What everybody sees of the public ones is at hand.
std::vector<Shape> shown(RequestContext& ctx, const Pointers& images, const TagsById& tags,
                         const domain::Onlooker& onlooker) {
  std::vector<Shape> shapes;
  shapes.reserve(images.size());
  const auto launches = launchesOf(ctx, images);
  const auto seeds = seedsOf(ctx);
  for (const auto* image : images) {
    ImageFacts facts{.tags = tagsIn(tags, *image)};
    const auto launch = launches.find(image->id.str());
    if (launch != launches.end()) facts.lastLaunchedAt = launch->second;
    const bool isAsForStrangers = facts.tags.empty() && image->owner != onlooker.account.id &&
                                  onlooker.allowed.state == domain::AllowedImagesState::disabled;
    const auto* seed = seeds && isAsForStrangers ? seeds->shapeOf(*image) : nullptr;
    shapes.push_back(seed != nullptr ? *seed : Shape(toWire(*image, facts, onlooker)));
  }
  return shapes;
}

bool matchesFilters(const Query& query, const domain::Image& image, const domain::Tags& tags) {
  const domain::ImageView view{image, domain::verdictOn(image, query.listing.onlooker)};
  return domain::matchesImageFilters(query.filters, view, tags);
}

// ---- By id

/// The images of these ids that are there for the caller, deregistered ones included, each once.
/// Throws InvalidAMIID.NotFound with all that are missing.
std::vector<domain::SharedImage> requireShown(RequestContext& ctx, const std::vector<ImageId>& ids,
                                              const domain::Onlooker& onlooker) {
  std::vector<domain::SharedImage> images;
  std::vector<ImageId> missing;
  std::set<std::string_view> seen;
  for (const auto& id : ids) {
    if (!seen.insert(id.str()).second) continue;
    auto image = findImage(ctx, id);
    if (image && domain::isShownTo(*image, onlooker))
      images.push_back(std::move(image));
    else
      missing.push_back(id);
  }
  if (!missing.empty()) throw errors::imagesNotFound(missing);
  std::ranges::sort(images, {}, [](const auto& image) -> const ImageId& { return image->id; });
  return images;
}

/// A deregistered image is left out without an error: Ansible looks for it right after the
/// deregistration and takes an error for a failure (clients/contract.md 2.7).
DescribeImagesResponse describeById(RequestContext& ctx, const std::vector<ImageId>& ids,
                                    const Query& query) {
  const auto images = requireShown(ctx, ids, query.listing.onlooker);
  Pointers live;
  for (const auto& image : images)
    if (image->state != domain::ImageState::deregistered &&
        domain::isOfInterest(*image, query.interest))
      live.push_back(image.get());
  DescribeImagesResponse answer;
  if (live.empty()) return answer;
  const auto tags = tagsOnAll(ctx, live);
  std::erase_if(live, [&](const auto* image) {
    return !matchesFilters(query, *image, tagsIn(tags, *image));
  });
  answer.images = shown(ctx, live, tags, query.listing.onlooker);
  return answer;
}

// ---- Lists

bool isListed(const Query& query, const domain::Image& image) {
  return image.id.str() > query.page.after && domain::isOfInterest(image, query.interest) &&
         domain::isListed(image, query.listing);
}

ImageScope scopeOf(RequestContext& ctx, const Query& query) {
  ImageScope scope;
  scope.region = ctx.region();
  scope.owners = domain::ownerAccounts(query.interest);
  if (scope.owners.empty())
    scope.owners = domain::exactValues(query.filters, "owner-id").value_or(scope.owners);
  scope.visibleTo = ctx.account();
  scope.sharedThrough = domain::entitiesOf(ctx.member());
  scope.filters = query.filters;
  scope.statesLeftOut = domain::statesLeftOut(query.filters, query.listing.disabled);
  scope.afterId = query.page.after;
  return scope;
}

Pointers pointersTo(const Images& images) {
  Pointers pointers;
  for (const auto& image : images) pointers.push_back(&image);
  return pointers;
}

/// Rows that the query wants, in the order of ids and at most `limit` of them. They are read a
/// batch at a time, so that a catalog of a million images is never in memory at once.
Images wantedRows(RequestContext& ctx, const Query& query, std::optional<std::size_t> limit) {
  constexpr std::size_t kBatch = 2000;
  const bool tagsDecide = domain::readsTags(query.filters);
  // A page and one more are all that is needed, where rows alone tell what is wanted.
  auto size = std::min(limit.value_or(kBatch), kBatch);
  auto scope = scopeOf(ctx, query);
  Images wanted;
  for (bool isAtEnd = false; !isAtEnd && (!limit || wanted.size() < *limit);) {
    scope.limit = static_cast<std::int64_t>(size);
    auto batch = ctx.catalog.images().list(scope);
    isAtEnd = batch.size() < size;
    if (!batch.empty()) scope.afterId = batch.back().id.str();
    const auto tags = tagsDecide ? tagsOnAll(ctx, pointersTo(batch)) : TagsById{};
    std::erase_if(batch, [&](const domain::Image& image) {
      return !isListed(query, image) || !matchesFilters(query, image, tagsIn(tags, image));
    });
    if (wanted.empty())
      wanted = std::move(batch);
    else
      std::ranges::move(batch, std::back_inserter(wanted));
    size = std::min(size * 2, kBatch);
  }
  return wanted;
}

/// Leaves out the seed images that are rows, because something has changed them: the row counts,
/// wanted or not.
void dropChanged(RequestContext& ctx, Pointers& seeds) {
  ImageScope scope;
  scope.region = ctx.region();
  std::set<std::string_view> owners;
  for (const auto* seed : seeds) owners.insert(seed->owner);
  scope.owners.assign(owners.begin(), owners.end());
  if (scope.owners.empty()) return;
  const auto rows = ctx.catalog.images().list(scope);
  std::erase_if(seeds, [&](const auto* seed) {
    return std::ranges::binary_search(rows, seed->id, {}, &domain::Image::id);
  });
}

Pointers wantedSeeds(RequestContext& ctx, const Query& query, const Images& seeds) {
  // Most images are told by the beginning of their name, much sooner than by all the filters.
  const auto prefix = literalPrefix(domain::namePattern(query.filters).value_or(""));
  Pointers near;
  for (const auto& seed : seeds)
    if (seed.name.starts_with(prefix) && isListed(query, seed)) near.push_back(&seed);
  const bool tagsDecide = domain::readsTags(query.filters);
  const auto tags = tagsDecide && !near.empty() ? tagsOnAll(ctx, near) : TagsById{};
  std::erase_if(
      near, [&](const auto* seed) { return !matchesFilters(query, *seed, tagsIn(tags, *seed)); });
  dropChanged(ctx, near);
  return near;
}

DescribeImagesResponse listImages(RequestContext& ctx, const Query& query) {
  auto limit = query.page.limit;
  if (limit) ++*limit;  // one more tells whether there is a next page
  const auto rows = wantedRows(ctx, query, limit);
  auto found = pointersTo(rows);
  const auto seeds = seedsOf(ctx);
  if (seeds) {
    const auto wanted = wantedSeeds(ctx, query, seeds->images());
    const auto middle = static_cast<std::ptrdiff_t>(found.size());
    found.insert(found.end(), wanted.begin(), wanted.end());
    std::ranges::inplace_merge(found, found.begin() + middle, {},
                               [](const auto* image) -> const ImageId& { return image->id; });
  }
  DescribeImagesResponse answer;
  if (query.page.limit && found.size() > *query.page.limit) {
    found.resize(*query.page.limit);
    answer.nextToken = domain::encodePageToken(found.back()->id.str());
  }
  if (found.empty()) return answer;
  answer.images = shown(ctx, found, tagsOnAll(ctx, found), query.listing.onlooker);
  return answer;
}

}  // namespace

DescribeImagesResponse describeImages(RequestContext& ctx, const DescribeImagesRequest& request) {
  const auto ids = parseImageIds(request.imageIds);
  if (!ids.empty()) checkNotPaged(request);
  const auto query = queryOf(ctx, request);
  return ids.empty() ? listImages(ctx, query) : describeById(ctx, ids, query);
}

}  // namespace amilocal::ec2
