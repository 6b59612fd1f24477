#include "amilocal/domain/instance_image_filters.h"

#include <algorithm>

#include "amilocal/core/instant.h"
#include "amilocal/domain/zone_choice.h"

namespace amilocal::domain {
namespace {

using View = InstanceImageView;
using Texts = std::vector<std::string>;

constexpr FilterRow<View> kFilters[] = {
    {"availability-zone", [](const View& v) { return textsOf(v.instance.availabilityZone); }},
    {"image-allowed", [](const View& v) { return textsOf(v.allowed); }},
    {"instance-id", [](const View& v) { return textsOf(v.instance.id.str()); }},
    {"instance-state-name", [](const View& v) { return textsOf(toString(v.instance.state)); }},
    {"instance-type", [](const View& v) { return textsOf(v.instance.instanceType); }},
    {"launch-time", [](const View& v) { return textsOf(formatInstant(v.instance.launchedAt)); }},
    {"owner-alias", [](const View& v) { return v.image ? textsOf(v.image->ownerAlias) : Texts(); }},
    {"owner-id", [](const View& v) { return v.image ? textsOf(v.image->owner) : Texts(); }},
    {"zone-id",
     [](const View& v) { return Texts{zoneIdOf(v.instance.region, v.instance.availabilityZone)}; }},
};
static_assert(std::ranges::is_sorted(kFilters, {}, &FilterRow<View>::name));

}  // namespace

std::span<const FilterRow<InstanceImageView>> instanceImageFilters() { return kFilters; }

}  // namespace amilocal::domain
