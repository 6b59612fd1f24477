#include "amilocal/domain/seed.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <thread>

#include "amilocal/core/text.h"
#include "amilocal/domain/permission.h"
#include "amilocal/domain/region.h"
#include "amilocal/domain/visibility.h"

namespace amilocal::domain {
namespace {

using namespace std::chrono;
using Images = std::vector<Image>;

constexpr Instant kNow = sys_days{2026y / November / 21} + 4h;
const std::string kEverybody;

const SeedCatalogue& seeds() { return seedCatalogue(); }

/// What DescribeImages without IncludeDeprecated keeps of a Region's list. `owner` is an account,
/// an alias, or empty for all.
Images lookUp(std::string_view region, Instant now, const std::string& owner,
              const std::string& pattern, Deprecated deprecated = Deprecated::hide) {
  Images found;
  for (const auto& image : *seeds().list(region, now)) {
    if (!owner.empty() && image.owner != owner && image.ownerAlias != owner) continue;
    if (deprecated == Deprecated::hide && isDeprecated(image, now)) continue;
    if (matchesPattern(pattern, image.name)) found.push_back(image);
  }
  std::ranges::sort(found, {}, &Image::createdAt);
  return found;
}

/// The same with `most_recent`; an image without a name when there is none.
Image mostRecent(const std::string& owner, const std::string& pattern, Instant now = kNow) {
  auto found = lookUp("us-east-1", now, owner, pattern);
  return found.empty() ? Image{} : found.back();
}

std::set<std::string> architecturesOf(const Images& images) {
  std::set<std::string> architectures;
  for (const auto& image : images) architectures.insert(image.architecture);
  return architectures;
}

// ---- What there is -----------------------------------------------------------------------------

// public-ami-catalog.md section 2: the names users look for, by owner.
struct Row {
  std::string owner, pattern;
  std::set<std::string> architectures;
};
const std::set<std::string> kBoth = {"arm64", "x86_64"}, kX86 = {"x86_64"};
const Row kTable[] = {
    {"137112412989", "al2023-ami-2023.*-kernel-6.1-*", kBoth},
    {"137112412989", "al2023-ami-2023.*-kernel-6.12-*", kBoth},
    {"137112412989", "al2023-ami-2023.*-kernel-6.18-*", kBoth},
    {"137112412989", "al2023-ami-minimal-2023.*-kernel-6.1*", kBoth},
    {"137112412989", "amzn2-ami-hvm-2.0.*-gp2", kBoth},
    {"137112412989", "amzn2-ami-hvm-*", kBoth},
    {"137112412989", "amzn2-ami-kernel-5.10-hvm-*", kBoth},
    {"137112412989", "amzn2-ami-minimal-hvm-*-ebs", kBoth},
    {"137112412989", "amzn-ami-hvm-2018.03.0.*-x86_64-gp2", kX86},
    {"137112412989", "amzn-ami-pv-2018.03.0.*", kX86},
    {"137112412989", "amzn-ami-vpc-nat-*", kX86},
    {"591542846629", "al2023-ami-ecs-hvm-2023.0.*", kBoth},
    {"591542846629", "amzn2-ami-ecs-hvm-2.0.*", kBoth},
    {"591542846629", "amzn-ami-2018.03.*-amazon-ecs-optimized", kX86},
    {"602401143452", "amazon-eks-node-al2023-*-standard-*", kBoth},
    {"602401143452", "amazon-eks-node-1.29-v*", kX86},
    {"092701018921", "bottlerocket-aws-k8s-*", kBoth},
    {"092701018921", "bottlerocket-aws-ecs-2-*", kBoth},
    {"102837901569", "aws-elasticbeanstalk-amzn-2.0.*", kBoth},
    {"898082745236", "Deep Learning*", kBoth},
    {"247102896272", "aws-parallelcluster-3.*", kBoth},
    {"100343932686", "amzn-ec2-macos-15*", {"arm64_mac", "x86_64_mac"}},
    {"099720109477", "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-*-server-*", kBoth},
    {"099720109477", "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-*-server-*", kBoth},
    {"099720109477", "ubuntu/images/hvm-ssd-gp3/ubuntu-resolute-26.04-*-*", kBoth},
    {"099720109477", "ubuntu/images/hvm-ssd/ubuntu-focal-20.04-*-server-*", kBoth},
    {"099720109477", "ubuntu-minimal/images/hvm-ssd*/ubuntu-*", kBoth},
    {"099720109477", "ubuntu-pro-server/images/hvm-ssd*/ubuntu-*", kBoth},
    {"099720109477", "ubuntu-eks/k8s_1.29*", kBoth},
    {"099720109477", "ubuntu/images/hvm-ssd/ubuntu-bionic-18.04-*", kX86},
    {"099720109477", "ubuntu/images/*/ubuntu-xenial-16.04-*", kX86},
    {"099720109477", "ubuntu/images/hvm-ssd/ubuntu-trusty-14.04-*", kX86},
    {"136693071363", "debian-11-*", kBoth},
    {"136693071363", "debian-12-*-*", kBoth},
    {"136693071363", "debian-13-*", kBoth},
    {"309956199498", "RHEL-7*", kX86},
    {"309956199498", "RHEL-8*", kBoth},
    {"309956199498", "RHEL-9.*_HVM-*-Hourly2-GP3", kBoth},
    {"309956199498", "RHEL-9*-Access2-GP3", kBoth},
    {"309956199498", "RHEL-10*", kBoth},
    {"309956199498", "RHEL_HA-9*", kX86},
    {"309956199498", "RHEL-SAP-9*", kX86},
    {"801119661308", "Windows_Server-2016-English-Full-Base-*", kX86},
    {"801119661308", "Windows_Server-2019-English-Full-Base-*", kX86},
    {"801119661308", "Windows_Server-2022-English-Full-Base-*", kX86},
    {"801119661308", "Windows_Server-2025-English-Full-Base-*", kX86},
    {"957547624766", "Windows_Server-2025-*-EKS_Optimized-*", kX86},
    {"013907871322", "suse-sles-12-sp5-v*", kX86},
    {"013907871322", "suse-sles-15-sp?-v*", kBoth},
    {"013907871322", "suse-sles-16-0-v*", kBoth},
    {"792107900819", "Rocky-8-EC2-Base-8.*", kBoth},
    {"792107900819", "Rocky-9-EC2-Base-9.*.*", kBoth},
    {"792107900819", "Rocky-10-EC2-Base-10.*", kBoth},
    {"764336703387", "AlmaLinux OS 8.*", kBoth},
    {"764336703387", "AlmaLinux OS 9.*", kBoth},
    {"764336703387", "AlmaLinux OS 10.*", kBoth},
    {"125523088429", "CentOS Stream 8*", kX86},
    {"125523088429", "CentOS Stream 9*", kBoth},
    {"125523088429", "CentOS Stream 10*", kBoth},
    {"125523088429", "CentOS Linux 7 x86_64 - *", kX86},
    {"125523088429", "Fedora-Cloud-Base-AmazonEC2.*", kBoth},
    {"125523088429", "Fedora-Cloud-Base-*-hvm-us-east-1-gp3-0", kX86},
    {"125523088429", "fedora-coreos-*", kBoth},
    {"131827586825", "OL9*-HVM-*", kX86},
    {"075585003325", "Flatcar*stable*", kBoth},
    {"075585003325", "Flatcar-*-hvm", kBoth},
    {"538276064493", "alpine-3.*-uefi-cloudinit-r?", kBoth},
    {"118940168514", "FreeBSD 14.*-RELEASE-* base UFS", kBoth},
    {"427812963091", "nixos/*-linux", kBoth},
    {"540036508848", "talos-v1.*-us-east-1-*", kBoth},
    {"679593333241", "kali-last-snapshot-amd64-*", kX86},
    {"679593333241", "PA-VM-AWS-11.*", kX86},
    {"679593333241", "FortiGate-VM64-AWSONDEMAND*", kX86},
    {"679593333241", "CIS *", kX86},
    {"679593333241", "Citrix ADC 14*", kX86},
};

TEST(Seed, HasThreeReleasesOfEveryFamilyUsersLookFor) {
  for (const auto& row : kTable) {
    std::set<sys_days> dates;
    const auto found = lookUp("us-east-1", kNow, row.owner, row.pattern, Deprecated::show);
    for (const auto& image : found) dates.insert(floor<days>(image.createdAt));
    EXPECT_GE(dates.size(), 3U) << row.pattern;
    EXPECT_EQ(architecturesOf(found), row.architectures) << row.pattern;
  }
}

TEST(Seed, FillsEveryCommercialRegion) {
  for (const auto& region : regions()) {
    if (region.partition != "aws") continue;
    const auto count = seeds().list(region.name, kNow)->size();
    EXPECT_GT(count, 500U) << region.name;
    EXPECT_LT(count, 800U) << region.name;
  }
}

TEST(Seed, IsEmptyInARegionThatDoesNotExist) { EXPECT_TRUE(seeds().list("mars-1", kNow)->empty()); }

TEST(Seed, ShowsPublicAvailableMachines) {
  for (const auto& image : *seeds().list("eu-west-1", kNow)) {
    EXPECT_TRUE(isPublic(image.launchPermissions)) << image.name;
    EXPECT_EQ(image.state, ImageState::available);
    EXPECT_EQ(image.imageType, "machine");
    EXPECT_EQ(image.region, "eu-west-1");
    EXPECT_LE(image.createdAt, kNow);
  }
}

// What an account may call its images is unique in its Region, here as for everybody.
TEST(Seed, GivesNoNameTwiceToOneOwner) {
  for (const auto now :
       {kNow, Instant(sys_days{2024y / March / 1}), Instant(sys_days{2031y / July / 9})})
    for (const auto* const region : {"us-east-1", "us-gov-west-1", "cn-north-1", "ap-east-2"}) {
      std::set<std::pair<std::string, std::string>> names;
      for (const auto& image : *seeds().list(region, now)) {
        EXPECT_TRUE(names.emplace(image.owner, image.name).second) << image.name;
        EXPECT_LE(image.name.size(), 128U) << image.name;
        EXPECT_EQ(image.name.find('{'), std::string::npos) << image.name;
      }
    }
}

// ---- Ids ---------------------------------------------------------------------------------------

TEST(SeedIds, AreOrderedInAList) {
  const auto images = seeds().list("us-east-1", kNow);
  EXPECT_TRUE(std::ranges::is_sorted(*images, {}, &Image::id));
}

// public-ami-catalog.md section 1, rule 6: ids differ per Region.
TEST(SeedIds, AreUniqueOverAllRegionsAndTimes) {
  std::map<std::string, std::string> meanings;
  const auto mean = [&](const std::string& id, const std::string& what) {
    EXPECT_EQ(meanings.emplace(id, what).first->second, what);
  };
  for (const auto now : {Instant(sys_days{2022y / January / 1}), kNow})
    for (const auto& region : regions())
      for (const auto& image : *seeds().list(region.name, now)) {
        const auto what = image.region + " " + image.owner + " " + image.name;
        mean(image.id.str().substr(4), what);
        for (const auto& device : image.blockDevices)
          if (device.ebs) mean(device.ebs->snapshotId->str().substr(5), what + device.deviceName);
      }
  EXPECT_GT(meanings.size(), 50000U);
}

TEST(SeedIds, LeadToTheImageThatIsListed) {
  for (const auto* const region : {"us-east-1", "eu-south-2", "us-gov-east-1", "cn-northwest-1"})
    for (const auto& image : *seeds().list(region, kNow)) {
      const auto found = seeds().find(image.id, kNow);
      ASSERT_TRUE(found) << image.name;
      EXPECT_EQ(*found, image) << image.name;
    }
}

// Somebody who wrote an id into a file years ago must still be able to launch it.
TEST(SeedIds, OfReleasesThatAreNoLongerListedAreFound) {
  const auto later = kNow + days(3 * 365);
  for (const auto& image : *seeds().list("us-east-1", kNow)) {
    const auto old = seeds().find(image.id, later);
    ASSERT_TRUE(old) << image.name;
    auto found = *old;
    found.publicSsmParameterName = image.publicSsmParameterName;
    EXPECT_EQ(found, image);
  }
}

TEST(SeedIds, OfReleasesToComeAreNotFound) {
  const auto image = mostRecent("137112412989", "al2023-ami-2023.*-x86_64");
  EXPECT_TRUE(seeds().find(image.id, image.createdAt));
  EXPECT_FALSE(seeds().find(image.id, image.createdAt - 1s));
}

TEST(SeedIds, OfOthersAreNotFound) {
  EXPECT_FALSE(seeds().find(ImageId::trusted("ami-0abcdef1234567890"), kNow));
  EXPECT_FALSE(seeds().find(ImageId::trusted("ami-12c6146b"), kNow));
  EXPECT_FALSE(seeds().findSnapshot(SnapshotId::trusted("snap-0abcdef1234567890"), kNow));
}

TEST(SeedIds, OfSnapshotsLeadToTheirImageAndDevice) {
  const auto image = mostRecent("amazon", "bottlerocket-aws-ecs-2-nvidia-x86_64-*");
  ASSERT_EQ(image.blockDevices.size(), 2U);
  const auto& data = *image.blockDevices[1].ebs;
  const auto origin = seeds().findSnapshot(*data.snapshotId, kNow);
  ASSERT_TRUE(origin);
  EXPECT_EQ(origin->image, image.id);
  EXPECT_EQ(origin->owner, "092701018921");
  EXPECT_EQ(origin->region, "us-east-1");
  EXPECT_EQ(origin->device, data);
}

// ---- Time --------------------------------------------------------------------------------------

TEST(SeedTime, KeepsTheNewestReleaseRecent) {
  for (const auto now :
       {Instant(sys_days{2025y / December / 1}), kNow, Instant(sys_days{2028y / February / 29}),
        Instant(sys_days{2033y / May / 5})}) {
    for (const auto& [owner, pattern, maximum] :
         {std::tuple("137112412989", "al2023-ami-2023.*-x86_64", 14),
          std::tuple("099720109477", "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-*", 14),
          std::tuple("136693071363", "debian-12-amd64-*", 28),
          std::tuple("309956199498", "RHEL-9.*_HVM-*-x86_64-*", 28),
          std::tuple("801119661308", "Windows_Server-2022-English-Full-Base-*", 28),
          std::tuple("602401143452", "amazon-eks-node-al2023-x86_64-standard-*", 14),
          std::tuple("792107900819", "Rocky-9-EC2-Base-*", 91)}) {
      const auto newest = mostRecent(owner, pattern, now);
      EXPECT_LE(now - newest.createdAt, days(maximum) + 1h) << pattern << formatInstant(now);
    }
  }
}

// The grid of Amazon Linux meets a real release: names in published examples are right.
TEST(SeedTime, ReproducesARealReleaseOfAmazonLinux) {
  const auto day = sys_days{2026y / July / 28};
  EXPECT_EQ(mostRecent("amazon", "al2023-ami-2023.*-kernel-6.1-x86_64", day).name,
            "al2023-ami-2023.12.20260727.0-kernel-6.1-x86_64");
  EXPECT_EQ(mostRecent("amazon", "amzn2-ami-hvm-*-x86_64-gp2", day).name,
            "amzn2-ami-hvm-2.0.20260727.0-x86_64-gp2");
  EXPECT_EQ(mostRecent("136693071363", "debian-12-amd64-*", sys_days{2024y / July / 18}).name,
            "debian-12-amd64-20240717-1811");
}

TEST(SeedTime, BringsANewReleaseAndKeepsTheOldOne) {
  const std::string pattern = "debian-13-arm64-*";
  const auto old = mostRecent("136693071363", pattern);
  const auto next = mostRecent("136693071363", pattern, old.createdAt + days(28));
  EXPECT_NE(next.id, old.id);
  EXPECT_EQ(next.createdAt - old.createdAt, days(28));
  EXPECT_EQ(mostRecent("136693071363", pattern, old.createdAt + days(28) - 1s).id, old.id);
  EXPECT_EQ(seeds().find(old.id, old.createdAt + days(28))->name, old.name);
}

// A list of seven hundred images is made once, not for every request.
TEST(SeedTime, SharesAListUntilTheNextRelease) {
  const auto list = seeds().list("us-east-1", kNow);
  EXPECT_EQ(seeds().list("us-east-1", kNow + 30s), list);
  EXPECT_NE(seeds().list("us-east-1", kNow + days(2)), list);
}

// A controlled clock may be set back.
TEST(SeedTime, MayGoBackwards) {
  const auto before = lookUp("us-east-1", kNow - days(30), kEverybody, "*", Deprecated::show);
  seeds().list("us-east-1", kNow);
  EXPECT_EQ(lookUp("us-east-1", kNow - days(30), kEverybody, "*", Deprecated::show), before);
}

TEST(SeedTime, IsOfNoMatterToTheNameInOtherRegions) {
  const std::string pattern = "al2023-ami-2023.*-kernel-6.1-arm64";
  const auto here = lookUp("us-east-1", kNow, "amazon", pattern).back();
  const auto there = lookUp("sa-east-1", kNow, "amazon", pattern).back();
  EXPECT_EQ(here.name, there.name);
  EXPECT_NE(here.id, there.id);
  EXPECT_GE(there.createdAt - here.createdAt, 1min);
}

// public-ami-catalog.md section 1, rule 7: most_recent is meant to be unambiguous.
TEST(SeedTime, OfCreationDiffersWithinOneOwnersReleases) {
  std::set<std::pair<std::string, Instant>> dates;
  for (const auto& image : *seeds().list("us-east-1", kNow))
    EXPECT_TRUE(dates.emplace(image.owner, image.createdAt).second) << image.name;
}

TEST(SeedTime, OfCreationHasNoMilliseconds) {
  for (const auto& image : *seeds().list("us-east-1", kNow))
    EXPECT_EQ(image.createdAt, wholeSeconds(image.createdAt)) << image.name;
}

// ---- Deprecation -------------------------------------------------------------------------------

// public-ami-catalog.md section 8: one older release is hidden, one nearly.
TEST(SeedDeprecation, HidesOneReleaseAndNearsAnother) {
  for (const auto* const pattern :
       {"al2023-ami-2023.*-kernel-6.1-x86_64", "amzn2-ami-hvm-*-x86_64-gp2",
        "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-*", "debian-12-amd64-*",
        "Windows_Server-2022-English-Full-Base-*", "RHEL-9.*_HVM-*-x86_64-0-Hourly2-GP3",
        "amazon-eks-node-al2023-x86_64-standard-*"}) {
    const auto all = lookUp("us-east-1", kNow, "amazon", pattern, Deprecated::show);
    ASSERT_FALSE(all.empty()) << pattern;
    EXPECT_TRUE(isDeprecated(all.front(), kNow)) << pattern;
    EXPECT_TRUE(std::ranges::any_of(all, [](const Image& image) {
      return *image.deprecationAt > kNow && *image.deprecationAt <= kNow + days(56);
    })) << pattern;
  }
}

TEST(SeedDeprecation, OfAmazonLinux2023ComesAfterNinetyDays) {
  const auto image = mostRecent("amazon", "al2023-ami-2023.*");
  EXPECT_EQ(*image.deprecationAt, floor<minutes>(image.createdAt + days(90)));
}

TEST(SeedDeprecation, OfOthersComesAfterTwoYears) {
  const auto image = mostRecent("amazon", "ubuntu/images/hvm-ssd/ubuntu-jammy*");
  const auto created = formatInstant(image.createdAt), ends = formatInstant(*image.deprecationAt);
  EXPECT_EQ(std::stoi(ends.substr(0, 4)), std::stoi(created.substr(0, 4)) + 2);
  EXPECT_EQ(ends.substr(4), created.substr(4));
}

// ---- Traps of public-ami-catalog.md section 8 --------------------------------------------------

TEST(SeedTrap, AWidePatternForAmazonLinux2023FindsMinimalAndEcsImages) {
  std::set<std::string> owners;
  bool hasMinimal = false;
  for (const auto& image : lookUp("us-east-1", kNow, "amazon", "al2023-ami-*-x86_64")) {
    owners.insert(image.owner);
    hasMinimal = hasMinimal || image.name.starts_with("al2023-ami-minimal-");
  }
  EXPECT_EQ(owners, std::set<std::string>({"137112412989", "591542846629"}));
  EXPECT_TRUE(hasMinimal);
  EXPECT_TRUE(mostRecent("amazon", "al2023-ami-*-x86_64").name.starts_with("al2023-ami-ecs-"));
}

TEST(SeedTrap, TheTwoKernelsOfAmazonLinux2AreReleasedInTheSameMinute) {
  const auto plain = mostRecent("amazon", "amzn2-ami-hvm*-x86_64-gp2");
  const auto kernel = mostRecent("amazon", "amzn2-ami-kernel-5.10-hvm*-x86_64-gp2");
  EXPECT_NE(plain.id, kernel.id);
  EXPECT_EQ(floor<minutes>(plain.createdAt), floor<minutes>(kernel.createdAt));
}

TEST(SeedTrap, UbuntuNobleIsNotWhereJammyIs) {
  EXPECT_EQ(mostRecent("amazon", "ubuntu/images/hvm-ssd/ubuntu-noble-24.04*").name, "");
  EXPECT_NE(mostRecent("amazon", "ubuntu/images/hvm-ssd*/ubuntu-noble-24.04-amd64-server-*").name,
            "");
}

TEST(SeedTrap, AWidePatternForUbuntuFindsAnotherRelease) {
  EXPECT_TRUE(mostRecent("099720109477", "ubuntu/images/hvm-*").name.find("resolute-26.04") !=
              std::string::npos);
  EXPECT_TRUE(mostRecent("099720109477", "ubuntu*").name.find("daily") != std::string::npos);
}

// A respin of the older minor is published after the newer minor came out.
TEST(SeedTrap, TheNewestRhel9IsNotOfTheNewestMinor) {
  EXPECT_TRUE(mostRecent("309956199498", "RHEL-9*").name.starts_with("RHEL-9.8.0_HVM-20261117"));
  EXPECT_NE(mostRecent("309956199498", "RHEL-9.9*").name, "");
  EXPECT_NE(mostRecent("309956199498", "RHEL-9*_BETA-*").name, "");
  EXPECT_NE(mostRecent("309956199498", "RHEL-9*-Access2-*").name, "");
}

TEST(SeedTrap, ArchitecturesAreCalledAsEc2CallsThem) {
  const std::set<std::string> known = {"arm64", "arm64_mac", "x86_64", "x86_64_mac"};
  EXPECT_EQ(architecturesOf(*seeds().list("us-east-1", kNow)), known);
}

TEST(SeedTrap, OnlyWindowsHasAPlatform) {
  for (const auto& image : *seeds().list("us-east-1", kNow)) {
    const bool isWindows = image.platformDetails.starts_with("Windows");
    EXPECT_EQ(image.platform, isWindows ? std::optional<std::string>("windows") : std::nullopt);
    EXPECT_EQ(isWindows, image.name.find("Windows_Server") != std::string::npos) << image.name;
  }
}

TEST(SeedTrap, TheLastRocky8IsDeprecated) {
  EXPECT_EQ(mostRecent("792107900819", "Rocky-8-EC2-Base-8.10-*").name, "");
  EXPECT_FALSE(
      lookUp("us-east-1", kNow, "792107900819", "Rocky-8-EC2-Base-8.10-*.x86_64", Deprecated::show)
          .empty());
}

TEST(SeedTrap, BottlerocketHasAnotherOwnerInEachRegion) {
  EXPECT_TRUE(lookUp("us-west-2", kNow, "092701018921", "*").empty());
  std::set<std::string> owners;
  for (const auto& region : regions()) {
    const auto found = lookUp(region.name, kNow, "amazon", "bottlerocket-aws-k8s-*");
    ASSERT_FALSE(found.empty()) << region.name;
    owners.insert(found.front().owner);
  }
  EXPECT_EQ(owners.size(), regions().size());
}

TEST(SeedTrap, MarketplaceImagesHaveAProductCode) {
  for (const auto& image : *seeds().list("us-east-1", kNow)) {
    const bool isSold = image.ownerAlias == "aws-marketplace";
    EXPECT_EQ(image.productCodes.size(), isSold ? 1U : 0U) << image.name;
    EXPECT_EQ(image.owner == "679593333241", isSold) << image.name;
  }
  const auto kali = mostRecent("aws-marketplace", "kali-*");
  EXPECT_EQ(kali.productCodes.front().id.size(), 25U);
  EXPECT_EQ(kali.location, "aws-marketplace/" + kali.name);
}

// ---- Owners by Region (public-ami-catalog.md section 4.1) --------------------------------------

TEST(SeedOwners, DifferByRegionAndPartition) {
  const auto ownerOf = [](std::string_view region, const std::string& pattern) {
    const auto found = lookUp(region, kNow, kEverybody, pattern);
    return found.empty() ? std::string() : found.front().owner;
  };
  EXPECT_EQ(ownerOf("us-gov-west-1", "al2023-ami-2023*"), "045324592363");
  EXPECT_EQ(ownerOf("cn-north-1", "al2023-ami-2023*"), "141808717104");
  EXPECT_EQ(ownerOf("us-gov-east-1", "ubuntu/images/*"), "513442679011");
  EXPECT_EQ(ownerOf("eu-west-3", "amazon-eks-node-al2023-*"), "602401143452");
  EXPECT_EQ(ownerOf("af-south-1", "amazon-eks-node-al2023-*"), "877085696533");
  EXPECT_EQ(ownerOf("us-gov-east-1", "Windows_Server-2022-*-Full-Base-*"), "055183720277");
  EXPECT_EQ(ownerOf("eu-west-1", "Windows_Server-2025-*-EKS_Optimized-*"), "402743460324");
  EXPECT_EQ(ownerOf("us-gov-west-1", "debian-12-*"), "");
  EXPECT_EQ(ownerOf("cn-north-1", "kali-*"), "");
}

// Rule 3: publishers that AWS has not verified have no alias, so `amazon` does not find them.
TEST(SeedOwners, HaveAnAliasOnlyWhenAwsHasVerifiedThem) {
  EXPECT_EQ(mostRecent("792107900819", "Rocky-9-*").ownerAlias, std::nullopt);
  EXPECT_EQ(mostRecent("792107900819", "Rocky-9-*").location.substr(0, 19), "792107900819/Rocky-");
  EXPECT_EQ(mostRecent("099720109477", "ubuntu/images/hvm-*").ownerAlias, "amazon");
  EXPECT_EQ(mostRecent("309956199498", "RHEL-9*").ownerAlias, "amazon");
}

// ---- Elements ----------------------------------------------------------------------------------

TEST(SeedElements, OfAmazonLinux2023AreThoseOfAws) {
  const auto image = mostRecent("amazon", "al2023-ami-2023.*-kernel-6.1-x86_64");
  EXPECT_EQ(image.description, "Amazon Linux 2023 AMI 2023.13.20261116.0 x86_64 HVM kernel-6.1");
  EXPECT_EQ(image.location, "amazon/" + image.name);
  EXPECT_EQ(image.bootMode, "uefi-preferred");
  EXPECT_EQ(image.imdsSupport, "v2.0");
  EXPECT_EQ(image.enaSupport, true);
  EXPECT_EQ(image.sriovNetSupport, "simple");
  EXPECT_EQ(image.freeTierEligible, true);
  EXPECT_EQ(image.rootDeviceName, "/dev/xvda");
  ASSERT_EQ(image.blockDevices.size(), 1U);
  const auto& root = *image.blockDevices[0].ebs;
  EXPECT_EQ(root.volumeSizeGib, 8);
  EXPECT_EQ(root.volumeType, "gp3");
  EXPECT_EQ(root.iops, 3000);
  EXPECT_EQ(root.throughputMibps, 125);
  EXPECT_EQ(root.deleteOnTermination, true);
  EXPECT_EQ(root.encrypted, false);
}

TEST(SeedElements, OfArmDifferFromThoseOfX86) {
  const auto image = mostRecent("amazon", "al2023-ami-2023.*-kernel-6.1-arm64");
  EXPECT_EQ(image.bootMode, "uefi");
  EXPECT_EQ(image.sriovNetSupport, std::nullopt);
}

// gp2 volumes show neither iops nor throughput (aws-facts/images.md 1.1).
TEST(SeedElements, OfUbuntuNameTheInstanceStore) {
  const auto image = mostRecent("amazon", "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-*");
  ASSERT_EQ(image.blockDevices.size(), 3U);
  EXPECT_EQ(image.blockDevices[0].ebs->iops, std::nullopt);
  EXPECT_EQ(image.blockDevices[1].deviceName, "/dev/sdb");
  EXPECT_EQ(image.blockDevices[1].virtualName, "ephemeral0");
  EXPECT_FALSE(image.blockDevices[1].ebs);
}

TEST(SeedElements, OfWindowsNameTwentySixInstanceStores) {
  const auto image = mostRecent("amazon", "Windows_Server-2022-English-Full-Base-*");
  ASSERT_EQ(image.blockDevices.size(), 27U);
  EXPECT_EQ(image.blockDevices[26].deviceName, "xvdcz");
  EXPECT_EQ(image.blockDevices[26].virtualName, "ephemeral25");
  EXPECT_EQ(image.usageOperation, "RunInstances:0002");
  EXPECT_EQ(mostRecent("amazon", "TPM-Windows*").tpmSupport, "v2.0");
}

TEST(SeedElements, OfInstanceStoreImagesHaveAManifest) {
  const auto found = lookUp("us-east-1", kNow, "amazon", "amzn-ami-hvm-*-s3", Deprecated::show);
  ASSERT_FALSE(found.empty());
  const auto& image = found.back();
  EXPECT_EQ(image.rootDeviceType, "instance-store");
  EXPECT_EQ(image.rootDeviceName, std::nullopt);
  EXPECT_TRUE(image.location.starts_with("amzn-ami-us-east-1/"));
  EXPECT_TRUE(image.location.ends_with(".manifest.xml"));
}

TEST(SeedElements, OfParavirtualImagesHaveAKernelAndNoFastNetwork) {
  const auto found = lookUp("us-east-1", kNow, "amazon", "amzn-ami-pv-*", Deprecated::show);
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.back().virtualizationType, "paravirtual");
  EXPECT_TRUE(found.back().kernelId->starts_with("aki-"));
  EXPECT_EQ(found.back().enaSupport, std::nullopt);
  EXPECT_EQ(found.back().sriovNetSupport, std::nullopt);
}

// Rule 12: the path without its leading slash; a parameter points at one image, the newest.
TEST(SeedElements, NameTheParameterOfTheNewestReleaseOnly) {
  const auto found = lookUp("us-east-1", kNow, "amazon", "al2023-ami-2023.*-kernel-6.1-x86_64");
  ASSERT_GE(found.size(), 2U);
  EXPECT_EQ(found.back().publicSsmParameterName,
            "aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64");
  EXPECT_EQ(found.front().publicSsmParameterName, std::nullopt);
}

TEST(SeedElements, OfBeanstalkSayWhatItWasMadeFrom) {
  const auto image = mostRecent("amazon", "aws-elasticbeanstalk-amzn-2.0.*-hvm-*");
  ASSERT_TRUE(image.sourceImageId && image.sourceInstanceId);
  const auto source = seeds().find(ImageId::trusted(*image.sourceImageId), kNow);
  ASSERT_TRUE(source);
  EXPECT_TRUE(source->name.starts_with("amzn2-ami-hvm-2.0."));
  EXPECT_LT(source->createdAt, image.createdAt);
}

// public-ami-catalog.md section 6.
TEST(SeedElements, SayWhatIsBilled) {
  const auto operationOf = [](const std::string& pattern) {
    return mostRecent("amazon", pattern).usageOperation;
  };
  EXPECT_EQ(operationOf("RHEL-9*-Hourly2-*"), "RunInstances:0010");
  EXPECT_EQ(operationOf("RHEL-9*-Access2-*"), "RunInstances:00g0");
  EXPECT_EQ(operationOf("RHEL_HA-*"), "RunInstances:1010");
  EXPECT_EQ(operationOf("suse-sles-15-sp7-v*"), "RunInstances:000g");
  EXPECT_EQ(operationOf("suse-sles-15-sp7-byos-*"), "RunInstances");
  EXPECT_EQ(operationOf("ubuntu-pro-server/*"), "RunInstances:0g00");
  EXPECT_EQ(operationOf("Windows_Server-2022-*-SQL_2022_Web-*"), "RunInstances:0202");
}

// Readers run on all I/O threads at once; each must see the same whole list.
TEST(Seed, MayBeAskedByManyThreads) {
  const SeedCatalogue catalogue;
  std::vector<std::size_t> counts(4);
  std::vector<std::thread> threads;
  for (std::size_t thread = 0; thread < counts.size(); ++thread)
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 20; ++i) {
        const auto& region = regions()[static_cast<std::size_t>(i) % 8];
        for (const auto& image : *catalogue.list(region.name, kNow + hours(i)))
          counts[thread] += catalogue.find(image.id, kNow + hours(i)) != nullptr;
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_GT(counts[0], 20U * 500U);
  EXPECT_EQ(std::set<std::size_t>(counts.begin(), counts.end()).size(), 1U);
}

}  // namespace
}  // namespace amilocal::domain
