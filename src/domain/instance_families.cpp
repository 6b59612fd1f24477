#include "instance_families.h"

#include <algorithm>

// EC2 User Guide, "Instance types", and the pages of each family.
namespace amilocal::domain {
namespace {

constexpr auto kNow = Age::current, kOld = Age::previous;
constexpr auto kBoth = Generation::xenBoth, kXen = Generation::xen, kNitro = Generation::nitro,
               kArm = Generation::graviton;

constexpr std::string_view kBurst = "nano micro small medium large xlarge 2xlarge";
constexpr std::string_view k4 = "large xlarge 2xlarge 4xlarge 8xlarge";
constexpr std::string_view k5 = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge";
constexpr std::string_view k5Metal =
    "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal";
constexpr std::string_view kC5 =
    "large xlarge 2xlarge 4xlarge 9xlarge 12xlarge 18xlarge 24xlarge metal";
constexpr std::string_view k6i =
    "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal";
constexpr std::string_view k6a =
    "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal";
constexpr std::string_view k7i =
    "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge metal-24xl "
    "metal-48xl";
constexpr std::string_view k7a =
    "medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge "
    "metal-48xl";
constexpr std::string_view kFlex = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge";
constexpr std::string_view k8i =
    "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge 96xlarge "
    "metal-48xl metal-96xl";
constexpr std::string_view k8a =
    "medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge metal-24xl "
    "metal-48xl";
constexpr std::string_view kArmAll =
    "medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge";
constexpr std::string_view kArmMetal =
    "medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal";
constexpr std::string_view k8g =
    "medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge metal-24xl "
    "metal-48xl";
constexpr std::string_view kGpu =
    "xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge";

constexpr Family kFamilies[] = {
    {"a1", kArm, kOld, 2.3, 2, "medium large xlarge 2xlarge 4xlarge metal"},
    {"c1", kBoth, kOld, 0, 0, "medium xlarge"},
    {"c3", kBoth, kOld, 2.8, 1.875, k4},
    {"c4", kXen, kOld, 2.9, 1.875, k4},
    {"c5", kNitro, kOld, 3.4, 2, kC5},
    {"c5a", kNitro, kNow, 3.3, 2, k5},
    {"c5ad", kNitro, kNow, 3.3, 2, k5},
    {"c5d", kNitro, kNow, 3.4, 2, kC5},
    {"c5n", kNitro, kNow, 3.4, 2.625, "large xlarge 2xlarge 4xlarge 9xlarge 18xlarge metal"},
    {"c6a", kNitro, kNow, 3.6, 2, k6a},
    {"c6g", kArm, kNow, 2.5, 2, kArmMetal},
    {"c6gd", kArm, kNow, 2.5, 2, kArmMetal},
    {"c6gn", kArm, kOld, 2.5, 2, kArmAll},
    {"c6i", kNitro, kNow, 3.5, 2, k6i},
    {"c6id", kNitro, kNow, 3.5, 2, k6i},
    {"c6in", kNitro, kNow, 3.5, 2, k6i},
    {"c7a", kNitro, kNow, 3.7, 2, k7a},
    {"c7g", kArm, kNow, 2.6, 2, kArmMetal},
    {"c7gd", kArm, kNow, 2.6, 2, kArmMetal},
    {"c7gn", kArm, kNow, 2.6, 2, kArmMetal},
    {"c7i", kNitro, kNow, 3.2, 2, k7i},
    {"c7i-flex", kNitro, kNow, 3.2, 2, kFlex},
    {"c8a", kNitro, kNow, 4.5, 2, k8a},
    {"c8g", kArm, kNow, 2.8, 2, k8g},
    {"c8gd", kArm, kNow, 2.8, 2, k8g},
    {"c8gn", kArm, kNow, 2.8, 2, k8g},
    {"c8i", kNitro, kNow, 3.9, 2, k8i},
    {"c8i-flex", kNitro, kNow, 3.9, 2, kFlex},
    {"cc2", kXen, kOld, 2.6, 0, "8xlarge"},
    {"cr1", kXen, kOld, 2.6, 0, "8xlarge"},
    {"d2", kXen, kOld, 2.4, 7.625, "xlarge 2xlarge 4xlarge 8xlarge"},
    {"d3", kNitro, kNow, 3.1, 8, "xlarge 2xlarge 4xlarge 8xlarge"},
    {"d3en", kNitro, kNow, 3.1, 4, "xlarge 2xlarge 4xlarge 6xlarge 8xlarge 12xlarge"},
    {"dl1", kNitro, kNow, 3, 8, "24xlarge"},
    {"dl2q", kNitro, kNow, 3, 8, "24xlarge"},
    {"f1", kXen, kOld, 2.3, 15.25, "2xlarge 4xlarge 16xlarge"},
    {"f2", kNitro, kNow, 3.7, 0, "6xlarge 12xlarge 48xlarge"},
    {"g2", kXen, kOld, 2.6, 1.875, "2xlarge 8xlarge"},
    {"g3", kXen, kOld, 2.7, 7.625, "4xlarge 8xlarge 16xlarge"},
    {"g3s", kXen, kOld, 2.7, 7.625, "xlarge"},
    {"g4ad", kNitro, kNow, 3, 4, "xlarge 2xlarge 4xlarge 8xlarge 16xlarge"},
    {"g4dn", kNitro, kNow, 2.5, 4, "xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal"},
    {"g5", kNitro, kOld, 2.8, 4, kGpu},
    {"g5g", kArm, kNow, 2.5, 2, "xlarge 2xlarge 4xlarge 8xlarge 16xlarge metal"},
    {"g6", kNitro, kNow, 3.4, 4, kGpu},
    {"g6e", kNitro, kNow, 3.4, 8, kGpu},
    {"g6f", kNitro, kNow, 3.4, 4, "large xlarge 2xlarge 4xlarge"},
    {"gr6", kNitro, kNow, 3.4, 8, "4xlarge 8xlarge"},
    {"gr6f", kNitro, kNow, 3.4, 8, "4xlarge"},
    {"h1", kXen, kNow, 2.3, 4, "2xlarge 4xlarge 8xlarge 16xlarge"},
    {"hpc6a", kNitro, kNow, 3.6, 0, "48xlarge"},
    {"hpc6id", kNitro, kNow, 3.5, 0, "32xlarge"},
    {"hpc7a", kNitro, kNow, 3.7, 0, "12xlarge 24xlarge 48xlarge 96xlarge"},
    {"hpc7g", kArm, kNow, 2.6, 0, "4xlarge 8xlarge 16xlarge"},
    {"hs1", kBoth, kOld, 2, 0, "8xlarge"},
    {"i2", kXen, kOld, 2.5, 7.625, "xlarge 2xlarge 4xlarge 8xlarge"},
    {"i3", kXen, kNow, 2.3, 7.625, "large xlarge 2xlarge 4xlarge 8xlarge 16xlarge metal"},
    {"i3en", kNitro, kNow, 3.1, 8, "large xlarge 2xlarge 3xlarge 6xlarge 12xlarge 24xlarge metal"},
    {"i4g", kArm, kNow, 2.5, 8, "large xlarge 2xlarge 4xlarge 8xlarge 16xlarge"},
    {"i4i", kNitro, kNow, 3.5, 8,
     "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal"},
    {"i7i", kNitro, kNow, 3.2, 8,
     "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge metal-24xl "
     "metal-48xl"},
    {"i7ie", kNitro, kNow, 3.2, 8,
     "large xlarge 2xlarge 3xlarge 6xlarge 12xlarge 18xlarge 24xlarge 48xlarge metal-24xl "
     "metal-48xl"},
    {"i8g", kArm, kNow, 2.8, 8,
     "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge metal-24xl "
     "metal-48xl"},
    {"i8ge", kArm, kNow, 2.8, 8,
     "large xlarge 2xlarge 3xlarge 6xlarge 12xlarge 18xlarge 24xlarge 48xlarge metal-24xl "
     "metal-48xl"},
    {"im4gn", kArm, kNow, 2.5, 4, "large xlarge 2xlarge 4xlarge 8xlarge 16xlarge"},
    {"inf1", kNitro, kNow, 2.5, 2, "xlarge 2xlarge 6xlarge 24xlarge"},
    {"inf2", kNitro, kNow, 3.6, 4, "xlarge 8xlarge 24xlarge 48xlarge"},
    {"is4gen", kArm, kNow, 2.5, 6, "medium large xlarge 2xlarge 4xlarge 8xlarge"},
    {"m1", kBoth, kOld, 0, 0, "small medium large xlarge"},
    {"m2", kBoth, kOld, 0, 0, "xlarge 2xlarge 4xlarge"},
    {"m3", kBoth, kOld, 2.5, 3.75, "medium large xlarge 2xlarge"},
    {"m4", kXen, kOld, 2.4, 4, "large xlarge 2xlarge 4xlarge 10xlarge 16xlarge"},
    {"m5", kNitro, kOld, 3.1, 4, k5Metal},
    {"m5a", kNitro, kNow, 2.5, 4, k5},
    {"m5ad", kNitro, kNow, 2.2, 4, k5},
    {"m5d", kNitro, kNow, 3.1, 4, k5Metal},
    {"m5dn", kNitro, kNow, 3.1, 4, k5Metal},
    {"m5n", kNitro, kNow, 3.1, 4, k5Metal},
    {"m5zn", kNitro, kNow, 4.5, 4, "large xlarge 2xlarge 3xlarge 6xlarge 12xlarge metal"},
    {"m6a", kNitro, kNow, 3.6, 4, k6a},
    {"m6g", kArm, kNow, 2.5, 4, kArmMetal},
    {"m6gd", kArm, kNow, 2.5, 4, kArmMetal},
    {"m6i", kNitro, kOld, 3.5, 4, k6i},
    {"m6id", kNitro, kNow, 3.5, 4, k6i},
    {"m6idn", kNitro, kNow, 3.5, 4, k6i},
    {"m6in", kNitro, kNow, 3.5, 4, k6i},
    {"m7a", kNitro, kNow, 3.7, 4, k7a},
    {"m7g", kArm, kNow, 2.6, 4, kArmMetal},
    {"m7gd", kArm, kNow, 2.6, 4, kArmMetal},
    {"m7i", kNitro, kNow, 3.2, 4, k7i},
    {"m7i-flex", kNitro, kNow, 3.2, 4, kFlex},
    {"m8a", kNitro, kNow, 4.5, 4, k8a},
    {"m8g", kArm, kNow, 2.8, 4, k8g},
    {"m8gd", kArm, kNow, 2.8, 4, k8g},
    {"m8i", kNitro, kNow, 3.9, 4, k8i},
    {"m8i-flex", kNitro, kNow, 3.9, 4, kFlex},
    {"mac1", Generation::intelMac, kNow, 3.2, 0, "metal"},
    {"mac2", Generation::armMac, kNow, 3.2, 0, "metal"},
    {"mac2-m1ultra", Generation::armMac, kNow, 3.2, 0, "metal"},
    {"mac2-m2", Generation::armMac, kNow, 3.5, 0, "metal"},
    {"mac2-m2pro", Generation::armMac, kNow, 3.5, 0, "metal"},
    {"p2", kXen, kOld, 2.7, 15.25, "xlarge 8xlarge 16xlarge"},
    {"p3", kXen, kOld, 2.7, 7.625, "2xlarge 8xlarge 16xlarge"},
    {"p3dn", kNitro, kNow, 2.5, 8, "24xlarge"},
    {"p4d", kNitro, kNow, 3, 12, "24xlarge"},
    {"p4de", kNitro, kNow, 3, 12, "24xlarge"},
    {"p5", kNitro, kNow, 3.6, 0, "4xlarge 48xlarge"},
    {"p5e", kNitro, kNow, 3.6, 0, "48xlarge"},
    {"p5en", kNitro, kNow, 3.8, 0, "48xlarge"},
    {"p6-b200", kNitro, kNow, 3.8, 0, "48xlarge"},
    {"r3", kXen, kOld, 2.5, 7.625, k4},
    {"r4", kXen, kOld, 2.3, 7.625, "large xlarge 2xlarge 4xlarge 8xlarge 16xlarge"},
    {"r5", kNitro, kOld, 3.1, 8, k5Metal},
    {"r5a", kNitro, kNow, 2.5, 8, k5},
    {"r5ad", kNitro, kNow, 2.2, 8, k5},
    {"r5b", kNitro, kNow, 3.1, 8, k5Metal},
    {"r5d", kNitro, kNow, 3.1, 8, k5Metal},
    {"r5dn", kNitro, kNow, 3.1, 8, k5Metal},
    {"r5n", kNitro, kNow, 3.1, 8, k5Metal},
    {"r6a", kNitro, kNow, 3.6, 8, k6a},
    {"r6g", kArm, kNow, 2.5, 8, kArmMetal},
    {"r6gd", kArm, kNow, 2.5, 8, kArmMetal},
    {"r6i", kNitro, kOld, 3.5, 8, k6i},
    {"r6id", kNitro, kNow, 3.5, 8, k6i},
    {"r6idn", kNitro, kNow, 3.5, 8, k6i},
    {"r6in", kNitro, kNow, 3.5, 8, k6i},
    {"r7a", kNitro, kNow, 3.7, 8, k7a},
    {"r7g", kArm, kNow, 2.6, 8, kArmMetal},
    {"r7gd", kArm, kNow, 2.6, 8, kArmMetal},
    {"r7i", kNitro, kNow, 3.2, 8, k7i},
    {"r7iz", kNitro, kNow, 3.9, 8,
     "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 32xlarge metal-16xl metal-32xl"},
    {"r8a", kNitro, kNow, 4.5, 8, k8a},
    {"r8g", kArm, kNow, 2.8, 8, k8g},
    {"r8gb", kArm, kNow, 2.8, 8, k8g},
    {"r8gd", kArm, kNow, 2.8, 8, k8g},
    {"r8gn", kArm, kNow, 2.8, 8, k8g},
    {"r8i", kNitro, kNow, 3.9, 8, k8i},
    {"r8i-flex", kNitro, kNow, 3.9, 8, kFlex},
    {"t1", kBoth, kOld, 0, 0, "micro"},
    {"t2", kXen, kNow, 2.3, 0, kBurst},
    {"t3", kNitro, kNow, 2.5, 0, kBurst},
    {"t3a", kNitro, kNow, 2.2, 0, kBurst},
    {"t4g", kArm, kNow, 2.5, 0, kBurst},
    {"trn1", kNitro, kNow, 3.5, 4, "2xlarge 32xlarge"},
    {"trn1n", kNitro, kNow, 3.5, 4, "32xlarge"},
    {"trn2", kNitro, kNow, 3.8, 0, "48xlarge"},
    {"u-3tb1", kNitro, kNow, 2.1, 0, "56xlarge"},
    {"u-6tb1", kNitro, kNow, 2.1, 0, "56xlarge 112xlarge"},
    {"u7i-12tb", kNitro, kNow, 1.9, 0, "224xlarge"},
    {"vt1", kNitro, kNow, 2.5, 2, "3xlarge 6xlarge 24xlarge"},
    {"x1", kXen, kOld, 2.3, 15.25, "16xlarge 32xlarge"},
    {"x1e", kXen, kOld, 2.3, 30.5, "xlarge 2xlarge 4xlarge 8xlarge 16xlarge 32xlarge"},
    {"x2gd", kArm, kNow, 2.5, 16, kArmMetal},
    {"x2idn", kNitro, kNow, 3.5, 16, "16xlarge 24xlarge 32xlarge metal"},
    {"x2iedn", kNitro, kNow, 3.5, 32,
     "xlarge 2xlarge 4xlarge 8xlarge 16xlarge 24xlarge 32xlarge metal"},
    {"x2iezn", kNitro, kNow, 4.5, 32, "2xlarge 4xlarge 6xlarge 8xlarge 12xlarge metal"},
    {"x8g", kArm, kNow, 2.8, 16, k8g},
    {"z1d", kNitro, kNow, 4, 8, "large xlarge 2xlarge 3xlarge 6xlarge 12xlarge metal"},
};
static_assert(std::ranges::is_sorted(kFamilies, {}, &Family::name));

constexpr std::int64_t kGib = 1024;

constexpr OddType kOddTypes[] = {
    {"c1.medium", 2, 1740},
    {"c1.xlarge", 8, 7168},
    {"c4.8xlarge", 36, 60 * kGib},
    {"c5n.18xlarge", 72, 192 * kGib},
    {"c5n.9xlarge", 36, 96 * kGib},
    {"c5n.metal", 72, 192 * kGib},
    {"cc2.8xlarge", 32, 61952},
    {"cr1.8xlarge", 32, 244 * kGib},
    {"d2.8xlarge", 36, 244 * kGib},
    {"f2.12xlarge", 48, 512 * kGib},
    {"f2.48xlarge", 192, 2048 * kGib},
    {"f2.6xlarge", 24, 256 * kGib},
    {"g4dn.metal", 96, 384 * kGib},
    {"hpc6a.48xlarge", 96, 384 * kGib},
    {"hpc6id.32xlarge", 64, 1024 * kGib},
    {"hpc7a.12xlarge", 24, 768 * kGib},
    {"hpc7a.24xlarge", 48, 768 * kGib},
    {"hpc7a.48xlarge", 96, 768 * kGib},
    {"hpc7a.96xlarge", 192, 768 * kGib},
    {"hpc7g.16xlarge", 64, 128 * kGib},
    {"hpc7g.4xlarge", 16, 128 * kGib},
    {"hpc7g.8xlarge", 32, 128 * kGib},
    {"hs1.8xlarge", 16, 117 * kGib},
    {"i3.metal", 72, 512 * kGib},
    {"m1.large", 2, 7680},
    {"m1.medium", 1, 3788},
    {"m1.small", 1, 1740},
    {"m1.xlarge", 4, 15 * kGib},
    {"m2.2xlarge", 4, 35020},
    {"m2.4xlarge", 8, 70041},
    {"m2.xlarge", 2, 17510},
    {"m4.10xlarge", 40, 160 * kGib},
    {"mac1.metal", 12, 32 * kGib},
    {"mac2-m1ultra.metal", 20, 128 * kGib},
    {"mac2-m2.metal", 8, 24 * kGib},
    {"mac2-m2pro.metal", 12, 32 * kGib},
    {"mac2.metal", 8, 16 * kGib},
    {"p2.16xlarge", 64, 732 * kGib},
    {"p2.8xlarge", 32, 488 * kGib},
    {"p5.48xlarge", 192, 2048 * kGib},
    {"p5.4xlarge", 16, 256 * kGib},
    {"p5e.48xlarge", 192, 2048 * kGib},
    {"p5en.48xlarge", 192, 2048 * kGib},
    {"p6-b200.48xlarge", 192, 2048 * kGib},
    {"r3.large", 2, 15 * kGib},
    {"t1.micro", 1, 627},
    {"t2.2xlarge", 8, 32 * kGib},
    {"t2.large", 2, 8 * kGib},
    {"t2.medium", 2, 4 * kGib},
    {"t2.micro", 1, 1 * kGib},
    {"t2.nano", 1, 512},
    {"t2.small", 1, 2 * kGib},
    {"t2.xlarge", 4, 16 * kGib},
    {"trn2.48xlarge", 192, 2048 * kGib},
    {"u-3tb1.56xlarge", 224, 3072 * kGib},
    {"u-6tb1.112xlarge", 448, 6144 * kGib},
    {"u-6tb1.56xlarge", 224, 6144 * kGib},
    {"u7i-12tb.224xlarge", 896, 12288 * kGib},
};

constexpr FamilyGpus kGpus[] = {
    {"g3", "M60", "NVIDIA", 8192, "8xlarge:2 16xlarge:4"},
    {"g3s", "M60", "NVIDIA", 8192, ""},
    {"g4ad", "Radeon Pro V520", "AMD", 8192, "8xlarge:2 16xlarge:4"},
    {"g4dn", "T4", "NVIDIA", 16384, "12xlarge:4 metal:8"},
    {"g5", "A10G", "NVIDIA", 24576, "12xlarge:4 24xlarge:4 48xlarge:8"},
    {"g5g", "T4g", "NVIDIA", 16384, "16xlarge:2 metal:2"},
    {"g6", "L4", "NVIDIA", 24576, "12xlarge:4 24xlarge:4 48xlarge:8"},
    {"g6e", "L40S", "NVIDIA", 49152, "12xlarge:4 24xlarge:4 48xlarge:8"},
    {"gr6", "L4", "NVIDIA", 24576, ""},
    {"p2", "K80", "NVIDIA", 12288, "8xlarge:8 16xlarge:16"},
    {"p3", "V100", "NVIDIA", 16384, "8xlarge:4 16xlarge:8"},
    {"p3dn", "V100", "NVIDIA", 32768, "24xlarge:8"},
    {"p4d", "A100", "NVIDIA", 40960, "24xlarge:8"},
    {"p4de", "A100", "NVIDIA", 81920, "24xlarge:8"},
    {"p5", "H100", "NVIDIA", 81920, "48xlarge:8"},
    {"p5e", "H200", "NVIDIA", 144384, "48xlarge:8"},
    {"p5en", "H200", "NVIDIA", 144384, "48xlarge:8"},
    {"p6-b200", "B200", "NVIDIA", 183296, "48xlarge:8"},
};

}  // namespace

std::span<const Family> families() { return kFamilies; }
std::span<const OddType> oddTypes() { return kOddTypes; }
std::span<const FamilyGpus> familyGpus() { return kGpus; }

}  // namespace amilocal::domain
