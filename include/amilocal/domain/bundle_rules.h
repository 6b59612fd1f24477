#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "amilocal/domain/image_plans.h"

/// S3-backed images: those whose root is made from a bundle in a bucket (EC2 User Guide, "Create an
/// Amazon S3-backed AMI").
namespace amilocal::domain {

inline constexpr std::string_view kInstanceStore = "instance-store";

bool isS3Backed(const Image& image);

/// `bucket/path/image.manifest.xml`, taken apart.
struct BundleLocation {
  std::string bucket;
  std::string key;

  std::string text() const { return bucket + "/" + key; }
  /// The key of a file beside the manifest.
  std::string keyOf(std::string_view filename) const;
  std::string manifestName() const;
};

/// Empty when the text has not that form.
std::optional<BundleLocation> parseBundleLocation(std::string_view text);

/// What a manifest says of the machine.
struct BundleMachine {
  std::string architecture;
  std::optional<std::string> platform;
  std::vector<std::pair<std::string, std::string>> mappings;  ///< virtual name and device
  std::optional<std::string> kernelId;
  std::optional<std::string> ramdiskId;
  std::vector<std::string> productCodes;
};

/// The instance store volumes and the swap of a bundle's mapping. `ami` and `root` are names for
/// the root device, which is no mapping's.
BlockDevices devicesOf(const BundleMachine& machine);

/// An S3-backed image, available at once. What the request says goes before what the manifest says
/// (EC2 API Reference, RegisterImage: the architecture's default is that of the manifest). Throws
/// what completeDevice() throws, InvalidParameterCombination for a root device, and InvalidManifest
/// for an architecture that there is not.
Image planBundleRegistration(const NewImage& made, const Registration& registration,
                             const BundleMachine& machine, const BundleLocation& location,
                             const SnapshotsById& snapshots);

/// Where copies to a Region go: `amis-for-ACCOUNT-in-REGION-HASH` (EC2 User Guide, "Copy an Amazon
/// EC2 AMI").
std::string copiedBundleBucket(std::string_view account, std::string_view region);

/// Where the manifest of a copy goes in that bucket: in a folder that is the copy's own.
BundleLocation copiedBundleLocation(const NewImage& made, const BundleLocation& source);

/// Gibibytes, rounded up, for the time that a copy takes.
std::int64_t bundleGib(std::int64_t bytes);

}  // namespace amilocal::domain
