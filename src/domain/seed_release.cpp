#include "seed_release.h"

#include <algorithm>
#include <chrono>

namespace amilocal::domain::seed {
namespace {

using std::chrono::days;

// Each Region gets an image a minute and a second after the one before it.
constexpr std::chrono::seconds kPerRegion{61};

// Two years have at most one leap day.
constexpr int kTwoYearsDays = 731;

std::chrono::seconds lateness(const Variant& variant, const Region& region) {
  return variant.delay + region.number * kPerRegion;
}

}  // namespace

Instant Release::madeAt() const {
  const auto& schedule = family().schedule;
  if (!schedule.fixed.empty()) return schedule.fixed[static_cast<std::size_t>(number)];
  return schedule.first + days(schedule.everyDays) * number;
}

Instant Release::publishedAt() const { return madeAt() + lateness(variant, region); }

std::optional<int> newestRelease(const Model& model, const Variant& variant, const Region& region,
                                 Instant now) {
  const auto& schedule = model.familyOf(variant).schedule;
  const auto at = now - lateness(variant, region);
  if (!schedule.fixed.empty()) {
    const auto out = std::ranges::upper_bound(schedule.fixed, at) - schedule.fixed.begin();
    if (out == 0) return std::nullopt;
    return static_cast<int>(out) - 1;
  }
  if (at < schedule.first) return std::nullopt;
  const auto passed = (at - schedule.first) / days(schedule.everyDays);
  return static_cast<int>(std::min<std::int64_t>(passed, schedule.count - 1));
}

bool isRelease(const Schedule& schedule, int number) {
  const auto count =
      schedule.fixed.empty() ? schedule.count : static_cast<int>(schedule.fixed.size());
  return number >= 0 && number < count;
}

std::vector<int> listedReleases(const Family& family, const Row& row, int newest) {
  std::vector<int> releases;
  const auto& schedule = family.schedule;
  if (!schedule.fixed.empty()) {
    for (int number = newest; number >= 0; --number) releases.push_back(number);
    return releases;
  }
  const int life = family.lifeDays > 0 ? family.lifeDays : kTwoYearsDays;
  const int deprecated = (life + schedule.everyDays - 1) / schedule.everyDays;
  // What is one younger than the deprecated one is deprecated before the next release comes out;
  // two younger is alive until then.
  const int ages[] = {0, 1, deprecated - 2, deprecated};
  for (int i = 0; i < row.listed; ++i) {
    // A family that is younger than that shows its first release instead.
    const int number = std::max(newest - ages[i], 0);
    if (releases.empty() || number < releases.back()) releases.push_back(number);
  }
  return releases;
}

Instant deprecationOf(const Family& family, Instant publishedAt) {
  if (family.lifeDays == 0) return yearsAfter(publishedAt, 2);
  return std::chrono::floor<std::chrono::minutes>(publishedAt + days(family.lifeDays));
}

const std::string* accountIn(const Publisher& publisher, const Region& region) {
  const std::string* account = nullptr;
  for (const auto& [place, number] : publisher.accounts) {
    if (place == region.name) return &number;
    if (place == region.partition) account = &number;
  }
  return account;
}

}  // namespace amilocal::domain::seed
