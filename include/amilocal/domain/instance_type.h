#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace amilocal::domain {

/// What an instance type says about the images it can run.
struct InstanceType {
  std::string name;                        ///< `t3.micro`
  std::vector<std::string> architectures;  ///< `x86_64`, `i386`, `arm64`, `x86_64_mac`, `arm64_mac`
  bool supportsParavirtual = false;        ///< the first generations only
  bool isNitro = true;                     ///< can boot by UEFI
  bool isBurstable = false;
  std::int64_t coreCount = 1;
  std::int64_t threadsPerCore = 1;

  bool runs(std::string_view architecture) const;
};

/// What RunInstances launches when it is not told a type (EC2 API Reference, RunInstances).
inline constexpr std::string_view kDefaultInstanceType = "m1.small";

/// Empty for a type that EC2 does not have.
std::optional<InstanceType> findInstanceType(std::string_view name);

}  // namespace amilocal::domain
