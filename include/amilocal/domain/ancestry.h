#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "amilocal/domain/image.h"

namespace amilocal::domain {

/// Entries of one answer, the image itself among them (EC2 User Guide, "Identify the source AMI
/// used to create an Amazon EC2 AMI").
inline constexpr std::size_t kAncestryMax = 50;

/// Finds an image whatever its state and whoever owns it; null for an id that nobody knows.
using FindImage = std::function<SharedImage(std::string_view region, const ImageId& id)>;

/// The image, its source, the source of that, and so on up to a root: a public image of Amazon's or
/// of the Marketplace's, one without a source, or one whose source is in another partition or
/// unknown. Images that are deregistered or not to be seen count like others.
std::vector<Image> ancestryOf(Image image, const FindImage& find);

}  // namespace amilocal::domain
