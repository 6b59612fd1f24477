#include <algorithm>

#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/instance_errors.h"
#include "amilocal/domain/instance_type.h"
#include "amilocal/domain/region.h"
#include "amilocal/engine/request_context.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"

namespace amilocal::ec2 {
namespace {

// EC2 API Reference, DescribeInstanceTypes: pages of up to 100, and as many names.
constexpr int kTypesMost = 100;

VCpuInfo processorsOf(const domain::InstanceType& type) {
  VCpuInfo out;
  out.defaultVCpus = type.vcpus;
  out.defaultCores = type.coreCount;
  out.defaultThreadsPerCore = type.threadsPerCore;
  for (std::int64_t threads = 1; threads <= type.threadsPerCore; ++threads)
    out.validThreadsPerCore.push_back(threads);
  return out;
}

NetworkInfo networkOf(const domain::InstanceType& type) {
  NetworkInfo out;
  out.maximumNetworkInterfaces = type.interfaces;
  out.maximumNetworkCards = 1;
  out.defaultNetworkCardIndex = 0;
  NetworkCardInfo card;
  card.networkCardIndex = 0;
  card.maximumNetworkInterfaces = type.interfaces;
  out.networkCards.push_back(std::move(card));
  out.ipv4AddressesPerInterface = type.addressesPerInterface;
  out.ipv6AddressesPerInterface = type.supportsParavirtual ? 0 : type.addressesPerInterface;
  out.ipv6Supported = !type.supportsParavirtual;
  out.enaSupport = std::string(type.enaSupport());
  return out;
}

GpuInfo gpusOf(const domain::Gpus& gpus) {
  GpuDeviceInfo device;
  device.name = std::string(gpus.name);
  device.manufacturer = std::string(gpus.manufacturer);
  device.count = gpus.count;
  device.memoryInfo = GpuDeviceMemoryInfo{.sizeInMiB = gpus.memoryMib};
  GpuInfo out;
  out.gpus.push_back(std::move(device));
  out.totalGpuMemoryInMiB = gpus.count * gpus.memoryMib;
  return out;
}

void addSupport(const domain::InstanceType& type, InstanceTypeInfo& out) {
  const auto word = [](bool supported) {
    return std::string(supported ? "supported" : "unsupported");
  };
  out.hibernationSupported = type.canHibernate();
  out.burstablePerformanceSupported = type.isBurstable;
  out.dedicatedHostsSupported = type.name != "t1.micro";
  out.autoRecoverySupported = !type.isBareMetal;
  out.supportedBootModes = type.bootModes();
  out.nitroEnclavesSupport = word(type.supportsEnclaves());
  out.nitroTpmSupport = word(type.supportsTpm());
  if (type.supportsTpm()) out.nitroTpmInfo = NitroTpmInfo{.supportedVersions = {"2.0"}};
  out.phcSupport = word(false);
  out.placementGroupInfo = PlacementGroupInfo{.supportedStrategies = {"partition", "spread"}};
  if (!type.isBurstable)
    out.placementGroupInfo->supportedStrategies = {"cluster", "partition", "spread"};
}

InstanceTypeInfo toWire(const domain::InstanceType& type) {
  InstanceTypeInfo out;
  out.instanceType = type.name;
  out.currentGeneration = type.isCurrent;
  out.freeTierEligible = type.isFreeTierEligible();
  out.supportedUsageClasses = type.usageClasses();
  out.supportedRootDeviceTypes = type.rootDeviceTypes();
  out.supportedVirtualizationTypes = type.virtualizationTypes();
  out.bareMetal = type.isBareMetal;
  if (!type.isBareMetal) out.hypervisor = type.isNitro ? "nitro" : "xen";
  out.processorInfo = ProcessorInfo{};
  out.processorInfo->supportedArchitectures = type.architectures;
  if (type.clockGhz > 0) out.processorInfo->sustainedClockSpeedInGhz = type.clockGhz;
  out.processorInfo->manufacturer = std::string(type.manufacturer);
  out.vCpuInfo = processorsOf(type);
  out.memoryInfo = MemoryInfo{.sizeInMiB = type.memoryMib};
  out.instanceStorageSupported = type.hasInstanceStore;
  out.ebsInfo = EbsInfo{};
  out.ebsInfo->ebsOptimizedSupport = std::string(type.ebsOptimizedSupport());
  out.ebsInfo->encryptionSupport = "supported";
  out.ebsInfo->nvmeSupport = type.isNitro ? "required" : "unsupported";
  out.networkInfo = networkOf(type);
  if (type.gpus) out.gpuInfo = gpusOf(*type.gpus);
  addSupport(type, out);
  out.supportedInRegion = true;
  return out;
}

void checkNames(const std::vector<std::string>& names) {
  if (names.size() > static_cast<std::size_t>(kTypesMost))
    throw errors::tooManyInstanceTypes(kTypesMost);
  std::vector<std::string> unknown;
  for (const auto& name : names)
    if (!domain::findInstanceType(name)) unknown.push_back(name);
  if (!unknown.empty()) throw errors::instanceTypesNotFound(unknown);
}

bool isNamed(const std::vector<std::string>& names, const std::string& name) {
  return names.empty() || std::ranges::find(names, name) != names.end();
}

// Where types are offered: the Region, or its zones.
std::vector<std::string> locationsOf(const RequestContext& ctx, std::string_view kind) {
  if (kind == "region") return {ctx.region()};
  if (kind == "outpost") return {};
  std::vector<std::string> locations;
  if (const auto* region = domain::findRegion(ctx.region()))
    for (const auto& zone : region->zones)
      locations.emplace_back(kind == "availability-zone-id" ? zone.id : zone.name);
  std::ranges::sort(locations);
  return locations;
}

struct Offering {
  std::string type;
  std::string location;
};

constexpr domain::FilterRow<Offering> kOfferingFilters[] = {
    {"instance-type", [](const Offering& o) { return domain::textsOf(o.type); }},
    {"location", [](const Offering& o) { return domain::textsOf(o.location); }},
};

}  // namespace

// IncludeUnsupportedInRegion adds nothing: every type is offered in every Region
// (docs/compatibility.md).
DescribeInstanceTypesResponse describeInstanceTypes(RequestContext&,
                                                    const DescribeInstanceTypesRequest& request) {
  if (!request.instanceTypes.empty() && request.maxResults)
    throw errors::cannotBeUsedWith("InstanceTypes", "MaxResults");
  checkNames(request.instanceTypes);
  const auto page = domain::pageScope(pageOf(request.maxResults, request.nextToken),
                                      domain::kPageMin, kTypesMost);
  const auto limit = page.limit.value_or(kTypesMost);
  const auto filters = filtersOf(request.filters);
  domain::checkFilters(domain::instanceTypeFilters(), filters, domain::TagFilters::unknown);
  DescribeInstanceTypesResponse answer;
  for (const auto& type : domain::instanceTypes()) {
    if (type.name <= page.after || !isNamed(request.instanceTypes, type.name) ||
        !domain::matches(domain::instanceTypeFilters(), filters, type, {}))
      continue;
    if (answer.instanceTypes.size() == limit) {
      answer.nextToken = domain::encodePageToken(*answer.instanceTypes.back().instanceType);
      break;
    }
    answer.instanceTypes.push_back(toWire(type));
  }
  return answer;
}

DescribeInstanceTypeOfferingsResponse describeInstanceTypeOfferings(
    RequestContext& ctx, const DescribeInstanceTypeOfferingsRequest& request) {
  const auto page = domain::pageScope(pageOf(request.maxResults, request.nextToken));
  const auto limit = page.limit.value_or(domain::kPageMax);
  const auto filters = filtersOf(request.filters);
  const std::span<const domain::FilterRow<Offering>> table(kOfferingFilters);
  domain::checkFilters(table, filters, domain::TagFilters::unknown);
  const auto kind = request.locationType.value_or("region");
  const auto locations = locationsOf(ctx, kind);
  DescribeInstanceTypeOfferingsResponse answer;
  for (const auto& type : domain::instanceTypes()) {
    for (const auto& location : locations) {
      const auto key = type.name + "/" + location;
      if (key <= page.after || !domain::matches(table, filters, {type.name, location}, {}))
        continue;
      if (answer.instanceTypeOfferings.size() == limit) {
        const auto& last = answer.instanceTypeOfferings.back();
        answer.nextToken = domain::encodePageToken(*last.instanceType + "/" + *last.location);
        return answer;
      }
      answer.instanceTypeOfferings.push_back(
          {.instanceType = type.name, .locationType = kind, .location = location});
    }
  }
  return answer;
}

}  // namespace amilocal::ec2
