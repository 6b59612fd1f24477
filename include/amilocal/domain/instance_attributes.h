#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "amilocal/domain/image.h"
#include "amilocal/domain/instance.h"

namespace amilocal::domain {

/// EC2 API Reference, DescribeInstanceAttribute, Attribute. `enaSupport` can be changed, and not
/// be asked for.
enum class InstanceAttribute {
  instance_type,
  kernel,
  ramdisk,
  user_data,
  disable_api_termination,
  shutdown_behavior,
  root_device_name,
  block_device_mapping,
  product_codes,
  source_dest_check,
  group_set,
  ebs_optimized,
  sriov_net_support,
  ena_support,
  enclave_options,
  disable_api_stop,
};

/// `instanceInitiatedShutdownBehavior` and so on. Throws InvalidParameterValue.
InstanceAttribute requireInstanceAttribute(std::string_view name);

/// Must the instance be stopped for it (EC2 API Reference, ModifyInstanceAttribute)?
bool needsStoppedInstance(InstanceAttribute attribute);

/// Throws IncorrectInstanceState when the attribute cannot be changed now: in a terminated
/// instance none can, and some in a stopped one only.
void checkAttributeChangeable(const Instance& instance, InstanceAttribute attribute);

/// The instance with another type, and what depends on it: processors, credits. Throws
/// InvalidParameterValue for an unknown type and for one of another architecture.
void changeType(Instance& instance, const std::string& type);

/// Each throws InvalidInstanceAttributeValue or InvalidUserData.Malformed for a value that it
/// cannot have. An empty user data is none.
void changeUserData(Instance& instance, const std::optional<std::string>& base64);
void changeShutdownBehavior(Instance& instance, const std::string& behavior);
void changeSriov(Instance& instance, const std::string& value);
void changeEbsOptimized(Instance& instance, bool optimized);
void changeKernel(Instance& instance, const std::string& id);
void changeRamdisk(Instance& instance, const std::string& id);

/// What ResetInstanceAttribute does: `image` is the one that the instance was launched from, or
/// null when it is gone. Throws InvalidParameterValue for an attribute that cannot be reset.
void resetAttribute(Instance& instance, InstanceAttribute attribute, const Image* image);

}  // namespace amilocal::domain
