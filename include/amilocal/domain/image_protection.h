#pragma once

#include <optional>
#include <string_view>

namespace amilocal::domain {

/// Whether an image can be deregistered, as AWS spells it (EC2 API Reference, Image,
/// deregistrationProtection). With a cooldown it still cannot for a while after protection has been
/// turned off.
enum class ImageProtection { disabled, enabled_without_cooldown, enabled_with_cooldown };

std::string_view toString(ImageProtection protection);
std::optional<ImageProtection> parseImageProtection(std::string_view text);

}  // namespace amilocal::domain
