#include "amilocal/domain/instance_filters.h"

#include <algorithm>

#include "amilocal/domain/default_network.h"
#include "amilocal/domain/launch_plan.h"
#include "amilocal/domain/region.h"

namespace amilocal::domain {
namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view kHypervisor = "xen";  // also for Nitro types (images.md 1.1)

const Instance& i(const InstanceView& view) { return *view.instance; }

// Filters of things that no instance here has: known to AWS, and met by nothing.
Texts nothing(const InstanceView&) { return {}; }

Texts each(const InstanceView& view, std::string (*text)(const Attachment&)) {
  Texts texts;
  for (const auto& attachment : view.attachments) texts.push_back(text(attachment));
  return texts;
}

bool hasInterface(const Instance& instance) { return !instance.networkInterfaceId.empty(); }

std::optional<std::string> zoneIdOf(const Instance& instance) {
  const auto* region = findRegion(instance.region);
  const auto* zone = region == nullptr ? nullptr : findZone(*region, instance.availabilityZone);
  if (zone == nullptr) return std::nullopt;
  return std::string(zone->id);
}

Texts publicNames(const Instance& instance) {
  if (!instance.publicIpAddress) return {};
  return {publicDnsName(*instance.publicIpAddress, instance.region)};
}

Texts groups(const Instance& instance) {
  Texts texts;
  for (const auto& group : instance.securityGroups) texts.push_back(group.id);
  return texts;
}

Texts groupNames(const Instance& instance) {
  Texts texts;
  for (const auto& group : instance.securityGroups) texts.push_back(group.name);
  return texts;
}

Texts products(const Instance& instance) {
  Texts texts;
  for (const auto& code : instance.productCodes) texts.push_back(code.id);
  return texts;
}

Texts productTypes(const Instance& instance) {
  Texts texts;
  for (const auto& code : instance.productCodes) texts.push_back(code.type);
  return texts;
}

// On-Demand is the absence of a lifecycle (EC2 API Reference, Instance, instanceLifecycle).
Texts lifecycle(const Instance& instance) {
  return instance.spotRequestId ? Texts{"spot"} : Texts{};
}

Texts reasonCode(const Instance& instance) {
  return instance.stateReason ? Texts{instance.stateReason->code} : Texts{};
}

Texts reasonMessage(const Instance& instance) {
  return instance.stateReason ? Texts{instance.stateReason->message} : Texts{};
}

constexpr FilterRow<InstanceView> kInstanceFilters[] = {
    {"affinity", &nothing},
    {"architecture", [](const InstanceView& v) { return textsOf(i(v).architecture); }},
    {"availability-zone", [](const InstanceView& v) { return textsOf(i(v).availabilityZone); }},
    {"availability-zone-id", [](const InstanceView& v) { return textsOf(zoneIdOf(i(v))); }},
    {"block-device-mapping.attach-time",
     [](const InstanceView& v) {
       return each(v, [](const Attachment& a) { return formatInstant(a.attachedAt); });
     }},
    {"block-device-mapping.delete-on-termination",
     [](const InstanceView& v) {
       return each(v, [](const Attachment& a) { return textsOf(a.deleteOnTermination)[0]; });
     }},
    {"block-device-mapping.device-name",
     [](const InstanceView& v) { return each(v, [](const Attachment& a) { return a.device; }); }},
    {"block-device-mapping.status",
     [](const InstanceView& v) {
       return each(v, [](const Attachment& a) { return std::string(toString(a.state)); });
     }},
    {"block-device-mapping.volume-id",
     [](const InstanceView& v) {
       return each(v, [](const Attachment& a) { return a.volumeId.str(); });
     }},
    {"boot-mode", [](const InstanceView& v) { return textsOf(i(v).bootMode); }},
    {"capacity-reservation-id", &nothing},
    {"capacity-reservation-specification.capacity-reservation-preference",
     [](const InstanceView& v) { return textsOf(i(v).capacityReservationPreference); }},
    {"capacity-reservation-specification.capacity-reservation-target.capacity-reservation-id",
     &nothing},
    {"capacity-reservation-specification.capacity-reservation-target.capacity-reservation-resource-"
     "group-arn",
     &nothing},
    {"client-token", [](const InstanceView& v) { return textsOf(i(v).clientToken); }},
    {"current-instance-boot-mode",
     [](const InstanceView& v) { return textsOf(currentBootMode(i(v))); }},
    {"dns-name", [](const InstanceView& v) { return publicNames(i(v)); }},
    {"ebs-optimized", [](const InstanceView& v) { return textsOf(i(v).ebsOptimized); }},
    {"ena-support", [](const InstanceView& v) { return textsOf(i(v).enaSupport); }},
    {"enclave-options.enabled", [](const InstanceView& v) { return textsOf(i(v).enclaveEnabled); }},
    {"hibernation-options.configured",
     [](const InstanceView& v) { return textsOf(i(v).hibernationConfigured); }},
    {"host-id", &nothing},
    {"hypervisor", [](const InstanceView&) { return textsOf(kHypervisor); }},
    {"iam-instance-profile.arn",
     [](const InstanceView& v) { return textsOf(i(v).iamInstanceProfileArn); }},
    {"iam-instance-profile.id",
     [](const InstanceView& v) { return textsOf(i(v).iamInstanceProfileId); }},
    {"image-id", [](const InstanceView& v) { return textsOf(i(v).imageId.str()); }},
    {"instance-id", [](const InstanceView& v) { return textsOf(i(v).id.str()); }},
    {"instance-lifecycle", [](const InstanceView& v) { return lifecycle(i(v)); }},
    {"instance-state-code",
     [](const InstanceView& v) { return textsOf(static_cast<int>(i(v).state)); }},
    {"instance-state-name", [](const InstanceView& v) { return textsOf(toString(i(v).state)); }},
    {"instance-type", [](const InstanceView& v) { return textsOf(i(v).instanceType); }},
    {"instance.group-id", [](const InstanceView& v) { return groups(i(v)); }},
    {"instance.group-name", [](const InstanceView& v) { return groupNames(i(v)); }},
    {"ip-address", [](const InstanceView& v) { return textsOf(i(v).publicIpAddress); }},
    {"ipv6-address", &nothing},
    {"kernel-id", [](const InstanceView& v) { return textsOf(i(v).kernelId); }},
    {"key-name", [](const InstanceView& v) { return textsOf(i(v).keyName); }},
    {"launch-index", [](const InstanceView& v) { return textsOf(i(v).launchIndex); }},
    {"launch-time", [](const InstanceView& v) { return textsOf(formatInstant(i(v).launchedAt)); }},
    {"maintenance-options.auto-recovery",
     [](const InstanceView& v) { return textsOf(i(v).autoRecovery); }},
    {"metadata-options.http-endpoint",
     [](const InstanceView& v) { return textsOf(i(v).metadataOptions.httpEndpoint); }},
    {"metadata-options.http-protocol-ipv4",
     [](const InstanceView&) { return textsOf(std::string_view("enabled")); }},
    {"metadata-options.http-protocol-ipv6",
     [](const InstanceView& v) { return textsOf(i(v).metadataOptions.httpProtocolIpv6); }},
    {"metadata-options.http-put-response-hop-limit",
     [](const InstanceView& v) { return textsOf(i(v).metadataOptions.httpPutResponseHopLimit); }},
    {"metadata-options.http-tokens",
     [](const InstanceView& v) { return textsOf(i(v).metadataOptions.httpTokens); }},
    {"metadata-options.instance-metadata-tags",
     [](const InstanceView& v) { return textsOf(i(v).metadataOptions.instanceMetadataTags); }},
    {"metadata-options.state",
     [](const InstanceView&) { return textsOf(std::string_view("applied")); }},
    {"monitoring-state",
     [](const InstanceView& v) {
       return textsOf(std::string_view(i(v).monitoring ? "enabled" : "disabled"));
     }},
    {"network-interface.addresses.association.allocation-id",
     [](const InstanceView& v) { return textsOf(i(v).elasticAllocationId); }},
    {"network-interface.addresses.association.association-id", &nothing},
    {"network-interface.addresses.association.carrier-ip", &nothing},
    {"network-interface.addresses.association.customer-owned-ip", &nothing},
    {"network-interface.addresses.association.ip-owner-id", &nothing},
    {"network-interface.addresses.association.public-dns-name",
     [](const InstanceView& v) { return publicNames(i(v)); }},
    {"network-interface.addresses.association.public-ip",
     [](const InstanceView& v) { return textsOf(i(v).publicIpAddress); }},
    {"network-interface.addresses.primary",
     [](const InstanceView& v) { return textsOf(hasInterface(i(v))); }},
    {"network-interface.addresses.private-dns-name",
     [](const InstanceView& v) {
       return textsOf(privateDnsName(i(v).privateIpAddress, i(v).region));
     }},
    {"network-interface.addresses.private-ip-address",
     [](const InstanceView& v) { return textsOf(i(v).privateIpAddress); }},
    {"network-interface.association.allocation-id",
     [](const InstanceView& v) { return textsOf(i(v).elasticAllocationId); }},
    {"network-interface.association.association-id", &nothing},
    {"network-interface.association.carrier-ip", &nothing},
    {"network-interface.association.customer-owned-ip", &nothing},
    {"network-interface.association.ip-owner-id", &nothing},
    {"network-interface.association.public-dns-name",
     [](const InstanceView& v) { return publicNames(i(v)); }},
    {"network-interface.association.public-ip",
     [](const InstanceView& v) { return textsOf(i(v).publicIpAddress); }},
    {"network-interface.attachment.attach-time",
     [](const InstanceView& v) { return textsOf(formatInstant(i(v).launchedAt)); }},
    {"network-interface.attachment.attachment-id", &nothing},
    {"network-interface.attachment.delete-on-termination",
     [](const InstanceView&) { return textsOf(true); }},
    {"network-interface.attachment.device-index", [](const InstanceView&) { return textsOf(0); }},
    {"network-interface.attachment.instance-id",
     [](const InstanceView& v) { return textsOf(i(v).id.str()); }},
    {"network-interface.attachment.instance-owner-id",
     [](const InstanceView& v) { return textsOf(i(v).owner); }},
    {"network-interface.attachment.network-card-index",
     [](const InstanceView&) { return textsOf(0); }},
    {"network-interface.attachment.status",
     [](const InstanceView&) { return textsOf(std::string_view("attached")); }},
    {"network-interface.availability-zone",
     [](const InstanceView& v) { return textsOf(i(v).availabilityZone); }},
    {"network-interface.deny-all-igw-traffic", &nothing},
    {"network-interface.description", &nothing},
    {"network-interface.group-id", [](const InstanceView& v) { return groups(i(v)); }},
    {"network-interface.group-name", [](const InstanceView& v) { return groupNames(i(v)); }},
    {"network-interface.ipv4-prefixes.ipv4-prefix", &nothing},
    {"network-interface.ipv6-address", &nothing},
    {"network-interface.ipv6-addresses.ipv6-address", &nothing},
    {"network-interface.ipv6-addresses.is-primary-ipv6", &nothing},
    {"network-interface.ipv6-native", &nothing},
    {"network-interface.ipv6-prefixes.ipv6-prefix", &nothing},
    {"network-interface.mac-address",
     [](const InstanceView& v) { return textsOf(i(v).macAddress); }},
    {"network-interface.network-interface-id",
     [](const InstanceView& v) { return textsOf(i(v).networkInterfaceId); }},
    {"network-interface.operator.managed", &nothing},
    {"network-interface.operator.principal", &nothing},
    {"network-interface.outpost-arn", &nothing},
    {"network-interface.owner-id", [](const InstanceView& v) { return textsOf(i(v).owner); }},
    {"network-interface.private-dns-name",
     [](const InstanceView& v) {
       return textsOf(privateDnsName(i(v).privateIpAddress, i(v).region));
     }},
    {"network-interface.private-ip-address",
     [](const InstanceView& v) { return textsOf(i(v).privateIpAddress); }},
    {"network-interface.public-dns-name", [](const InstanceView& v) { return publicNames(i(v)); }},
    {"network-interface.requester-id", &nothing},
    {"network-interface.requester-managed", [](const InstanceView&) { return textsOf(false); }},
    {"network-interface.source-dest-check",
     [](const InstanceView& v) { return textsOf(i(v).sourceDestCheck); }},
    {"network-interface.status",
     [](const InstanceView&) { return textsOf(std::string_view("in-use")); }},
    {"network-interface.subnet-id", [](const InstanceView& v) { return textsOf(i(v).subnetId); }},
    {"network-interface.tag-key", &nothing},
    {"network-interface.tag-value", &nothing},
    {"network-interface.vpc-id", [](const InstanceView& v) { return textsOf(i(v).vpcId); }},
    {"network-performance-options.bandwidth-weighting", &nothing},
    {"operator.managed", [](const InstanceView&) { return textsOf(false); }},
    {"operator.principal", &nothing},
    {"outpost-arn", &nothing},
    {"owner-id", [](const InstanceView& v) { return textsOf(i(v).owner); }},
    {"placement-group-name", &nothing},
    {"placement-partition-number",
     [](const InstanceView& v) { return textsOf(i(v).placementPartition); }},
    {"platform", [](const InstanceView& v) { return textsOf(i(v).platform); }},
    {"platform-details", [](const InstanceView& v) { return textsOf(i(v).platformDetails); }},
    {"private-dns-name",
     [](const InstanceView& v) {
       return textsOf(privateDnsName(i(v).privateIpAddress, i(v).region));
     }},
    {"private-dns-name-options.enable-resource-name-dns-a-record",
     [](const InstanceView& v) { return textsOf(i(v).resourceNameDnsA); }},
    {"private-dns-name-options.enable-resource-name-dns-aaaa-record",
     [](const InstanceView& v) { return textsOf(i(v).resourceNameDnsAaaa); }},
    {"private-dns-name-options.hostname-type",
     [](const InstanceView& v) { return textsOf(i(v).privateDnsHostnameType); }},
    {"private-ip-address", [](const InstanceView& v) { return textsOf(i(v).privateIpAddress); }},
    {"product-code", [](const InstanceView& v) { return products(i(v)); }},
    {"product-code.type", [](const InstanceView& v) { return productTypes(i(v)); }},
    {"ramdisk-id", [](const InstanceView& v) { return textsOf(i(v).ramdiskId); }},
    {"reason", [](const InstanceView& v) { return textsOf(i(v).stateTransitionReason); }},
    {"requester-id", &nothing},
    {"reservation-id", [](const InstanceView& v) { return textsOf(i(v).reservationId.str()); }},
    {"root-device-name", [](const InstanceView& v) { return textsOf(i(v).rootDeviceName); }},
    {"root-device-type", [](const InstanceView& v) { return textsOf(i(v).rootDeviceType); }},
    {"source-dest-check", [](const InstanceView& v) { return textsOf(i(v).sourceDestCheck); }},
    {"spot-instance-request-id", [](const InstanceView& v) { return textsOf(i(v).spotRequestId); }},
    {"state-reason-code", [](const InstanceView& v) { return reasonCode(i(v)); }},
    {"state-reason-message", [](const InstanceView& v) { return reasonMessage(i(v)); }},
    {"subnet-id", [](const InstanceView& v) { return textsOf(i(v).subnetId); }},
    {"tenancy", [](const InstanceView& v) { return textsOf(i(v).tenancy); }},
    {"tpm-support", [](const InstanceView& v) { return textsOf(i(v).tpmSupport); }},
    {"usage-operation", [](const InstanceView& v) { return textsOf(i(v).usageOperation); }},
    {"usage-operation-update-time",
     [](const InstanceView& v) { return textsOf(formatInstant(i(v).launchedAt)); }},
    {"virtualization-type", [](const InstanceView& v) { return textsOf(i(v).virtualizationType); }},
    {"vpc-id", [](const InstanceView& v) { return textsOf(i(v).vpcId); }},
};
static_assert(std::ranges::is_sorted(kInstanceFilters, {}, &FilterRow<InstanceView>::name));

Texts noEvent(const Instance&) { return {}; }
Texts health(const Instance& instance) { return textsOf(instanceHealth(instance)); }
Texts reachability(const Instance& instance) {
  return instance.state == InstanceState::running ? Texts{"passed"} : Texts{};
}

constexpr FilterRow<Instance> kStatusFilters[] = {
    {"attached-ebs-status.status", &health},
    {"availability-zone", [](const Instance& v) { return textsOf(v.availabilityZone); }},
    {"availability-zone-id", [](const Instance& v) { return textsOf(zoneIdOf(v)); }},
    {"event.code", &noEvent},
    {"event.description", &noEvent},
    {"event.instance-event-id", &noEvent},
    {"event.not-after", &noEvent},
    {"event.not-before", &noEvent},
    {"event.not-before-deadline", &noEvent},
    {"instance-state-code", [](const Instance& v) { return textsOf(static_cast<int>(v.state)); }},
    {"instance-state-name", [](const Instance& v) { return textsOf(toString(v.state)); }},
    {"instance-status.reachability", &reachability},
    {"instance-status.status", &health},
    {"operator.managed", [](const Instance&) { return textsOf(false); }},
    {"operator.principal", &noEvent},
    {"system-status.reachability", &reachability},
    {"system-status.status", &health},
};
static_assert(std::ranges::is_sorted(kStatusFilters, {}, &FilterRow<Instance>::name));

}  // namespace

std::span<const FilterRow<InstanceView>> instanceFilters() { return kInstanceFilters; }
std::span<const FilterRow<Instance>> instanceStatusFilters() { return kStatusFilters; }

std::string_view instanceHealth(const Instance& instance) {
  return instance.state == InstanceState::running ? "ok" : "not-applicable";
}

}  // namespace amilocal::domain
