#include "amilocal/domain/seed.h"

#include <algorithm>
#include <cstdint>
#include <mutex>
#include <utility>

#include "amilocal/domain/region.h"
#include "seed_id.h"
#include "seed_image.h"
#include "seed_model.h"
#include "seed_release.h"

namespace amilocal::domain {
namespace {

using Images = std::vector<Image>;

/// A Region's list and the time during which it is the right one.
struct Listing {
  int region = 0;
  Instant from = Instant::min();   ///< the newest release in it came out
  Instant until = Instant::max();  ///< the next one comes out
  std::shared_ptr<const Images> images;

  bool isRightFor(int wanted, Instant now) const {
    return region == wanted && from <= now && now < until;
  }
};

// Codes are ordered as ids are, and far cheaper to sort than images.
struct Listed {
  std::uint64_t code = 0;
  seed::Release release;
};

// Adds a variant's releases, and narrows the listing's time to that of the newest.
void addVariant(const seed::Variant& variant, const Region& region, Instant now, Listing& listing,
                std::vector<Listed>& listed) {
  const auto& model = seed::model();
  if (seed::accountIn(model.publisherOf(variant), region) == nullptr) return;
  const auto newest = seed::newestRelease(model, variant, region, now);
  const int next = newest ? *newest + 1 : 0;
  const auto& family = model.familyOf(variant);
  if (seed::isRelease(family.schedule, next))
    listing.until =
        std::min(listing.until, seed::Release{model, variant, region, next}.publishedAt());
  if (!newest) return;
  listing.from =
      std::max(listing.from, seed::Release{model, variant, region, *newest}.publishedAt());
  for (const int number : seed::listedReleases(family, model.rowOf(variant), *newest)) {
    const seed::Release release{model, variant, region, number};
    listed.push_back({seed::imageCode(seed::keyOf(release)), release});
  }
}

Listing listingOf(const Region& region, Instant now) {
  Listing listing;
  listing.region = region.number;
  std::vector<Listed> listed;
  listed.reserve(seed::model().variants.size() * 4);
  for (const auto& variant : seed::model().variants)
    addVariant(variant, region, now, listing, listed);

  std::vector<std::pair<std::uint64_t, std::size_t>> order;
  order.reserve(listed.size());
  for (std::size_t i = 0; i < listed.size(); ++i) order.emplace_back(listed[i].code, i);
  std::ranges::sort(order);
  auto images = std::make_shared<Images>();
  images->reserve(listed.size());
  for (const auto& [code, index] : order)
    images->push_back(*seed::imageOf(listed[index].release, now));
  listing.images = std::move(images);
  return listing;
}

/// The release that a key names, if it is out.
std::optional<seed::Release> findRelease(const seed::Key& key, Instant now) {
  const auto& model = seed::model();
  const auto* const region = findRegion(key.region);
  const auto* const variant = model.find(key.variant);
  if (region == nullptr || variant == nullptr) return std::nullopt;
  if (!seed::isRelease(model.familyOf(*variant).schedule, key.release)) return std::nullopt;
  seed::Release release{model, *variant, *region, key.release};
  if (release.publishedAt() > now) return std::nullopt;
  return release;
}

}  // namespace

/// The lists that were asked for last. Some clients go through all Regions, so their number is
/// limited: a list takes about a megabyte and less than five milliseconds to make again.
class SeedCatalogue::Cache {
 public:
  std::shared_ptr<const Images> find(int region, Instant now) {
    const std::lock_guard lock(mutex_);
    const auto found = std::ranges::find_if(
        listings_, [&](const Listing& listing) { return listing.isRightFor(region, now); });
    if (found == listings_.end()) return nullptr;
    std::rotate(listings_.begin(), found, found + 1);
    return listings_.front().images;
  }

  void keep(Listing listing) {
    const std::lock_guard lock(mutex_);
    if (listings_.size() == kListings) listings_.pop_back();
    listings_.insert(listings_.begin(), std::move(listing));
  }

 private:
  static constexpr std::size_t kListings = 6;
  std::mutex mutex_;
  std::vector<Listing> listings_;  // the last used comes first
};

SeedCatalogue::SeedCatalogue() : cache_(std::make_unique<Cache>()) {}
SeedCatalogue::~SeedCatalogue() = default;

std::shared_ptr<const Images> SeedCatalogue::list(std::string_view regionName, Instant now) const {
  const auto* const region = findRegion(regionName);
  if (region == nullptr) return std::make_shared<const Images>();
  if (auto images = cache_->find(region->number, now)) return images;
  // Two threads may make the same list at once. That is rare, does no harm, and lets all others
  // go on meanwhile.
  auto listing = listingOf(*region, now);
  auto images = listing.images;
  cache_->keep(std::move(listing));
  return images;
}

SharedImage SeedCatalogue::find(const ImageId& id, Instant now) const {
  const auto key = seed::keyOf(id);
  if (!key) return nullptr;
  if (const auto listed = cache_->find(key->region, now)) {
    const auto found = std::ranges::lower_bound(*listed, id, {}, &Image::id);
    if (found != listed->end() && found->id == id) return {listed, &*found};
  }
  const auto release = findRelease(*key, now);
  auto image = release ? seed::imageOf(*release, now) : std::nullopt;
  return image ? std::make_shared<const Image>(*std::move(image)) : nullptr;
}

std::optional<SeedCatalogue::SnapshotOrigin> SeedCatalogue::findSnapshot(const SnapshotId& id,
                                                                         Instant now) const {
  const auto key = seed::keyOf(id);
  const auto release = key ? findRelease(*key, now) : std::nullopt;
  const auto image = release ? seed::imageOf(*release, now) : std::nullopt;
  if (!image) return std::nullopt;
  const auto place = static_cast<std::size_t>(key->device);
  if (place >= image->blockDevices.size() || !image->blockDevices[place].ebs) return std::nullopt;
  return SnapshotOrigin{image->id, image->region, image->owner, *image->blockDevices[place].ebs};
}

const SeedCatalogue& seedCatalogue() {
  static const SeedCatalogue kCatalogue;
  return kCatalogue;
}

}  // namespace amilocal::domain
