#include "amilocal/domain/image_availability.h"

#include "amilocal/domain/errors/image_errors.h"

namespace amilocal::domain {
namespace {

ImageState requireNext(const Image& image, ImageEvent event) {
  if (const auto state = next(image.state, event)) return *state;
  throw errors::incorrectImageState(image.id, toString(image.state));
}

}  // namespace

Image planDisabled(Image image) {
  if (image.state == ImageState::disabled) return image;
  image.state = requireNext(image, ImageEvent::disable);
  image.launchPermissions.clear();
  return image;
}

Image planEnabled(Image image) {
  if (image.state == ImageState::available) return image;
  image.state = requireNext(image, ImageEvent::enable);
  return image;
}

}  // namespace amilocal::domain
