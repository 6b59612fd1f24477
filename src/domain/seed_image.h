#pragma once

#include <optional>
#include <string>

#include "amilocal/domain/image.h"
#include "seed_id.h"
#include "seed_release.h"

namespace amilocal::domain::seed {

Key keyOf(const Release& release);

/// The image that a release is in its Region, as everybody sees it at `now`. Empty where its
/// publisher has no account.
std::optional<Image> imageOf(const Release& release, Instant now);

}  // namespace amilocal::domain::seed
