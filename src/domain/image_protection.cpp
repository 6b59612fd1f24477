#include "amilocal/domain/image_protection.h"

#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<ImageProtection> kImageProtections[] = {
    {ImageProtection::disabled, "disabled"},
    {ImageProtection::enabled_without_cooldown, "enabled-without-cooldown"},
    {ImageProtection::enabled_with_cooldown, "enabled-with-cooldown"},
};

}  // namespace

std::string_view toString(ImageProtection protection) {
  return nameOf(kImageProtections, protection);
}

std::optional<ImageProtection> parseImageProtection(std::string_view text) {
  return valueOf(kImageProtections, text);
}

}  // namespace amilocal::domain
