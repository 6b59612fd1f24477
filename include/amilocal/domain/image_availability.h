#pragma once

#include "amilocal/domain/image.h"

/// Taking an image out of use, and back (EC2 User Guide, "Disable an Amazon EC2 AMI").
namespace amilocal::domain {

/// The image, disabled and shared with nobody. One that is disabled already stays as it is. Throws
/// IncorrectState for a pending or a failed one.
Image planDisabled(Image image);

/// The image, available again. Whom it was shared with before it was disabled is forgotten. One
/// that is available already stays as it is. Throws IncorrectState for a pending or a failed one.
Image planEnabled(Image image);

}  // namespace amilocal::domain
