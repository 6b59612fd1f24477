#include "amilocal/domain/zone_choice.h"

#include <algorithm>

#include "amilocal/domain/errors/volume_errors.h"

namespace amilocal::domain {
namespace {

const Zone* findZoneById(const Region& region, std::string_view id) {
  const auto found = std::ranges::find(region.zones, id, &Zone::id);
  return found == region.zones.end() ? nullptr : &*found;
}

}  // namespace

const Zone& requireZone(std::string_view region, const std::optional<std::string>& name,
                        const std::optional<std::string>& id) {
  if (!name && !id) throw errors::zoneMissing();
  if (name && id) throw errors::zoneGivenTwice();
  const auto* found = findRegion(region);
  const Zone* zone = nullptr;
  if (found) zone = name ? findZone(*found, *name) : findZoneById(*found, *id);
  if (!zone) throw errors::zoneNotFound(name ? *name : *id);
  return *zone;
}

std::string zoneIdOf(std::string_view region, std::string_view zoneName) {
  const auto* found = findRegion(region);
  const auto* zone = found ? findZone(*found, zoneName) : nullptr;
  return zone ? std::string(zone->id) : std::string();
}

}  // namespace amilocal::domain
