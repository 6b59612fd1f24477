#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace amilocal::domain {

enum class Generation {
  xenBoth,  // the first generations: HVM and paravirtual, 32 and 64 bit
  xen,      // HVM only
  nitro,
  graviton,
  intelMac,
  armMac
};

enum class Age { current, previous };

/// A family of types: their sizes, and what they have for each vCPU.
struct Family {
  std::string_view name;
  Generation generation;
  Age age;
  double clockGhz;
  double gibPerVcpu;
  std::string_view sizes;  ///< with blanks between them
};

/// A type that does not follow from its family and size.
struct OddType {
  std::string_view name;
  std::int64_t vcpus;
  std::int64_t memoryMib;
};

struct FamilyGpus {
  std::string_view family;
  std::string_view name;
  std::string_view manufacturer;
  std::int64_t memoryMib;
  std::string_view counts;  ///< `12xlarge:4 …`; one in other sizes
};

std::span<const Family> families();  ///< by name
std::span<const OddType> oddTypes();
std::span<const FamilyGpus> familyGpus();

}  // namespace amilocal::domain
