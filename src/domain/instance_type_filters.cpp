#include "amilocal/domain/instance_type.h"

namespace amilocal::domain {
namespace {

using Type = InstanceType;
using Texts = std::vector<std::string>;

// What is known to AWS and told by no type here (docs/compatibility.md).
Texts nothing(const Type&) { return {}; }

// `1`, `2` … as the type can be told to have; what AWS lists for a type that cannot is its default.
Texts validThreads(const Type& type) {
  if (type.threadsPerCore == 1) return {"1"};
  return {"1", "2", "1,2"};
}

std::string decimal(double value) {
  const auto tenths = static_cast<std::int64_t>(value * 10 + 0.5);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

constexpr FilterRow<Type> kFilters[] = {
    {"auto-recovery-supported", [](const Type& t) { return textsOf(!t.isBareMetal); }},
    {"bare-metal", [](const Type& t) { return textsOf(t.isBareMetal); }},
    {"burstable-performance-supported", [](const Type& t) { return textsOf(t.isBurstable); }},
    {"current-generation", [](const Type& t) { return textsOf(t.isCurrent); }},
    {"dedicated-hosts-supported", [](const Type& t) { return textsOf(t.name != "t1.micro"); }},
    {"ebs-info.attachment-limit-type", &nothing},
    {"ebs-info.ebs-optimized-info.baseline-bandwidth-in-mbps", &nothing},
    {"ebs-info.ebs-optimized-info.baseline-iops", &nothing},
    {"ebs-info.ebs-optimized-info.baseline-throughput-in-mbps", &nothing},
    {"ebs-info.ebs-optimized-info.maximum-bandwidth-in-mbps", &nothing},
    {"ebs-info.ebs-optimized-info.maximum-iops", &nothing},
    {"ebs-info.ebs-optimized-info.maximum-throughput-in-mbps", &nothing},
    {"ebs-info.ebs-optimized-support",
     [](const Type& t) { return textsOf(t.ebsOptimizedSupport()); }},
    {"ebs-info.encryption-support", [](const Type&) { return Texts{"supported"}; }},
    {"ebs-info.maximum-ebs-attachments", &nothing},
    {"ebs-info.nvme-support",
     [](const Type& t) { return Texts{t.isNitro ? "required" : "unsupported"}; }},
    {"free-tier-eligible", [](const Type& t) { return textsOf(t.isFreeTierEligible()); }},
    {"hibernation-supported", [](const Type& t) { return textsOf(t.canHibernate()); }},
    {"hypervisor",
     [](const Type& t) { return t.isBareMetal ? Texts{} : Texts{t.isNitro ? "nitro" : "xen"}; }},
    {"instance-storage-info.disk.count", &nothing},
    {"instance-storage-info.disk.size-in-gb", &nothing},
    {"instance-storage-info.disk.type", &nothing},
    {"instance-storage-info.encryption-support", &nothing},
    {"instance-storage-info.nvme-support", &nothing},
    {"instance-storage-info.total-size-in-gb", &nothing},
    {"instance-storage-supported", [](const Type& t) { return textsOf(t.hasInstanceStore); }},
    {"instance-type", [](const Type& t) { return textsOf(t.name); }},
    {"memory-info.size-in-mib", [](const Type& t) { return textsOf(t.memoryMib); }},
    {"network-info.bandwidth-weightings", &nothing},
    {"network-info.efa-info.maximum-efa-interfaces", &nothing},
    {"network-info.efa-supported", &nothing},
    {"network-info.ena-support", [](const Type& t) { return textsOf(t.enaSupport()); }},
    {"network-info.encryption-in-transit-supported", &nothing},
    {"network-info.flexible-ena-queues-support", &nothing},
    {"network-info.ipv4-addresses-per-interface",
     [](const Type& t) { return textsOf(t.addressesPerInterface); }},
    {"network-info.ipv6-addresses-per-interface",
     [](const Type& t) { return textsOf(t.supportsParavirtual ? 0 : t.addressesPerInterface); }},
    {"network-info.ipv6-supported", [](const Type& t) { return textsOf(!t.supportsParavirtual); }},
    {"network-info.maximum-network-cards", [](const Type&) { return Texts{"1"}; }},
    {"network-info.maximum-network-interfaces",
     [](const Type& t) { return textsOf(t.interfaces); }},
    {"network-info.network-performance", &nothing},
    {"nitro-enclaves-support",
     [](const Type& t) { return Texts{t.supportsEnclaves() ? "supported" : "unsupported"}; }},
    {"nitro-tpm-info.supported-versions",
     [](const Type& t) { return t.supportsTpm() ? Texts{"2.0"} : Texts{}; }},
    {"nitro-tpm-support",
     [](const Type& t) { return Texts{t.supportsTpm() ? "supported" : "unsupported"}; }},
    {"processor-info.supported-architecture", [](const Type& t) { return t.architectures; }},
    {"processor-info.supported-features", &nothing},
    {"processor-info.sustained-clock-speed-in-ghz",
     [](const Type& t) { return t.clockGhz > 0 ? Texts{decimal(t.clockGhz)} : Texts{}; }},
    {"reboot-migration-support", &nothing},
    {"supported-boot-mode", [](const Type& t) { return t.bootModes(); }},
    {"supported-root-device-type", [](const Type& t) { return t.rootDeviceTypes(); }},
    {"supported-usage-class", [](const Type& t) { return t.usageClasses(); }},
    {"supported-virtualization-type", [](const Type& t) { return t.virtualizationTypes(); }},
    {"vcpu-info.default-cores", [](const Type& t) { return textsOf(t.coreCount); }},
    {"vcpu-info.default-threads-per-core", [](const Type& t) { return textsOf(t.threadsPerCore); }},
    {"vcpu-info.default-vcpus", [](const Type& t) { return textsOf(t.vcpus); }},
    {"vcpu-info.valid-cores", &nothing},
    {"vcpu-info.valid-threads-per-core", &validThreads},
};
static_assert(std::ranges::is_sorted(kFilters, {}, &FilterRow<Type>::name));

}  // namespace

std::span<const FilterRow<InstanceType>> instanceTypeFilters() { return kFilters; }

}  // namespace amilocal::domain
