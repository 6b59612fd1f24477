#include "amilocal/domain/protection_rules.h"

#include "amilocal/domain/errors/image_errors.h"

namespace amilocal::domain {
namespace {

bool isCoolingDown(const Image& image, Instant now) {
  return image.deregistrationCooldownEndsAt && now < *image.deregistrationCooldownEndsAt;
}

}  // namespace

Image planProtection(Image image, Cooldown cooldown) {
  image.deregistrationProtection = cooldown == Cooldown::none
                                       ? ImageProtection::enabled_without_cooldown
                                       : ImageProtection::enabled_with_cooldown;
  image.deregistrationCooldownEndsAt.reset();
  return image;
}

Image planNoProtection(Image image, Instant now) {
  if (image.deregistrationProtection == ImageProtection::enabled_with_cooldown)
    image.deregistrationCooldownEndsAt = now + kProtectionCooldown;
  image.deregistrationProtection = ImageProtection::disabled;
  return image;
}

std::string shownProtection(const Image& image, Instant now) {
  if (isCoolingDown(image, now))
    return "disabled after " + formatInstant(*image.deregistrationCooldownEndsAt);
  return std::string(toString(image.deregistrationProtection));
}

void checkNotProtected(const Image& image, Instant now) {
  if (image.deregistrationProtection != ImageProtection::disabled)
    throw errors::imageProtected(image.id);
  if (isCoolingDown(image, now))
    throw errors::imageCoolingDown(image.id, *image.deregistrationCooldownEndsAt);
}

}  // namespace amilocal::domain
