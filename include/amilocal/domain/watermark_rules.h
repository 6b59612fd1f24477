#pragma once

#include <string>
#include <string_view>

#include "amilocal/domain/image.h"

/// Attaching watermarks and taking them off (aws-facts/images.md section 7, Watermarks).
namespace amilocal::domain {

/// The image with a watermark of its owner's, which remembers this image as its source. One that is
/// there already stays as it is. Throws InvalidParameterValue for a name that is not like that of
/// an image, OperationNotPermitted for a public image.
Image planWatermark(Image image, std::string_view name, Instant now);

/// What the watermark of this name on the image is called.
std::string watermarkKey(const Image& image, std::string_view name);

/// The image without the watermark; what is not there is taken off without a word.
Image planNoWatermark(Image image, std::string_view key);

}  // namespace amilocal::domain
