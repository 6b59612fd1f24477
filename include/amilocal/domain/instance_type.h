#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/domain/filter.h"

namespace amilocal::domain {

/// The graphics processors of a type.
struct Gpus {
  std::string_view name;  ///< `T4`
  std::string_view manufacturer;
  std::int64_t count = 0;
  std::int64_t memoryMib = 0;  ///< of each
};

/// What an instance type is, and what it says about the images it can run.
struct InstanceType {
  std::string name;                        ///< `t3.micro`
  std::vector<std::string> architectures;  ///< `x86_64`, `i386`, `arm64`, `x86_64_mac`, `arm64_mac`
  bool supportsParavirtual = false;        ///< the first generations only
  bool isNitro = true;                     ///< can boot by UEFI
  bool isBurstable = false;
  bool isBareMetal = false;
  bool isCurrent = true;
  std::int64_t vcpus = 1;
  std::int64_t coreCount = 1;
  std::int64_t threadsPerCore = 1;
  std::int64_t memoryMib = 0;
  std::string_view manufacturer;
  double clockGhz = 0;
  bool hasInstanceStore = false;
  std::int64_t interfaces = 0;             ///< at most
  std::int64_t addressesPerInterface = 0;  ///< of IPv4
  std::optional<Gpus> gpus;

  bool runs(std::string_view architecture) const;
  bool isMac() const;
  std::string_view family() const;  ///< `t3`

  /// `legacy-bios`, `uefi`: how an instance of the type can boot (EC2 User Guide, "Boot modes").
  std::vector<std::string> bootModes() const;
  std::vector<std::string> virtualizationTypes() const;
  std::vector<std::string> rootDeviceTypes() const;
  std::vector<std::string> usageClasses() const;
  std::string_view enaSupport() const;           ///< `required`, `supported`, `unsupported`
  std::string_view ebsOptimizedSupport() const;  ///< `default`, `supported`, `unsupported`
  bool isFreeTierEligible() const;
  bool supportsEnclaves() const;
  bool supportsTpm() const;
  bool canHibernate() const;
};

/// What RunInstances launches when it is not told a type (EC2 API Reference, RunInstances).
inline constexpr std::string_view kDefaultInstanceType = "m1.small";

/// All types that EC2 has had, in the order of names. They are offered in every zone of every
/// Region (docs/compatibility.md).
std::span<const InstanceType> instanceTypes();

/// Empty for a type that EC2 does not have.
std::optional<InstanceType> findInstanceType(std::string_view name);

/// Every filter of DescribeInstanceTypes (EC2 API Reference, DescribeInstanceTypes).
std::span<const FilterRow<InstanceType>> instanceTypeFilters();

/// `unlimited` or `standard`, what a burstable type has unless told otherwise (EC2 User Guide,
/// "Burstable performance instances"); empty for other types.
std::optional<std::string> defaultCredits(const InstanceType& type);

}  // namespace amilocal::domain
