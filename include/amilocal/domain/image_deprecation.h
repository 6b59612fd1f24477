#pragma once

#include "amilocal/core/instant.h"
#include "amilocal/domain/image.h"

/// When an image is deprecated, and how its owner decides (EC2 User Guide, "Deprecate an Amazon EC2
/// AMI"; EC2 API Reference, EnableImageDeprecation).
namespace amilocal::domain {

/// How far ahead a private image can be deprecated, and how long a public one lives at most.
inline constexpr int kDeprecationMaxYears = 10, kPublicLifeYears = 2;

/// The latest time at which the image, while it is public, can be deprecated: two years after its
/// creation, to the second.
Instant latestPublicDeprecation(const Image& image);

/// The image, deprecated at the minute nearest to `at`; what was set before is overwritten. Throws
/// InvalidParameterValue for a time that has passed, that is more than ten years ahead, or that is
/// later than a public image allows. It is the given time that is compared, not the rounded one.
Image planDeprecation(Image image, Instant at, Instant now);

/// The image without a deprecation time, whether it had one or not. Throws OperationNotPermitted
/// for a public one.
Image planNoDeprecation(Image image);

}  // namespace amilocal::domain
