#include "services/ec2/seed_shapes.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "amilocal/domain/seed.h"
#include "services/ec2/to_wire.h"

namespace amilocal::ec2 {
namespace {

using Images = std::shared_ptr<const SeedShapes::Images>;
using Shapes = std::shared_ptr<const SeedShapes::Shapes>;

Shapes shapesOf(const SeedShapes::Images& images) {
  const domain::Onlooker stranger;
  auto shapes = std::make_shared<SeedShapes::Shapes>();
  shapes->reserve(images.size());
  for (const auto& image : images)
    shapes->emplace_back(toWire(image, {.tags = {}}, stranger), wire::Share::many);
  return shapes;
}

/// The shapes of the lists that were asked for last, as many as the catalogue keeps lists.
class Cache {
 public:
  Shapes find(const Images& images) {
    const std::lock_guard lock(mutex_);
    const auto found = std::ranges::find(kept_, images, &std::pair<Images, Shapes>::first);
    return found == kept_.end() ? nullptr : found->second;
  }

  void keep(const Images& images, const Shapes& shapes) {
    const std::lock_guard lock(mutex_);
    if (kept_.size() == kLists) kept_.erase(kept_.begin());
    kept_.emplace_back(images, shapes);
  }

 private:
  static constexpr std::size_t kLists = 6;
  std::mutex mutex_;
  std::vector<std::pair<Images, Shapes>> kept_;  // the newest is the last
};

}  // namespace

const wire::Shared<Image>* SeedShapes::shapeOf(const domain::Image& image) const {
  const auto found = std::ranges::lower_bound(*images_, image.id, {}, &domain::Image::id);
  if (found == images_->end()) return nullptr;
  if (&*found != &image && *found != image) return nullptr;
  return &(*shapes_)[static_cast<std::size_t>(found - images_->begin())];
}

SeedShapes seedShapes(const std::string& region, Instant now) {
  static Cache cache;
  auto images = domain::seedCatalogue().list(region, now);
  auto shapes = cache.find(images);
  if (!shapes) {
    // Two threads may make the same ones at once, as with the list itself.
    shapes = shapesOf(*images);
    cache.keep(images, shapes);
  }
  return {std::move(images), std::move(shapes)};
}

}  // namespace amilocal::ec2
