#include "amilocal/domain/instance_attributes.h"

#include "amilocal/core/text.h"
#include "amilocal/domain/errors/instance_errors.h"
#include "amilocal/domain/instance_type.h"
#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<InstanceAttribute> kAttributes[] = {
    {InstanceAttribute::instance_type, "instanceType"},
    {InstanceAttribute::kernel, "kernel"},
    {InstanceAttribute::ramdisk, "ramdisk"},
    {InstanceAttribute::user_data, "userData"},
    {InstanceAttribute::disable_api_termination, "disableApiTermination"},
    {InstanceAttribute::shutdown_behavior, "instanceInitiatedShutdownBehavior"},
    {InstanceAttribute::root_device_name, "rootDeviceName"},
    {InstanceAttribute::block_device_mapping, "blockDeviceMapping"},
    {InstanceAttribute::product_codes, "productCodes"},
    {InstanceAttribute::source_dest_check, "sourceDestCheck"},
    {InstanceAttribute::group_set, "groupSet"},
    {InstanceAttribute::ebs_optimized, "ebsOptimized"},
    {InstanceAttribute::sriov_net_support, "sriovNetSupport"},
    {InstanceAttribute::ena_support, "enaSupport"},
    {InstanceAttribute::enclave_options, "enclaveOptions"},
    {InstanceAttribute::disable_api_stop, "disableApiStop"},
};

// User data has up to 16 KB before it is encoded (EC2 API Reference, RunInstances, UserData).
constexpr std::size_t kUserDataMax = 16 * 1024;

}  // namespace

InstanceAttribute requireInstanceAttribute(std::string_view name) {
  const auto attribute = valueOf(kAttributes, name);
  if (!attribute) throw errors::unknownInstanceAttribute(name);
  return *attribute;
}

bool needsStoppedInstance(InstanceAttribute attribute) {
  switch (attribute) {
    case InstanceAttribute::instance_type:
    case InstanceAttribute::kernel:
    case InstanceAttribute::ramdisk:
    case InstanceAttribute::user_data:
    case InstanceAttribute::ebs_optimized:
    case InstanceAttribute::sriov_net_support:
    case InstanceAttribute::ena_support:
    case InstanceAttribute::enclave_options:
      return true;
    default:
      return false;
  }
}

void checkAttributeChangeable(const Instance& instance, InstanceAttribute attribute) {
  const bool isEnding =
      instance.state == InstanceState::terminated || instance.state == InstanceState::shutting_down;
  if (isEnding) throw errors::instanceNotInStateTo(instance.id, "modified");
  if (needsStoppedInstance(attribute) && instance.state != InstanceState::stopped)
    throw errors::instanceNotStopped(instance.id);
}

void changeType(Instance& instance, const std::string& name) {
  const auto type = findInstanceType(name);
  if (!type) throw errors::unknownInstanceType(name);
  if (!type->runs(instance.architecture))
    throw errors::architectureMismatch(type->architectures.front(), instance.architecture);
  if (instance.virtualizationType == "paravirtual" && !type->supportsParavirtual)
    throw errors::virtualizationMismatch();
  if (instance.ebsOptimized && type->ebsOptimizedSupport() == "unsupported")
    throw errors::ebsOptimizedUnsupported();
  instance.instanceType = type->name;
  instance.coreCount = type->coreCount;
  instance.threadsPerCore = type->threadsPerCore;
  if (!type->isBurstable) instance.cpuCredits.reset();
}

void changeUserData(Instance& instance, const std::optional<std::string>& base64) {
  if (!base64 || base64->empty()) return instance.userData.reset();
  const auto bytes = decodeBase64(*base64);
  if (!bytes) throw errors::invalidUserData();
  if (bytes->size() > kUserDataMax) throw errors::userDataTooLong();
  instance.userData = base64;
}

void changeShutdownBehavior(Instance& instance, const std::string& behavior) {
  if (behavior != "stop" && behavior != "terminate")
    throw errors::invalidInstanceAttributeValue(behavior, "instanceInitiatedShutdownBehavior");
  instance.shutdownBehavior = behavior;
}

// Enhanced networking can be switched on and not off again (EC2 API Reference,
// ModifyInstanceAttribute, SriovNetSupport).
void changeSriov(Instance& instance, const std::string& value) {
  if (value != "simple") throw errors::invalidInstanceAttributeValue(value, "sriovNetSupport");
  instance.sriovNetSupport = value;
}

void changeEbsOptimized(Instance& instance, bool optimized) {
  const auto type = findInstanceType(instance.instanceType);
  if (optimized && type && type->ebsOptimizedSupport() == "unsupported")
    throw errors::ebsOptimizedUnsupported();
  instance.ebsOptimized = optimized;
}

void changeKernel(Instance& instance, const std::string& id) {
  if (!isResourceId("aki", id)) throw errors::malformedId("InvalidKernelId.Malformed", id, "aki");
  instance.kernelId = id;
}

void changeRamdisk(Instance& instance, const std::string& id) {
  if (!isResourceId("ari", id)) throw errors::malformedId("InvalidRamDiskId.Malformed", id, "ari");
  instance.ramdiskId = id;
}

void resetAttribute(Instance& instance, InstanceAttribute attribute, const Image* image) {
  switch (attribute) {
    case InstanceAttribute::kernel:
      instance.kernelId = image == nullptr ? std::nullopt : image->kernelId;
      return;
    case InstanceAttribute::ramdisk:
      instance.ramdiskId = image == nullptr ? std::nullopt : image->ramdiskId;
      return;
    case InstanceAttribute::source_dest_check:
      instance.sourceDestCheck = true;
      return;
    default:
      throw errors::invalidParameterValue(nameOf(kAttributes, attribute), "attribute",
                                          "It cannot be reset.");
  }
}

}  // namespace amilocal::domain
