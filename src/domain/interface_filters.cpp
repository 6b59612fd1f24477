#include "amilocal/domain/default_network.h"
#include "amilocal/domain/network_filters.h"
#include "amilocal/domain/zone_choice.h"

namespace amilocal::domain {
namespace {

using Texts = std::vector<std::string>;

// What nothing here ever has.
template <class Subject>
Texts nothing(const Subject&) {
  return {};
}

const Instance& i(const NetworkInterface& interface) { return interface.instance; }

Texts groupIds(const NetworkInterface& interface) {
  Texts texts;
  for (const auto& group : i(interface).securityGroups) texts.push_back(group.id);
  return texts;
}
Texts groupNames(const NetworkInterface& interface) {
  Texts texts;
  for (const auto& group : i(interface).securityGroups) texts.push_back(group.name);
  return texts;
}
Texts allocation(const NetworkInterface& interface) {
  return interface.address ? Texts{interface.address->id.str()} : Texts{};
}
Texts association(const NetworkInterface& interface) {
  return interface.address ? textsOf(interface.address->associationId) : Texts{};
}
Texts addressOwner(const NetworkInterface& interface) {
  if (!publicAddressOf(i(interface))) return {};
  return {interface.address ? interface.address->owner : "amazon"};
}
Texts publicAddress(const NetworkInterface& interface) {
  return textsOf(publicAddressOf(i(interface)));
}
Texts publicName(const NetworkInterface& interface) {
  const auto address = publicAddressOf(i(interface));
  if (!address || !interface.hasDnsHostnames) return {};
  return {publicDnsName(*address, i(interface).region)};
}

constexpr FilterRow<NetworkInterface> kNetworkInterfaceFilters[] = {
    {"addresses.association.owner-id", &addressOwner},
    {"addresses.association.public-ip", &publicAddress},
    {"addresses.primary", [](const NetworkInterface&) { return textsOf(true); }},
    {"addresses.private-ip-address",
     [](const NetworkInterface& v) { return textsOf(i(v).privateIpAddress); }},
    {"association.allocation-id", &allocation},
    {"association.association-id", &association},
    {"association.ip-owner-id", &addressOwner},
    {"association.public-dns-name", &publicName},
    {"association.public-ip", &publicAddress},
    {"attachment.attach-time",
     [](const NetworkInterface& v) { return textsOf(formatInstant(i(v).launchedAt)); }},
    {"attachment.attachment-id",
     [](const NetworkInterface& v) { return textsOf(attachmentIdOf(i(v))); }},
    {"attachment.delete-on-termination", [](const NetworkInterface&) { return textsOf(true); }},
    {"attachment.device-index", [](const NetworkInterface&) { return textsOf(0); }},
    {"attachment.instance-id", [](const NetworkInterface& v) { return textsOf(i(v).id.str()); }},
    {"attachment.instance-owner-id", [](const NetworkInterface& v) { return textsOf(i(v).owner); }},
    {"attachment.status",
     [](const NetworkInterface& v) {
       return textsOf(
           std::string_view(i(v).state == InstanceState::pending ? "attaching" : "attached"));
     }},
    {"availability-zone", [](const NetworkInterface& v) { return textsOf(i(v).availabilityZone); }},
    {"availability-zone-id",
     [](const NetworkInterface& v) {
       return textsOf(zoneIdOf(i(v).region, i(v).availabilityZone));
     }},
    {"description", [](const NetworkInterface&) { return textsOf(std::string_view("")); }},
    {"group-id", &groupIds},
    {"group-name", &groupNames},
    {"interface-type",
     [](const NetworkInterface&) { return textsOf(std::string_view("interface")); }},
    {"ipv6-addresses.ipv6-address", &nothing<NetworkInterface>},
    {"mac-address", [](const NetworkInterface& v) { return textsOf(i(v).macAddress); }},
    {"network-interface-id", [](const NetworkInterface& v) { return textsOf(v.id.str()); }},
    {"operator.managed", [](const NetworkInterface&) { return textsOf(false); }},
    {"operator.principal", &nothing<NetworkInterface>},
    {"owner-id", [](const NetworkInterface& v) { return textsOf(i(v).owner); }},
    {"private-dns-name",
     [](const NetworkInterface& v) {
       return textsOf(privateDnsName(i(v).privateIpAddress, i(v).region));
     }},
    {"private-ip-address",
     [](const NetworkInterface& v) { return textsOf(i(v).privateIpAddress); }},
    {"requester-id", &nothing<NetworkInterface>},
    {"requester-managed", [](const NetworkInterface&) { return textsOf(false); }},
    {"source-dest-check", [](const NetworkInterface& v) { return textsOf(i(v).sourceDestCheck); }},
    {"status", [](const NetworkInterface&) { return textsOf(std::string_view("in-use")); }},
    {"subnet-id", [](const NetworkInterface& v) { return textsOf(i(v).subnetId); }},
    {"vpc-id", [](const NetworkInterface& v) { return textsOf(i(v).vpcId); }},
};
static_assert(std::ranges::is_sorted(kNetworkInterfaceFilters, {},
                                     &FilterRow<NetworkInterface>::name));

constexpr FilterRow<ElasticAddress> kAddressFilters[] = {
    {"allocation-id", [](const ElasticAddress& v) { return textsOf(v.id.str()); }},
    {"association-id", [](const ElasticAddress& v) { return textsOf(v.associationId); }},
    {"domain", [](const ElasticAddress&) { return textsOf(std::string_view("vpc")); }},
    {"instance-id",
     [](const ElasticAddress& v) { return v.instanceId ? textsOf(v.instanceId->str()) : Texts{}; }},
    {"network-border-group", [](const ElasticAddress& v) { return textsOf(v.region); }},
    {"network-interface-id", [](const ElasticAddress& v) { return textsOf(v.networkInterfaceId); }},
    {"network-interface-owner-id",
     [](const ElasticAddress& v) { return v.networkInterfaceId ? textsOf(v.owner) : Texts{}; }},
    {"private-ip-address", [](const ElasticAddress& v) { return textsOf(v.privateIpAddress); }},
    {"public-ip", [](const ElasticAddress& v) { return textsOf(v.publicIp); }},
};
static_assert(std::ranges::is_sorted(kAddressFilters, {}, &FilterRow<ElasticAddress>::name));

constexpr FilterRow<PlacementGroup> kPlacementGroupFilters[] = {
    {"group-arn",
     [](const PlacementGroup& v) {
       return textsOf(ec2Arn(v.region, v.owner, "placement-group", v.name));
     }},
    {"group-name", [](const PlacementGroup& v) { return textsOf(v.name); }},
    {"spread-level", [](const PlacementGroup& v) { return textsOf(v.spreadLevel); }},
    {"state", [](const PlacementGroup&) { return textsOf(std::string_view("available")); }},
    {"strategy", [](const PlacementGroup& v) { return textsOf(v.strategy); }},
};
static_assert(std::ranges::is_sorted(kPlacementGroupFilters, {}, &FilterRow<PlacementGroup>::name));

constexpr FilterRow<KeyPair> kKeyPairFilters[] = {
    {"fingerprint", [](const KeyPair& v) { return textsOf(v.fingerprint); }},
    {"key-name", [](const KeyPair& v) { return textsOf(v.name); }},
    {"key-pair-id", [](const KeyPair& v) { return textsOf(v.id.str()); }},
};
static_assert(std::ranges::is_sorted(kKeyPairFilters, {}, &FilterRow<KeyPair>::name));

}  // namespace

std::optional<std::string> publicAddressOf(const Instance& instance) {
  const bool shows = instance.state == InstanceState::running || instance.elasticAllocationId;
  return shows ? instance.publicIpAddress : std::nullopt;
}

std::string attachmentIdOf(const Instance& instance) {
  return "eni-attach-" + instance.networkInterfaceId.substr(4);
}

std::span<const FilterRow<NetworkInterface>> networkInterfaceFilters() {
  return kNetworkInterfaceFilters;
}
std::span<const FilterRow<ElasticAddress>> addressFilters() { return kAddressFilters; }
std::span<const FilterRow<PlacementGroup>> placementGroupFilters() {
  return kPlacementGroupFilters;
}
std::span<const FilterRow<KeyPair>> keyPairFilters() { return kKeyPairFilters; }

}  // namespace amilocal::domain
