#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "amilocal/core/ids.h"
#include "amilocal/core/instant.h"
#include "amilocal/domain/block_device.h"
#include "amilocal/domain/image_protection.h"
#include "amilocal/domain/image_state.h"
#include "amilocal/domain/permission.h"
#include "amilocal/domain/state_reason.h"
#include "amilocal/domain/watermark.h"

namespace amilocal::domain {

/// An Amazon Machine Image, as one account owns it in one Region. Which elements of an answer an
/// absent member leaves out: aws-facts/images.md 1.1. Tags are apart, since each account has its
/// own on the same image.
struct Image {
  ImageId id = ImageId::trusted("");
  std::string region;
  std::string owner;  ///< account id
  std::string name;
  ImageState state = ImageState::pending;
  Instant createdAt{};
  std::string location;  ///< `OWNER/NAME`, or the manifest's place for S3-backed images
  std::string architecture;
  std::string imageType = "machine";
  std::string virtualizationType;
  std::string rootDeviceType = "ebs";
  std::string platformDetails = "Linux/UNIX";
  std::string usageOperation = "RunInstances";
  std::optional<std::string> ownerAlias;
  std::optional<std::string> description;
  std::optional<std::string> rootDeviceName;
  std::optional<bool> enaSupport;
  std::optional<std::string> sriovNetSupport;
  std::optional<std::string> kernelId;
  std::optional<std::string> ramdiskId;
  std::optional<std::string> platform;  ///< `windows` or absent
  std::optional<std::string> bootMode;
  std::optional<std::string> tpmSupport;
  std::optional<std::string> imdsSupport;
  std::optional<std::string> uefiData;
  std::optional<std::string> sourceInstanceId;
  std::optional<std::string> sourceImageId;
  std::optional<std::string> sourceImageRegion;
  std::optional<Instant> deprecationAt;
  std::optional<Instant> deregisteredAt;
  ImageProtection deregistrationProtection = ImageProtection::disabled;
  std::optional<Instant> deregistrationCooldownEndsAt;  ///< set when protection is turned off
  std::optional<bool> freeTierEligible;
  std::optional<std::string> publicSsmParameterName;
  std::optional<StateReason> stateReason;
  BlockDevices blockDevices;
  std::vector<ProductCode> productCodes;
  Grantees launchPermissions;
  Watermarks watermarks;  ///< in the order in which they were attached
  friend bool operator==(const Image&, const Image&) = default;
};

/// An image to look at: a row that was read, or one of the public catalogue's, which has them
/// already, each with up to 26 mappings. Null when there is none.
using SharedImage = std::shared_ptr<const Image>;

}  // namespace amilocal::domain
