#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/instant.h"
#include "amilocal/domain/region.h"
#include "seed_model.h"

namespace amilocal::domain::seed {

/// One image: a release of a variant in a Region.
struct Release {
  const Model& model;
  const Variant& variant;
  const Region& region;
  int number = 0;

  const Family& family() const { return model.familyOf(variant); }
  const Row& row() const { return model.rowOf(variant); }

  /// When the release was made: the same in every Region, and what names speak of.
  Instant madeAt() const;

  /// When it came out in this Region: minutes later, as images are copied to one after the other
  /// (public-ami-catalog.md section 1, rules 6 and 7).
  Instant publishedAt() const;
};

/// The number of the newest release that is out; empty before the first.
std::optional<int> newestRelease(const Model& model, const Variant& variant, const Region& region,
                                 Instant now);

/// Can there be a release of this number, now or later?
bool isRelease(const Schedule& schedule, int number);

/// What a list shows when `newest` is out, newest first: of a grid the newest, the one before, the
/// last before deprecation and the first after; of fixed dates all.
std::vector<int> listedReleases(const Family& family, const Row& row, int newest);

/// EC2 deprecates public images after exactly two years; publishers may set an earlier time, which
/// EC2 rounds to the minute (public-ami-catalog.md section 1, rule 8).
Instant deprecationOf(const Family& family, Instant publishedAt);

/// The publisher's account in a Region; null where it publishes nothing.
const std::string* accountIn(const Publisher& publisher, const Region& region);

}  // namespace amilocal::domain::seed
