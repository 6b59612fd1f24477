#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "amilocal/core/instant.h"

/// The public images as schema/seed/default.json describes them, before any Region and time.
/// The words it uses are in its own "about".
namespace amilocal::domain::seed {

/// Whose images these are: one account per partition or, where publishers have them, per Region.
struct Publisher {
  std::string alias;  ///< `amazon`, `aws-marketplace`, or empty
  std::vector<std::pair<std::string, std::string>> accounts;  ///< Region or partition → account
};

/// A number in names that grows with time: `start` on the day `at`, and `step` more with each
/// `everyDays`. With `unitDays` it begins again every `everyDays` and counts units within.
struct Counter {
  std::string name;
  std::int64_t start = 0, step = 1;
  std::chrono::sys_days at;
  int everyDays = 1;
  int unitDays = 0;
  std::int64_t least = std::numeric_limits<std::int64_t>::min();
  std::int64_t most = std::numeric_limits<std::int64_t>::max();
  bool ranked = false;             ///< is the variant's rank taken off?
  std::vector<std::string> words;  ///< what stands for 0, 1, 2 …, when not the digits
};

/// When releases come out: on fixed dates, or every so many days from the first.
struct Schedule {
  std::vector<Instant> fixed;  ///< ascending; empty for a grid
  Instant first{};
  int everyDays = 0;
  int count = std::numeric_limits<int>::max();  ///< of releases in all
};

struct Device {
  std::string name;
  std::string virtualName;  ///< `ephemeral0`; else it is an EBS volume
  std::int64_t sizeGib = 0;
  std::string volumeType;
  std::int64_t iops = 0;  ///< for io1, io2
};

/// What all images of one row of the file have in common. Texts in braces are filled in for each
/// release (seed_text.h).
struct Row {
  std::string name, description, location, ssm, kernel;
  std::string rootDevice, rootDeviceType, virtualization;
  std::string bootModeX86, bootModeArm, imdsSupport, tpmSupport;
  std::string usageOperation, productCode;
  std::string source;  ///< the family whose first variant the images are made from
  bool ena = true, freeTier = false;
  std::vector<Device> devices;
  std::vector<std::pair<std::string, std::string>> words;  ///< texts of this row's own
  int listed = 4;  ///< of newest, previous, nearly deprecated, deprecated: so many of them
};

struct Family {
  std::string key;
  std::size_t publisher = 0;
  Schedule schedule;
  int lifeDays = 0;      ///< until deprecation; 0: the two years that EC2 gives public images
  int namedDaysAgo = 0;  ///< the date in the name is so much older than the image
  std::vector<Counter> counters;
};

/// A series of images that differ by release and Region alone.
struct Variant {
  int number = 0;  ///< in ids: 256 × the family's + its own in the family
  std::size_t family = 0, row = 0;
  std::string architecture;
  int rank = 0;  ///< 0: of the newest version that the family serves, 1: of the one before …
  std::chrono::seconds delay{0};  ///< published so long after the family's release
  std::optional<int> source;      ///< the number of the variant that it was made from
};

struct Model {
  std::vector<Publisher> publishers;
  std::vector<Family> families;
  std::vector<Row> rows;
  std::vector<Variant> variants;  ///< ordered by number

  const Family& familyOf(const Variant& variant) const { return families[variant.family]; }
  const Row& rowOf(const Variant& variant) const { return rows[variant.row]; }
  const Publisher& publisherOf(const Variant& variant) const {
    return publishers[familyOf(variant).publisher];
  }
  const Variant* find(int number) const;
};

/// Reads the file. Throws std::runtime_error that names the family for one that is not well made.
Model parseModel(std::string_view json);

/// The file that travels in the binary, read when it is first asked for.
const Model& model();

}  // namespace amilocal::domain::seed
