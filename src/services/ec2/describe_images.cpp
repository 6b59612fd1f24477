#include <algorithm>
#include <iterator>
#include <memory>
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
#include "amilocal/domain/seed.h"
#include "amilocal/domain/visibility.h"
#include "amilocal/engine/request_context.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"
#include "services/ec2/to_wire.h"

namespace amilocal::ec2 {
namespace {

using Images = std::vector<domain::Image>;
using Pointers = std::vector<const domain::Image*>;
using TagsById = TagTable::TagsById;
using Ids = std::vector<std::string>;  // in order

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

/// The last launches of the caller's own images, which nobody else is told of.
LaunchTable::LaunchById launchesOf(RequestContext& ctx, const Pointers& images) {
  Ids own;
  for (const auto* image : images)
    if (image->owner == ctx.account()) own.push_back(image->id.str());
  if (own.empty()) return {};
  return ctx.catalog.launches().lastUpTo(domain::launchesKnownUpTo(ctx.now), own);
}

/// The images as they are answered.
std::vector<Image> shown(RequestContext& ctx, const Pointers& images, const TagsById& tags,
                         const domain::Onlooker& onlooker) {
  std::vector<Image> wire;
  wire.reserve(images.size());
  const auto launches = launchesOf(ctx, images);
  for (const auto* image : images) {
    ImageFacts facts{.tags = tagsIn(tags, *image)};
    const auto launch = launches.find(image->id.str());
    if (launch != launches.end()) facts.lastLaunchedAt = launch->second;
    wire.push_back(toWire(*image, facts, onlooker));
  }
  return wire;
}

bool matchesFilters(const Query& query, const domain::Image& image, const domain::Tags& tags) {
  const domain::ImageView view{image, domain::verdictOn(image, query.listing.onlooker)};
  return domain::matchesImageFilters(query.filters, view, tags);
}

// ---- By id

/// The images of these ids that are there for the caller, deregistered ones included, each once.
/// Throws InvalidAMIID.NotFound with all that are missing.
Images requireShown(RequestContext& ctx, const std::vector<ImageId>& ids,
                    const domain::Onlooker& onlooker) {
  Images images;
  std::vector<ImageId> missing;
  std::set<std::string_view> seen;
  for (const auto& id : ids) {
    if (!seen.insert(id.str()).second) continue;
    auto image = findImage(ctx, id);
    if (image && domain::isShownTo(*image, onlooker))
      images.push_back(*std::move(image));
    else
      missing.push_back(id);
  }
  if (!missing.empty()) throw errors::imagesNotFound(missing);
  std::ranges::sort(images, {}, &domain::Image::id);
  return images;
}

/// A deregistered image is left out without an error: Ansible looks for it right after the
/// deregistration and takes an error for a failure (clients/contract.md 2.7).
DescribeImagesResponse describeById(RequestContext& ctx, const std::vector<ImageId>& ids,
                                    const Query& query) {
  const auto images = requireShown(ctx, ids, query.listing.onlooker);
  Pointers live;
  for (const auto& image : images)
    if (image.state != domain::ImageState::deregistered &&
        domain::isOfInterest(image, query.interest))
      live.push_back(&image);
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

bool isWanted(const Query& query, const domain::Image& image, const domain::Tags& tags) {
  return image.id.str() > query.page.after && domain::isOfInterest(image, query.interest) &&
         domain::isListed(image, query.listing) && matchesFilters(query, image, tags);
}

Ids eachOnceInOrder(Ids ids) {
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

/// The images that a tag filter may match, by an index; empty when a pattern stands for the key.
std::optional<Ids> idsByTag(RequestContext& ctx, const domain::Filters& filters,
                            std::string_view filterName) {
  constexpr std::string_view kTagPrefix = "tag:";
  const auto exact = domain::exactValues(filters, filterName);
  TagQuery query{ctx.account(), ctx.region(), "image", "", std::nullopt};
  Ids keys;
  if (!filterName.starts_with(kTagPrefix)) {
    if (!exact) return std::nullopt;
    keys = *exact;
  } else {
    keys.emplace_back(filterName.substr(kTagPrefix.size()));
    if (exact && exact->size() == 1) query.value = exact->front();
  }
  Ids ids;
  for (const auto& key : keys) {
    query.key = key;
    const auto tagged = ctx.catalog.tags().idsTagged(query);
    ids.insert(ids.end(), tagged.begin(), tagged.end());
  }
  return ids;
}

/// The ids that the filters leave, where an index knows them: by image-id, or by a tag.
std::optional<Ids> candidates(RequestContext& ctx, const domain::Filters& filters) {
  auto ids = domain::exactValues(filters, "image-id");
  for (const auto& filter : filters) {
    if (ids) break;
    if (domain::isTagFilter(filter.name)) ids = idsByTag(ctx, filters, filter.name);
  }
  if (!ids) return std::nullopt;
  return eachOnceInOrder(*std::move(ids));
}

/// The rows whose block devices are of the snapshots that a filter names, by an index. Images of
/// the seed are in none.
std::optional<Ids> idsBySnapshot(RequestContext& ctx, const domain::Filters& filters) {
  const auto snapshots = domain::exactValues(filters, "block-device-mapping.snapshot-id");
  if (!snapshots) return std::nullopt;
  Ids ids;
  for (const auto& snapshot : *snapshots)
    for (const auto& id : ctx.catalog.images().idsUsingSnapshot(SnapshotId::trusted(snapshot), {}))
      ids.push_back(id.str());
  return eachOnceInOrder(std::move(ids));
}

/// The rows that a query may be about, in the order of ids, a batch at a time, so that a catalog
/// of a million images is never in memory at once.
class RowSource {
 public:
  RowSource(RequestContext& ctx, const Query& query, const std::optional<Ids>& ids)
      : ctx_(ctx), ids_(ids) {
    scope_.region = ctx.region();
    scope_.owners = domain::ownerAccounts(query.interest);
    if (scope_.owners.empty())
      scope_.owners = domain::exactValues(query.filters, "owner-id").value_or(scope_.owners);
    scope_.visibleTo = ctx.account();
    scope_.sharedThrough = domain::entitiesOf(ctx.member());
    scope_.namePattern = domain::namePattern(query.filters);
    scope_.statesLeftOut = domain::statesLeftOut(query.filters, query.listing.disabled);
    scope_.afterId = query.page.after;
  }

  bool isAtEnd() const { return isAtEnd_; }

  /// At most `count` more; fewer, or none, does not mean that there are no more.
  Images next(std::size_t count) { return ids_ ? nextOfIds(count) : nextInScope(count); }

 private:
  Images nextInScope(std::size_t count) {
    scope_.limit = static_cast<std::int64_t>(count);
    auto images = ctx_.catalog.images().list(scope_);
    isAtEnd_ = images.size() < count;
    if (!images.empty()) scope_.afterId = images.back().id.str();
    return images;
  }

  Images nextOfIds(std::size_t count) {
    auto at = std::ranges::upper_bound(*ids_, scope_.afterId);
    std::vector<ImageId> batch;
    for (; at != ids_->end() && batch.size() < count; ++at) batch.push_back(ImageId::trusted(*at));
    isAtEnd_ = at == ids_->end();
    if (!batch.empty()) scope_.afterId = batch.back().str();
    auto images = ctx_.catalog.images().listById(batch);
    std::erase_if(images, [&](const auto& image) { return image.region != ctx_.region(); });
    return images;
  }

  RequestContext& ctx_;
  const std::optional<Ids>& ids_;
  ImageScope scope_;
  bool isAtEnd_ = false;
};

Pointers pointersTo(const Images& images) {
  Pointers pointers;
  for (const auto& image : images) pointers.push_back(&image);
  return pointers;
}

/// Rows that the query wants, at most `limit` of them. The first batch is a page and one more,
/// which is all that is needed where the filters are in the scope; later ones are larger.
Images wantedRows(RequestContext& ctx, const Query& query, RowSource source,
                  std::optional<std::size_t> limit) {
  constexpr std::size_t kBatch = 2000;
  const bool tagsDecide = domain::readsTags(query.filters);
  auto size = std::min(limit.value_or(kBatch), kBatch);
  Images wanted;
  while (!source.isAtEnd() && (!limit || wanted.size() < *limit)) {
    auto batch = source.next(size);
    const auto tags = tagsDecide ? tagsOnAll(ctx, pointersTo(batch)) : TagsById{};
    for (auto& image : batch)
      if (isWanted(query, image, tagsIn(tags, image))) wanted.push_back(std::move(image));
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

Pointers wantedSeeds(RequestContext& ctx, const Query& query, const Images& seeds,
                     const std::optional<Ids>& ids) {
  // Most images are told by the beginning of their name, much sooner than by all the filters.
  const auto prefix = literalPrefix(domain::namePattern(query.filters).value_or(""));
  Pointers near;
  for (const auto& seed : seeds) {
    if (ids && !std::ranges::binary_search(*ids, seed.id.str())) continue;
    if (seed.name.starts_with(prefix)) near.push_back(&seed);
  }
  const bool tagsDecide = domain::readsTags(query.filters);
  const auto tags = tagsDecide && !near.empty() ? tagsOnAll(ctx, near) : TagsById{};
  std::erase_if(near,
                [&](const auto* seed) { return !isWanted(query, *seed, tagsIn(tags, *seed)); });
  dropChanged(ctx, near);
  return near;
}

DescribeImagesResponse listImages(RequestContext& ctx, const Query& query) {
  const auto ids = candidates(ctx, query.filters);
  auto limit = query.page.limit;
  if (limit) ++*limit;  // one more tells whether there is a next page
  const auto rowIds = ids ? ids : idsBySnapshot(ctx, query.filters);
  const auto rows = wantedRows(ctx, query, RowSource(ctx, query, rowIds), limit);
  auto found = pointersTo(rows);
  std::shared_ptr<const Images> seeds;
  if (ctx.settings.seedCatalogue) {
    seeds = domain::seedCatalogue().list(ctx.region(), ctx.now);
    const auto wanted = wantedSeeds(ctx, query, *seeds, ids);
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
