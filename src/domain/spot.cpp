#include "amilocal/domain/spot.h"

#include <algorithm>
#include <vector>

#include "amilocal/core/text.h"
#include "amilocal/domain/region.h"

namespace amilocal::domain {
namespace {

using View = SpotRequestView;
using Texts = std::vector<std::string>;

Texts nothing(const View&) { return {}; }

// What the launch asked for is what the instance is, while it is known.
template <class Member>
Texts ofInstance(const View& view, Member member) {
  return view.instance ? textsOf((*view.instance).*member) : Texts{};
}

Texts groupIds(const View& view) {
  Texts texts;
  if (view.instance)
    for (const auto& group : view.instance->securityGroups) texts.push_back(group.id);
  return texts;
}
Texts groupNames(const View& view) {
  Texts texts;
  if (view.instance)
    for (const auto& group : view.instance->securityGroups) texts.push_back(group.name);
  return texts;
}
Texts zoneId(const View& view) {
  const auto* region = findRegion(view.request.region);
  const auto* zone = region ? findZone(*region, view.request.availabilityZone) : nullptr;
  return zone ? textsOf(zone->id) : Texts{};
}

constexpr FilterRow<View> kFilters[] = {
    {"availability-zone-group", &nothing},
    {"create-time", [](const View& v) { return textsOf(formatInstant(v.request.createdAt)); }},
    {"fault-code", &nothing},
    {"fault-message", &nothing},
    {"instance-id", [](const View& v) { return textsOf(v.request.instanceId.str()); }},
    {"launch-group", &nothing},
    {"launch.block-device-mapping.delete-on-termination", &nothing},
    {"launch.block-device-mapping.device-name", &nothing},
    {"launch.block-device-mapping.snapshot-id", &nothing},
    {"launch.block-device-mapping.volume-size", &nothing},
    {"launch.block-device-mapping.volume-type", &nothing},
    {"launch.group-id", &groupIds},
    {"launch.group-name", &groupNames},
    {"launch.image-id",
     [](const View& v) { return v.instance ? textsOf(v.instance->imageId.str()) : Texts{}; }},
    {"launch.instance-type", [](const View& v) { return ofInstance(v, &Instance::instanceType); }},
    {"launch.kernel-id", [](const View& v) { return ofInstance(v, &Instance::kernelId); }},
    {"launch.key-name", [](const View& v) { return ofInstance(v, &Instance::keyName); }},
    {"launch.monitoring-enabled",
     [](const View& v) { return ofInstance(v, &Instance::monitoring); }},
    {"launch.ramdisk-id", [](const View& v) { return ofInstance(v, &Instance::ramdiskId); }},
    {"launched-availability-zone",
     [](const View& v) { return textsOf(v.request.availabilityZone); }},
    {"launched-availability-zone-id", &zoneId},
    {"network-interface.addresses.primary", &nothing},
    {"network-interface.delete-on-termination", &nothing},
    {"network-interface.description", &nothing},
    {"network-interface.device-index", &nothing},
    {"network-interface.group-id", &nothing},
    {"network-interface.network-interface-id", &nothing},
    {"network-interface.private-ip-address", &nothing},
    {"network-interface.subnet-id", &nothing},
    {"product-description", [](const View& v) { return textsOf(v.request.productDescription); }},
    {"spot-instance-request-id", [](const View& v) { return textsOf(v.id.str()); }},
    {"spot-price", [](const View& v) { return textsOf(v.request.maxPrice); }},
    {"state", [](const View& v) { return textsOf(spotState(v.request)); }},
    {"status-code", [](const View& v) { return textsOf(spotStatus(v.request).code); }},
    {"status-message", [](const View& v) { return textsOf(spotStatus(v.request).message); }},
    {"type", [](const View&) { return textsOf(std::string_view("one-time")); }},
    {"valid-from", &nothing},
    {"valid-until", &nothing},
};
static_assert(std::ranges::is_sorted(kFilters, {}, &FilterRow<View>::name));

}  // namespace

// Cancelling comes first: a request that was cancelled stays so when its instance ends.
std::string_view spotState(const SpotRequest& request) {
  if (request.cancelledAt) return "cancelled";
  return request.closedAt ? "closed" : "active";
}

SpotStatus spotStatus(const SpotRequest& request) {
  if (request.closedAt)
    return {"instance-terminated-by-user",
            "Spot Instance terminated due to user-initiated termination.", *request.closedAt};
  if (request.cancelledAt)
    return {"request-canceled-and-instance-running",
            "Your Spot request is canceled, but your instance is still running.",
            *request.cancelledAt};
  return {"fulfilled", "Your Spot request is fulfilled.", request.createdAt};
}

bool isSpotPrice(std::string_view text) {
  const auto price = parseDecimal(text);
  return price && *price > 0;
}

std::span<const FilterRow<SpotRequestView>> spotRequestFilters() { return kFilters; }

}  // namespace amilocal::domain
