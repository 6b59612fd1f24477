#pragma once

#include <chrono>
#include <string>

#include "amilocal/core/instant.h"
#include "amilocal/domain/image.h"

/// Protection from being deregistered (EC2 User Guide, "Protect an Amazon EC2 AMI from
/// deregistration").
namespace amilocal::domain {

/// How long an image that was protected with a cooldown still cannot be deregistered after its
/// protection has been turned off.
inline constexpr Duration kProtectionCooldown = std::chrono::hours(24);

enum class Cooldown { none, afterDisabling };

/// The image, protected. The last call decides about the cooldown; one that is running ends, since
/// the image is protected anyway.
Image planProtection(Image image, Cooldown cooldown);

/// The image without protection. Where it was protected with a cooldown, that begins now; a second
/// call changes nothing.
Image planNoProtection(Image image, Instant now);

/// `disabled`, `enabled-with-cooldown` and so on. During the cooldown `disabled after TIME`, the
/// form that aws-nuke reads (resources/ec2-image.go); how AWS prints the time is not known, so it
/// is printed as in creationDate.
std::string shownProtection(const Image& image, Instant now);

/// Throws OperationNotPermitted while the image is protected and during its cooldown
/// (aws-facts/errors.md 3.2, DeregisterImage).
void checkNotProtected(const Image& image, Instant now);

}  // namespace amilocal::domain
