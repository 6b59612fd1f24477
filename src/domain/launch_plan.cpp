#include "amilocal/domain/launch_plan.h"

#include "amilocal/domain/errors/instance_errors.h"

namespace amilocal::domain {

void checkImageFitsType(const Image& image, const InstanceType& type) {
  // 32-bit images also run on the types that i386 was listed for, and 64-bit ones there too.
  if (!type.runs(image.architecture))
    throw errors::architectureMismatch(type.architectures.front(), image.architecture);
  if (image.virtualizationType == "paravirtual" && !type.supportsParavirtual)
    throw errors::virtualizationMismatch();
}

Instance planLaunch(Instance wish, const Image& image, const InstanceType& type) {
  wish.imageId = image.id;
  wish.instanceType = type.name;
  wish.architecture = image.architecture;
  wish.virtualizationType = image.virtualizationType;
  wish.rootDeviceType = image.rootDeviceType;
  wish.rootDeviceName = image.rootDeviceName;
  wish.enaSupport = image.enaSupport;
  wish.sriovNetSupport = image.sriovNetSupport;
  if (!wish.kernelId) wish.kernelId = image.kernelId;
  if (!wish.ramdiskId) wish.ramdiskId = image.ramdiskId;
  wish.platform = image.platform;
  wish.platformDetails = image.platformDetails;
  wish.usageOperation = image.usageOperation;
  wish.bootMode = image.bootMode;
  wish.tpmSupport = image.tpmSupport;
  wish.productCodes = image.productCodes;
  if (!wish.coreCount) wish.coreCount = type.coreCount;
  if (!wish.threadsPerCore) wish.threadsPerCore = type.threadsPerCore;
  return wish;
}

MetadataOptions defaultMetadataOptions(const Image& image) {
  MetadataOptions options;
  const bool versionTwo = image.imdsSupport == "v2.0";
  options.httpTokens = versionTwo ? "required" : "optional";
  options.httpPutResponseHopLimit = versionTwo ? 2 : 1;
  return options;
}

std::string currentBootMode(const Instance& instance) {
  const auto type = findInstanceType(instance.instanceType);
  const bool canUefi = type && type->isNitro;
  if (instance.architecture == "arm64" || instance.architecture == "arm64_mac") return "uefi";
  if (!instance.bootMode || *instance.bootMode == "legacy-bios") return "legacy-bios";
  return *instance.bootMode == "uefi" || canUefi ? "uefi" : "legacy-bios";
}

}  // namespace amilocal::domain
