#pragma once

#include "amilocal/domain/image.h"
#include "shared_columns.h"

namespace amilocal {

struct ImageColumns {
  static constexpr const char* kTable = "image";

  template <class Visitor, class Image>
  static void visit(Visitor& column, Image& image) {
    column("id", image.id);
    column("region", image.region);
    column("owner", image.owner);
    column("name", image.name);
    column("state", image.state);
    column("created_at", image.createdAt);
    column("location", image.location);
    column("architecture", image.architecture);
    column("image_type", image.imageType);
    column("virtualization_type", image.virtualizationType);
    column("root_device_type", image.rootDeviceType);
    column("platform_details", image.platformDetails);
    column("usage_operation", image.usageOperation);
    column("owner_alias", image.ownerAlias);
    column("description", image.description);
    column("root_device_name", image.rootDeviceName);
    column("ena_support", image.enaSupport);
    column("sriov_net_support", image.sriovNetSupport);
    column("kernel_id", image.kernelId);
    column("ramdisk_id", image.ramdiskId);
    column("platform", image.platform);
    column("boot_mode", image.bootMode);
    column("tpm_support", image.tpmSupport);
    column("imds_support", image.imdsSupport);
    column("uefi_data", image.uefiData);
    column("source_instance_id", image.sourceInstanceId);
    column("source_image_id", image.sourceImageId);
    column("source_image_region", image.sourceImageRegion);
    column("deprecation_at", image.deprecationAt);
    column("deregistered_at", image.deregisteredAt);
    column("deregistration_protection", image.deregistrationProtection);
    column("deregistration_cooldown_ends_at", image.deregistrationCooldownEndsAt);
    column("free_tier_eligible", image.freeTierEligible);
    column("public_ssm_parameter_name", image.publicSsmParameterName);
    visitStateReason(column, image.stateReason);
    column.derived("is_public", domain::isPublic(image.launchPermissions));
  }
};

struct ImageBlockDeviceColumns : BlockDeviceColumns {
  static constexpr const char* kTable = "image_block_device";
  static constexpr const char* kParent = "image_id";
};

struct ImageProductCodeColumns : ProductCodeColumns {
  static constexpr const char* kTable = "image_product_code";
  static constexpr const char* kParent = "image_id";
};

struct LaunchPermissionColumns : GranteeColumns {
  static constexpr const char* kTable = "launch_permission";
  static constexpr const char* kParent = "image_id";
};

struct WatermarkColumns {
  static constexpr const char* kTable = "image_watermark";
  static constexpr const char* kParent = "image_id";

  template <class Visitor, class Watermark>
  static void visit(Visitor& column, Watermark& watermark) {
    column("watermark_key", watermark.key);
    column("source_image_id", watermark.sourceImageId);
    column("source_image_region", watermark.sourceImageRegion);
    column("source_image_created_at", watermark.sourceImageCreatedAt);
    column("created_at", watermark.createdAt);
  }
};

}  // namespace amilocal
