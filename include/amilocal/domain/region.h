#pragma once

#include <span>
#include <string>
#include <string_view>

namespace amilocal::domain {

/// An Availability Zone: `us-east-1a`, `use1-az1`.
struct Zone {
  std::string_view name;
  std::string_view id;
};

/// A Region as DescribeRegions and DescribeAvailabilityZones show it.
struct Region {
  int number = 0;                 ///< part of the ids of seed images: never changed, never reused
  std::string_view name;          ///< `us-east-1`
  std::string_view partition;     ///< `aws`, `aws-us-gov`, `aws-cn`
  std::string_view longName;      ///< `US East (N. Virginia)`
  bool optIn = false;             ///< must an account enable it first?
  std::string_view geography;     ///< `United States of America`; empty where AWS names none
  std::string_view subGeography;  ///< `Virginia`; empty outside of the United States
  std::span<const Zone> zones;
};

/// All Regions, ordered by name.
std::span<const Region> regions();

/// Null when there is no such Region.
const Region* findRegion(std::string_view name);

/// Null when no Region has this number.
const Region* findRegion(int number);

/// The partition of a Region, `aws` for one that does not exist.
std::string_view partitionOf(std::string_view regionName);

/// `ec2.us-east-1.amazonaws.com`, with the suffix of the partition.
std::string regionEndpoint(const Region& region);

/// `opt-in-not-required`, `opted-in` or `not-opted-in` (EC2 API Reference, Region), for an account
/// that has enabled the opt-in Regions named in `enabled`.
std::string_view optInStatus(const Region& region, std::span<const std::string> enabled);

/// Null when the Region has no such zone.
const Zone* findZone(const Region& region, std::string_view zoneName);

/// What DescribeAvailabilityZones calls a zone's group: `us-east-1-zg-1` and `US East (N. Virginia)
/// 1`. Every Availability Zone of a Region is in the same one
/// (aws-facts/snapshots-volumes-instances.md section 6).
std::string zoneGroupName(const Region& region);
std::string zoneGroupLongName(const Region& region);

}  // namespace amilocal::domain
