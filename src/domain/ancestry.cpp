#include "amilocal/domain/ancestry.h"

#include <utility>

#include "amilocal/domain/region.h"

namespace amilocal::domain {
namespace {

bool isPublishersRoot(const Image& image) {
  return isPublic(image.launchPermissions) &&
         (image.ownerAlias == "amazon" || image.ownerAlias == "aws-marketplace");
}

bool isInOnePartition(std::string_view a, std::string_view b) {
  const auto* one = findRegion(a);
  const auto* other = findRegion(b);
  return one != nullptr && other != nullptr && one->partition == other->partition;
}

SharedImage sourceOf(const Image& image, const FindImage& find) {
  if (isPublishersRoot(image) || !image.sourceImageId) return nullptr;
  const auto& region = image.sourceImageRegion.value_or(image.region);
  if (!isInOnePartition(image.region, region)) return nullptr;
  return find(region, ImageId::trusted(*image.sourceImageId));
}

}  // namespace

std::vector<Image> ancestryOf(Image image, const FindImage& find) {
  std::vector<Image> ancestry{std::move(image)};
  while (ancestry.size() < kAncestryMax) {
    const auto source = sourceOf(ancestry.back(), find);
    if (!source) break;
    ancestry.push_back(*source);
  }
  return ancestry;
}

}  // namespace amilocal::domain
