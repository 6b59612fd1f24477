#include "amilocal/domain/instance_type.h"

#include <algorithm>

#include "amilocal/core/text.h"
#include "instance_families.h"

namespace amilocal::domain {
namespace {

struct Size {
  std::string_view name;
  std::int64_t vcpus;
};
constexpr Size kSizes[] = {{"nano", 2},   {"micro", 2}, {"small", 2},
                           {"medium", 1}, {"large", 2}, {"xlarge", 4}};

// Memory of the burstable types with two processors and more, which grows by size and not by them.
struct BurstMemory {
  std::string_view size;
  std::int64_t mib;
};
constexpr BurstMemory kBurstMemory[] = {{"nano", 512},     {"micro", 1024}, {"small", 2048},
                                        {"medium", 4096},  {"large", 8192}, {"xlarge", 16384},
                                        {"2xlarge", 32768}};

constexpr std::int64_t kVcpusPerXlarge = 4;

bool isBurstableFamily(std::string_view family) {
  return family.starts_with("t") && !family.starts_with("trn");
}

// `12xlarge` has twelve times the four of `xlarge`; `metal-24xl` likewise. A bare `metal` is the
// largest of its family.
std::int64_t vcpusOf(const Family& family, std::string_view size) {
  if (isBurstableFamily(family.name) && size == "medium") return 2;
  const auto* known = std::ranges::find(kSizes, size, &Size::name);
  if (known != std::end(kSizes)) return known->vcpus;
  if (size == "metal") {
    std::int64_t most = 0;
    for (const auto other : split(family.sizes, ' '))
      if (other != size) most = std::max(most, vcpusOf(family, other));
    return most;
  }
  if (size.starts_with("metal-")) size.remove_prefix(std::string_view("metal-").size());
  const auto number = parseInteger(size.substr(0, size.find('x')));
  return number.value_or(1) * kVcpusPerXlarge;
}

std::int64_t memoryOf(const Family& family, std::string_view size, std::int64_t vcpus) {
  constexpr double kMibPerGib = 1024;
  if (isBurstableFamily(family.name)) {
    const auto* known = std::ranges::find(kBurstMemory, size, &BurstMemory::size);
    if (known != std::end(kBurstMemory)) return known->mib;
  }
  return static_cast<std::int64_t>(family.gibPerVcpu * kMibPerGib * static_cast<double>(vcpus));
}

// 32-bit images run on the small types of the old generations.
std::vector<std::string> architecturesOf(const Family& family, std::int64_t memoryMib) {
  constexpr std::int64_t kMostMib = 4096;
  switch (family.generation) {
    case Generation::graviton:
      return {"arm64"};
    case Generation::intelMac:
      return {"x86_64_mac"};
    case Generation::armMac:
      return {"arm64_mac"};
    case Generation::xenBoth:
    case Generation::xen:
      break;
    case Generation::nitro:
      return {"x86_64"};
  }
  if (memoryMib > kMostMib) return {"x86_64"};
  return {"x86_64", "i386"};
}

// AMD's families have an `a` behind the number: `m6a`, `c5ad`, `g4ad`.
std::string_view manufacturerOf(const Family& family) {
  if (family.generation == Generation::graviton) return "AWS";
  if (family.generation == Generation::armMac) return "Apple";
  const auto digit = family.name.find_first_of("0123456789");
  const auto behind = digit == std::string_view::npos ? family.name : family.name.substr(digit + 1);
  const bool isAmd = behind.starts_with("a") || family.name == "g5" || family.name == "g6" ||
                     family.name == "g6e" || family.name == "g6f" || family.name == "gr6" ||
                     family.name == "gr6f" || family.name == "f2" || family.name == "inf2" ||
                     family.name.starts_with("p5") || family.name == "t3a";
  if (family.name == "p5en") return "Intel";
  return isAmd ? "AMD" : "Intel";
}

// Graviton, the first generations and AMD's since the seventh have one thread a core.
std::int64_t threadsOf(const Family& family) {
  const bool isNewAmd = family.name.ends_with("7a") || family.name.ends_with("8a");
  const bool isFirst = family.generation == Generation::xenBoth;
  const bool single = family.generation == Generation::graviton ||
                      (isFirst && family.name != "c3" && family.name != "m3") ||
                      family.generation == Generation::armMac || isNewAmd || family.name == "t2" ||
                      family.name == "hpc6a" || family.name == "hpc6id";
  return single ? 1 : 2;
}

// Instance store: a `d` behind the number, and families made for it.
bool hasStore(const Family& family) {
  const auto digit = family.name.find_first_of("0123456789");
  if (digit == std::string_view::npos) return false;
  if (family.name.substr(digit).find('d') != std::string_view::npos) return true;
  constexpr std::string_view kWith[] = {
      "c1",  "c3",   "cc2",     "cr1", "d2",   "d3",    "d3en",   "dl1", "f1", "f2",   "g2",
      "g5",  "g6",   "g6e",     "g6f", "gr6",  "h1",    "hs1",    "i2",  "i3", "i3en", "i4g",
      "i4i", "i7i",  "i7ie",    "i8g", "i8ge", "im4gn", "is4gen", "m1",  "m2", "m3",   "p5",
      "p5e", "p5en", "p6-b200", "r3",  "trn1", "trn1n", "trn2",   "x1",  "x1e"};
  return std::ranges::find(kWith, family.name) != std::end(kWith);
}

// EC2 User Guide, "Maximum IP addresses per network interface", for the families of general use.
void setNetwork(InstanceType& type, std::string_view size) {
  struct Row {
    std::int64_t vcpus, interfaces, addresses;
  };
  constexpr Row kRows[] = {{1, 2, 4}, {2, 3, 10}, {8, 4, 15}, {48, 8, 30}, {1024, 15, 50}};
  const auto* row =
      std::ranges::find_if(kRows, [&](const Row& each) { return type.vcpus <= each.vcpus; });
  type.interfaces = row->interfaces;
  type.addressesPerInterface = row->addresses;
  if (!type.isBurstable) return;
  if (size == "nano" || size == "micro") type.interfaces = type.addressesPerInterface = 2;
  if (size == "small") type.addressesPerInterface = 4;
  if (size == "medium") type.addressesPerInterface = 6;
  if (size == "large") type.addressesPerInterface = 12;
}

std::optional<Gpus> gpusOf(const Family& family, std::string_view size) {
  const auto row = std::ranges::find(familyGpus(), family.name, &FamilyGpus::family);
  if (row == familyGpus().end()) return std::nullopt;
  Gpus gpus{row->name, row->manufacturer, 1, row->memoryMib};
  for (const auto part : split(row->counts, ' '))
    if (const auto colon = part.find(':'); part.substr(0, colon) == size)
      gpus.count = parseInteger(part.substr(colon + 1)).value_or(1);
  return gpus;
}

InstanceType typeOf(const Family& family, std::string_view size) {
  InstanceType type;
  type.name = std::string(family.name) + "." + std::string(size);
  type.isBareMetal = size.starts_with("metal");
  type.isNitro = family.generation != Generation::xenBoth && family.generation != Generation::xen;
  type.isNitro = type.isNitro || type.isBareMetal;
  type.supportsParavirtual = family.generation == Generation::xenBoth;
  type.isBurstable = isBurstableFamily(family.name) && family.name != "t1";
  type.isCurrent = family.age == Age::current;
  type.vcpus = vcpusOf(family, size);
  type.memoryMib = memoryOf(family, size, type.vcpus);
  const auto odd = std::ranges::find(oddTypes(), type.name, &OddType::name);
  if (odd != oddTypes().end()) {
    type.vcpus = odd->vcpus;
    type.memoryMib = odd->memoryMib;
  }
  type.architectures = architecturesOf(family, type.memoryMib);
  type.threadsPerCore = std::min(threadsOf(family), type.vcpus);
  type.coreCount = std::max<std::int64_t>(1, type.vcpus / type.threadsPerCore);
  type.manufacturer = manufacturerOf(family);
  type.clockGhz = family.clockGhz;
  type.hasInstanceStore = hasStore(family);
  setNetwork(type, size);
  type.gpus = gpusOf(family, size);
  return type;
}

std::vector<InstanceType> makeTypes() {
  std::vector<InstanceType> types;
  for (const auto& family : families())
    for (const auto size : split(family.sizes, ' ')) types.push_back(typeOf(family, size));
  std::ranges::sort(types, {}, &InstanceType::name);
  return types;
}

}  // namespace

std::span<const InstanceType> instanceTypes() {
  static const auto kTypes = makeTypes();
  return kTypes;
}

std::optional<InstanceType> findInstanceType(std::string_view name) {
  const auto types = instanceTypes();
  const auto found = std::ranges::lower_bound(types, name, {}, &InstanceType::name);
  if (found == types.end() || found->name != name) return std::nullopt;
  return *found;
}

std::string_view InstanceType::family() const {
  return std::string_view(name).substr(0, name.find('.'));
}

bool InstanceType::runs(std::string_view architecture) const {
  return std::ranges::find(architectures, architecture) != architectures.end();
}

std::vector<std::string> InstanceType::bootModes() const {
  if (runs("arm64") || runs("arm64_mac")) return {"uefi"};
  if (runs("x86_64_mac") || !isNitro || isBareMetal) return {"legacy-bios"};
  return {"legacy-bios", "uefi"};
}

std::vector<std::string> InstanceType::virtualizationTypes() const {
  if (supportsParavirtual) return {"hvm", "paravirtual"};
  return {"hvm"};
}

std::vector<std::string> InstanceType::rootDeviceTypes() const {
  // Images with an instance store root are paravirtual or of the first HVM generations.
  if (!isNitro && hasInstanceStore) return {"ebs", "instance-store"};
  return {"ebs"};
}

std::vector<std::string> InstanceType::usageClasses() const {
  if (isMac()) return {"on-demand"};
  return {"on-demand", "spot"};
}

bool InstanceType::isMac() const { return runs("x86_64_mac") || runs("arm64_mac"); }

std::string_view InstanceType::enaSupport() const {
  if (isNitro) return "required";
  constexpr std::string_view kLater[] = {"f1", "g3", "g3s", "h1", "i3",
                                         "p2", "p3", "r4",  "x1", "x1e"};
  const bool isLater = std::ranges::find(kLater, family()) != std::end(kLater);
  return isLater || name == "m4.16xlarge" ? "supported" : "unsupported";
}

std::string_view InstanceType::ebsOptimizedSupport() const {
  constexpr std::string_view kNever[] = {"c1", "cc2", "cr1", "hs1", "t1", "t2"};
  constexpr std::string_view kAsked[] = {"c3", "g2", "i2", "m1", "m2", "m3", "r3"};
  if (std::ranges::find(kNever, family()) != std::end(kNever)) return "unsupported";
  return std::ranges::find(kAsked, family()) != std::end(kAsked) ? "supported" : "default";
}

// The types of the free plan (EC2 User Guide, "Amazon EC2 and the Free Tier").
bool InstanceType::isFreeTierEligible() const {
  constexpr std::string_view kFree[] = {"t3.micro",  "t3.small",       "t4g.micro",
                                        "t4g.small", "c7i-flex.large", "m7i-flex.large"};
  return std::ranges::find(kFree, name) != std::end(kFree);
}

bool InstanceType::supportsEnclaves() const {
  return isNitro && !isBurstable && !isBareMetal && !isMac() && vcpus >= 4;
}

bool InstanceType::supportsTpm() const {
  return isNitro && !isBareMetal && !isMac() && bootModes().back() == "uefi";
}

bool InstanceType::canHibernate() const {
  constexpr std::int64_t kMostMib = 150 * 1024;  // EC2 User Guide, "Prerequisites for hibernation"
  return !isBareMetal && !isMac() && !gpus && memoryMib < kMostMib && !supportsParavirtual;
}

std::optional<std::string> defaultCredits(const InstanceType& type) {
  if (!type.isBurstable) return std::nullopt;
  return type.name.starts_with("t2.") ? "standard" : "unlimited";
}

}  // namespace amilocal::domain
