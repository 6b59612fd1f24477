#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/instance_errors.h"
#include "amilocal/domain/errors/security_group_errors.h"
#include "amilocal/domain/instance_attributes.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/instance_wire.h"
#include "services/ec2/lookup.h"
#include "services/ec2/network.h"

namespace amilocal::ec2 {
namespace {

using Kind = domain::InstanceAttribute;

AttributeBooleanValue boolean(bool value) { return {.value = value}; }
AttributeValue text(std::optional<std::string> value) { return {.value = std::move(value)}; }

void showDevices(RequestContext& ctx, const domain::Instance& instance, InstanceAttribute& out) {
  const auto shown = toWire(instance, ctx.catalog.volumes().attachmentsOf(instance.id), {});
  out.blockDeviceMappings = shown.blockDeviceMappings;
}

// What is not set is an element without a value: an empty one would be a change to Terraform
// (clients/contract.md 3.8).
void show(RequestContext& ctx, const domain::Instance& instance, Kind kind,
          InstanceAttribute& out) {
  switch (kind) {
    case Kind::instance_type:
      return void(out.instanceType = text(instance.instanceType));
    case Kind::kernel:
      return void(out.kernelId = text(instance.kernelId));
    case Kind::ramdisk:
      return void(out.ramdiskId = text(instance.ramdiskId));
    case Kind::user_data:
      return void(out.userData = text(instance.userData));
    case Kind::disable_api_termination:
      return void(out.disableApiTermination = boolean(instance.disableApiTermination));
    case Kind::shutdown_behavior:
      return void(out.instanceInitiatedShutdownBehavior = text(instance.shutdownBehavior));
    case Kind::root_device_name:
      return void(out.rootDeviceName = text(instance.rootDeviceName));
    case Kind::block_device_mapping:
      return showDevices(ctx, instance, out);
    case Kind::product_codes:
      return void(out.productCodes = toWire(instance, {}, {}).productCodes);
    case Kind::source_dest_check:
      return void(out.sourceDestCheck = boolean(instance.sourceDestCheck));
    case Kind::group_set:
      return void(out.groups = toWire(instance, {}, {}).securityGroups);
    case Kind::ebs_optimized:
      return void(out.ebsOptimized = boolean(instance.ebsOptimized));
    case Kind::sriov_net_support:
      return void(out.sriovNetSupport = text(instance.sriovNetSupport));
    case Kind::ena_support:
      throw errors::unknownInstanceAttribute("enaSupport");
    case Kind::enclave_options:
      return void(out.enclaveOptions = EnclaveOptions{.enabled = instance.enclaveEnabled});
    case Kind::disable_api_stop:
      return void(out.disableApiStop = boolean(instance.disableApiStop));
  }
}

// One attribute and what it is to become, in whichever of the two ways it was said.
struct Change {
  Kind kind;
  std::optional<std::string> text{};
  bool flag = false;
};

bool flagOf(const std::string& value, std::string_view name) {
  if (equalsIgnoringCase(value, "true")) return true;
  if (equalsIgnoringCase(value, "false")) return false;
  throw errors::invalidInstanceAttributeValue(value, name);
}

Change namedChange(const ModifyInstanceAttributeRequest& request) {
  const auto kind = domain::requireInstanceAttribute(*request.attribute);
  const bool isFlag = kind == Kind::disable_api_termination || kind == Kind::disable_api_stop ||
                      kind == Kind::source_dest_check || kind == Kind::ebs_optimized ||
                      kind == Kind::ena_support;
  if (!isFlag) return {kind, request.value};
  if (!request.value) throw errors::missingParameter("value");
  return {kind, {}, flagOf(*request.value, *request.attribute)};
}

// The attributes that have a member of their own.
std::vector<Change> memberChanges(const ModifyInstanceAttributeRequest& request) {
  std::vector<Change> changes;
  const auto addFlag = [&](Kind kind, const std::optional<AttributeBooleanValue>& member) {
    if (member) changes.push_back({kind, {}, member->value.value_or(false)});
  };
  const auto addText = [&](Kind kind, const auto& member) {
    if (member) changes.push_back({kind, member->value});
  };
  addFlag(Kind::source_dest_check, request.sourceDestCheck);
  addFlag(Kind::disable_api_stop, request.disableApiStop);
  addFlag(Kind::disable_api_termination, request.disableApiTermination);
  addFlag(Kind::ebs_optimized, request.ebsOptimized);
  addFlag(Kind::ena_support, request.enaSupport);
  addText(Kind::instance_type, request.instanceType);
  addText(Kind::kernel, request.kernel);
  addText(Kind::ramdisk, request.ramdisk);
  addText(Kind::user_data, request.userData);
  addText(Kind::shutdown_behavior, request.instanceInitiatedShutdownBehavior);
  addText(Kind::sriov_net_support, request.sriovNetSupport);
  if (request.enclaveOptions)
    changes.push_back({Kind::enclave_options, {}, request.enclaveOptions->enabled.value_or(false)});
  if (!request.blockDeviceMappings.empty()) changes.push_back({Kind::block_device_mapping});
  if (!request.groups.empty()) changes.push_back({Kind::group_set});
  return changes;
}

Change changeOf(const ModifyInstanceAttributeRequest& request) {
  auto changes = memberChanges(request);
  if (changes.size() > 1) throw errors::severalInstanceAttributes();
  if (!changes.empty()) {
    if (request.attribute &&
        domain::requireInstanceAttribute(*request.attribute) != changes.front().kind)
      throw errors::severalInstanceAttributes();
    return changes.front();
  }
  if (request.attribute) return namedChange(request);
  throw errors::noInstanceAttribute();
}

const std::string& requireText(const Change& change, std::string_view name) {
  if (!change.text) throw errors::missingParameter(name);
  return *change.text;
}

// DeleteOnTermination is true unless the mapping says otherwise (EC2 API Reference,
// ModifyInstanceAttribute, BlockDeviceMapping).
void changeDevices(RequestContext& ctx, const domain::Instance& instance,
                   const ModifyInstanceAttributeRequest& request) {
  for (const auto& mapping : request.blockDeviceMappings) {
    if (mapping.virtualName) throw errors::unsupportedParameter("BlockDeviceMapping.VirtualName");
    if (mapping.noDevice) throw errors::unsupportedParameter("BlockDeviceMapping.NoDevice");
    const auto device = mapping.deviceName.value_or("");
    const auto ebs = mapping.ebs.value_or(EbsInstanceBlockDeviceSpecification{});
    bool isThere = false;
    for (auto& volume : ctx.catalog.volumes().listAttachedTo(instance.id)) {
      for (auto& attachment : volume.attachments) {
        const bool isMeant = attachment.instanceId == instance.id && attachment.device == device &&
                             (!ebs.volumeId || *ebs.volumeId == volume.id.str());
        if (!isMeant) continue;
        attachment.deleteOnTermination = ebs.deleteOnTermination.value_or(true);
        isThere = true;
      }
      ctx.catalog.volumes().update(volume);
    }
    if (!isThere) throw errors::noDeviceMapped(device);
  }
}

void changeGroups(RequestContext& ctx, domain::Instance& instance,
                  const std::vector<std::string>& ids) {
  std::vector<domain::InstanceGroup> groups;
  for (const auto& id : ids) {
    const auto group = requireSecurityGroup(ctx, id);
    if (group.vpcId.str() != instance.vpcId)
      throw errors::groupAndSubnetApart(group.id.str(), instance.subnetId);
    groups.push_back({group.id.str(), group.name});
  }
  instance.securityGroups = std::move(groups);
}

void apply(RequestContext& ctx, domain::Instance& instance, const Change& change,
           const ModifyInstanceAttributeRequest& request) {
  switch (change.kind) {
    case Kind::instance_type:
      return domain::changeType(instance, requireText(change, "instanceType.value"));
    case Kind::kernel:
      return domain::changeKernel(instance, requireText(change, "kernel.value"));
    case Kind::ramdisk:
      return domain::changeRamdisk(instance, requireText(change, "ramdisk.value"));
    case Kind::user_data:
      return domain::changeUserData(instance, change.text);
    case Kind::shutdown_behavior:
      return domain::changeShutdownBehavior(
          instance, requireText(change, "instanceInitiatedShutdownBehavior.value"));
    case Kind::sriov_net_support:
      return domain::changeSriov(instance, requireText(change, "sriovNetSupport.value"));
    case Kind::disable_api_termination:
      return void(instance.disableApiTermination = change.flag);
    case Kind::disable_api_stop:
      return void(instance.disableApiStop = change.flag);
    case Kind::source_dest_check:
      return void(instance.sourceDestCheck = change.flag);
    case Kind::ebs_optimized:
      return domain::changeEbsOptimized(instance, change.flag);
    case Kind::ena_support:
      return void(instance.enaSupport = change.flag);
    case Kind::enclave_options:
      return void(instance.enclaveEnabled = change.flag);
    case Kind::block_device_mapping:
      return changeDevices(ctx, instance, request);
    case Kind::group_set:
      return changeGroups(ctx, instance, request.groups);
    case Kind::root_device_name:
    case Kind::product_codes:
      throw errors::invalidParameterValue(request.attribute.value_or(""), "attribute",
                                          "It cannot be modified.");
  }
}

}  // namespace

InstanceAttribute describeInstanceAttribute(RequestContext& ctx,
                                            const DescribeInstanceAttributeRequest& request) {
  const auto kind = domain::requireInstanceAttribute(request.attribute);
  const auto instance = requireOwnInstance(ctx, parseInstanceId(request.instanceId));
  InstanceAttribute answer;
  answer.instanceId = instance.id.str();
  show(ctx, instance, kind, answer);
  return answer;
}

ReturnResponse modifyInstanceAttribute(RequestContext& ctx,
                                       const ModifyInstanceAttributeRequest& request) {
  const auto change = changeOf(request);
  auto instance = requireOwnInstance(ctx, parseInstanceId(request.instanceId));
  domain::checkAttributeChangeable(instance, change.kind);
  apply(ctx, instance, change, request);
  ctx.catalog.instances().update(instance);
  return {.return_ = true};
}

ReturnResponse resetInstanceAttribute(RequestContext& ctx,
                                      const ResetInstanceAttributeRequest& request) {
  const auto kind = domain::requireInstanceAttribute(request.attribute);
  auto instance = requireOwnInstance(ctx, parseInstanceId(request.instanceId));
  domain::checkAttributeChangeable(instance, kind);
  const auto image = findImage(ctx, instance.imageId);
  domain::resetAttribute(instance, kind, image.get());
  ctx.catalog.instances().update(instance);
  return {.return_ = true};
}

}  // namespace amilocal::ec2
