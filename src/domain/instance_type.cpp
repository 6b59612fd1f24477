#include "amilocal/domain/instance_type.h"

#include <algorithm>
#include <array>

namespace amilocal::domain {
namespace {

enum class Generation {
  xenBoth,  // the first generations: HVM and paravirtual, 32 and 64 bit
  xen,      // HVM only
  nitro,
  graviton,
  intelMac,
  armMac
};

struct Family {
  std::string_view name;
  Generation generation;
};

// EC2 User Guide, "Instance types"; sorted by name.
constexpr Family kFamilies[] = {
    {"a1", Generation::graviton},
    {"c1", Generation::xenBoth},
    {"c3", Generation::xenBoth},
    {"c4", Generation::xen},
    {"c5", Generation::nitro},
    {"c5a", Generation::nitro},
    {"c5ad", Generation::nitro},
    {"c5d", Generation::nitro},
    {"c5n", Generation::nitro},
    {"c6a", Generation::nitro},
    {"c6g", Generation::graviton},
    {"c6gd", Generation::graviton},
    {"c6gn", Generation::graviton},
    {"c6i", Generation::nitro},
    {"c6id", Generation::nitro},
    {"c6in", Generation::nitro},
    {"c7a", Generation::nitro},
    {"c7g", Generation::graviton},
    {"c7gd", Generation::graviton},
    {"c7gn", Generation::graviton},
    {"c7i", Generation::nitro},
    {"c7i-flex", Generation::nitro},
    {"c8a", Generation::nitro},
    {"c8g", Generation::graviton},
    {"c8gd", Generation::graviton},
    {"c8gn", Generation::graviton},
    {"c8i", Generation::nitro},
    {"c8i-flex", Generation::nitro},
    {"cc2", Generation::xen},
    {"cr1", Generation::xen},
    {"d2", Generation::xen},
    {"d3", Generation::nitro},
    {"d3en", Generation::nitro},
    {"dl1", Generation::nitro},
    {"dl2q", Generation::nitro},
    {"f1", Generation::xen},
    {"f2", Generation::nitro},
    {"g2", Generation::xen},
    {"g3", Generation::xen},
    {"g3s", Generation::xen},
    {"g4ad", Generation::nitro},
    {"g4dn", Generation::nitro},
    {"g5", Generation::nitro},
    {"g5g", Generation::graviton},
    {"g6", Generation::nitro},
    {"g6e", Generation::nitro},
    {"g6f", Generation::nitro},
    {"gr6", Generation::nitro},
    {"gr6f", Generation::nitro},
    {"h1", Generation::xen},
    {"hpc6a", Generation::nitro},
    {"hpc6id", Generation::nitro},
    {"hpc7a", Generation::nitro},
    {"hpc7g", Generation::graviton},
    {"hs1", Generation::xenBoth},
    {"i2", Generation::xen},
    {"i3", Generation::xen},
    {"i3en", Generation::nitro},
    {"i4g", Generation::graviton},
    {"i4i", Generation::nitro},
    {"i7i", Generation::nitro},
    {"i7ie", Generation::nitro},
    {"i8g", Generation::graviton},
    {"i8ge", Generation::graviton},
    {"im4gn", Generation::graviton},
    {"inf1", Generation::nitro},
    {"inf2", Generation::nitro},
    {"is4gen", Generation::graviton},
    {"m1", Generation::xenBoth},
    {"m2", Generation::xenBoth},
    {"m3", Generation::xenBoth},
    {"m4", Generation::xen},
    {"m5", Generation::nitro},
    {"m5a", Generation::nitro},
    {"m5ad", Generation::nitro},
    {"m5d", Generation::nitro},
    {"m5dn", Generation::nitro},
    {"m5n", Generation::nitro},
    {"m5zn", Generation::nitro},
    {"m6a", Generation::nitro},
    {"m6g", Generation::graviton},
    {"m6gd", Generation::graviton},
    {"m6i", Generation::nitro},
    {"m6id", Generation::nitro},
    {"m6idn", Generation::nitro},
    {"m6in", Generation::nitro},
    {"m7a", Generation::nitro},
    {"m7g", Generation::graviton},
    {"m7gd", Generation::graviton},
    {"m7i", Generation::nitro},
    {"m7i-flex", Generation::nitro},
    {"m8a", Generation::nitro},
    {"m8g", Generation::graviton},
    {"m8gd", Generation::graviton},
    {"m8i", Generation::nitro},
    {"m8i-flex", Generation::nitro},
    {"mac1", Generation::intelMac},
    {"mac2", Generation::armMac},
    {"mac2-m1ultra", Generation::armMac},
    {"mac2-m2", Generation::armMac},
    {"mac2-m2pro", Generation::armMac},
    {"p2", Generation::xen},
    {"p3", Generation::xen},
    {"p3dn", Generation::nitro},
    {"p4d", Generation::nitro},
    {"p4de", Generation::nitro},
    {"p5", Generation::nitro},
    {"p5e", Generation::nitro},
    {"p5en", Generation::nitro},
    {"p6-b200", Generation::nitro},
    {"r3", Generation::xen},
    {"r4", Generation::xen},
    {"r5", Generation::nitro},
    {"r5a", Generation::nitro},
    {"r5ad", Generation::nitro},
    {"r5b", Generation::nitro},
    {"r5d", Generation::nitro},
    {"r5dn", Generation::nitro},
    {"r5n", Generation::nitro},
    {"r6a", Generation::nitro},
    {"r6g", Generation::graviton},
    {"r6gd", Generation::graviton},
    {"r6i", Generation::nitro},
    {"r6id", Generation::nitro},
    {"r6idn", Generation::nitro},
    {"r6in", Generation::nitro},
    {"r7a", Generation::nitro},
    {"r7g", Generation::graviton},
    {"r7gd", Generation::graviton},
    {"r7i", Generation::nitro},
    {"r7iz", Generation::nitro},
    {"r8a", Generation::nitro},
    {"r8g", Generation::graviton},
    {"r8gb", Generation::graviton},
    {"r8gd", Generation::graviton},
    {"r8gn", Generation::graviton},
    {"r8i", Generation::nitro},
    {"r8i-flex", Generation::nitro},
    {"t1", Generation::xenBoth},
    {"t2", Generation::xen},
    {"t3", Generation::nitro},
    {"t3a", Generation::nitro},
    {"t4g", Generation::graviton},
    {"trn1", Generation::nitro},
    {"trn1n", Generation::nitro},
    {"trn2", Generation::nitro},
    {"u-3tb1", Generation::nitro},
    {"u-6tb1", Generation::nitro},
    {"u7i-12tb", Generation::nitro},
    {"vt1", Generation::nitro},
    {"x1", Generation::xen},
    {"x1e", Generation::xen},
    {"x2gd", Generation::graviton},
    {"x2idn", Generation::nitro},
    {"x2iedn", Generation::nitro},
    {"x2iezn", Generation::nitro},
    {"x8g", Generation::graviton},
    {"z1d", Generation::nitro},
};
static_assert(std::ranges::is_sorted(kFamilies, {}, &Family::name));

struct Size {
  std::string_view name;
  std::int64_t vcpus;
};
constexpr Size kSizes[] = {
    {"nano", 2},        {"micro", 2},        {"small", 2},        {"medium", 2},
    {"large", 2},       {"xlarge", 4},       {"2xlarge", 8},      {"3xlarge", 12},
    {"4xlarge", 16},    {"6xlarge", 24},     {"8xlarge", 32},     {"9xlarge", 36},
    {"10xlarge", 40},   {"12xlarge", 48},    {"16xlarge", 64},    {"18xlarge", 72},
    {"24xlarge", 96},   {"32xlarge", 128},   {"48xlarge", 192},   {"56xlarge", 224},
    {"96xlarge", 384},  {"112xlarge", 448},  {"metal", 96},       {"metal-16xl", 64},
    {"metal-24xl", 96}, {"metal-32xl", 128}, {"metal-48xl", 192}, {"metal-96xl", 384},
};

std::vector<std::string> architecturesOf(Generation generation) {
  switch (generation) {
    case Generation::graviton:
      return {"arm64"};
    case Generation::intelMac:
      return {"x86_64_mac"};
    case Generation::armMac:
      return {"arm64_mac"};
    case Generation::xenBoth:
    case Generation::xen:
      return {"x86_64", "i386"};
    case Generation::nitro:
      break;
  }
  return {"x86_64"};
}

}  // namespace

bool InstanceType::runs(std::string_view architecture) const {
  return std::ranges::find(architectures, architecture) != architectures.end();
}

std::optional<InstanceType> findInstanceType(std::string_view name) {
  const auto dot = name.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto family = std::ranges::lower_bound(kFamilies, name.substr(0, dot), {}, &Family::name);
  if (family == std::end(kFamilies) || family->name != name.substr(0, dot)) return std::nullopt;
  const auto* size = std::ranges::find(kSizes, name.substr(dot + 1), &Size::name);
  if (size == std::end(kSizes)) return std::nullopt;

  const auto generation = family->generation;
  InstanceType type;
  type.name = name;
  type.architectures = architecturesOf(generation);
  type.supportsParavirtual = generation == Generation::xenBoth;
  type.isNitro = generation != Generation::xenBoth && generation != Generation::xen;
  type.isBurstable = family->name.starts_with("t") && !family->name.starts_with("trn");
  // Graviton and the first generations have one thread a core.
  const bool single = generation == Generation::graviton || generation == Generation::xenBoth;
  type.threadsPerCore = single ? 1 : 2;
  type.coreCount = std::max<std::int64_t>(1, size->vcpus / type.threadsPerCore);
  return type;
}

}  // namespace amilocal::domain
