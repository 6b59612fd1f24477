#include "amilocal/domain/watermark_rules.h"

#include <algorithm>

#include "amilocal/domain/errors/image_errors.h"
#include "amilocal/domain/image_rules.h"

namespace amilocal::domain {

std::string watermarkKey(const Image& image, std::string_view name) {
  return image.owner + ":" + std::string(name);
}

Image planWatermark(Image image, std::string_view name, Instant now) {
  if (!isImageName(name)) throw errors::watermarkNameInvalid(name);
  if (isPublic(image.launchPermissions)) throw errors::publicImageNotWatermarkable(image.id);
  const auto key = watermarkKey(image, name);
  const auto& marks = image.watermarks;
  if (std::ranges::find(marks, key, &Watermark::key) == marks.end())
    image.watermarks.push_back(
        {key, image.id.str(), image.region, image.createdAt, wholeSeconds(now)});
  return image;
}

Image planNoWatermark(Image image, std::string_view key) {
  std::erase_if(image.watermarks, [&](const Watermark& mark) { return mark.key == key; });
  return image;
}

}  // namespace amilocal::domain
