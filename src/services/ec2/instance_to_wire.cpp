#include "amilocal/domain/default_network.h"
#include "amilocal/domain/launch_plan.h"
#include "amilocal/domain/network_filters.h"
#include "services/ec2/instance_wire.h"
#include "services/ec2/to_wire.h"

namespace amilocal::ec2 {
namespace {

std::vector<GroupIdentifier> groupsOf(const domain::Instance& instance) {
  std::vector<GroupIdentifier> groups;
  for (const auto& group : instance.securityGroups)
    groups.push_back({.groupId = group.id, .groupName = group.name});
  return groups;
}

InstanceNetworkInterface interfaceOf(const domain::Instance& instance) {
  const auto privateName = domain::privateDnsName(instance.privateIpAddress, instance.region);
  InstanceNetworkInterface out;
  out.attachment = InstanceNetworkInterfaceAttachment{};
  out.attachment->attachTime = instance.launchedAt;
  out.attachment->attachmentId = domain::attachmentIdOf(instance);
  out.attachment->deleteOnTermination = true;
  out.attachment->deviceIndex = 0;
  out.attachment->status =
      instance.state == domain::InstanceState::pending ? "attaching" : "attached";
  out.attachment->networkCardIndex = 0;
  out.description = "";
  out.groups = groupsOf(instance);
  out.macAddress = instance.macAddress;
  out.networkInterfaceId = instance.networkInterfaceId;
  out.ownerId = instance.owner;
  out.privateDnsName = privateName;
  out.privateIpAddress = instance.privateIpAddress;
  InstancePrivateIpAddress address;
  address.primary = true;
  address.privateDnsName = privateName;
  address.privateIpAddress = instance.privateIpAddress;
  if (const auto publicAddress = domain::publicAddressOf(instance)) {
    InstanceNetworkInterfaceAssociation association;
    association.ipOwnerId = instance.elasticAllocationId ? instance.owner : "amazon";
    association.publicDnsName = domain::publicDnsName(*publicAddress, instance.region);
    association.publicIp = *publicAddress;
    address.association = association;
    out.association = association;
  }
  out.privateIpAddresses.push_back(std::move(address));
  out.sourceDestCheck = instance.sourceDestCheck;
  out.status = "in-use";
  out.subnetId = instance.subnetId;
  out.vpcId = instance.vpcId;
  out.interfaceType = "interface";
  return out;
}

InstanceBlockDeviceMapping mappingOf(const domain::Attachment& attachment) {
  EbsInstanceBlockDevice ebs;
  ebs.attachTime = attachment.attachedAt;
  ebs.deleteOnTermination = attachment.deleteOnTermination;
  ebs.status = std::string(toString(attachment.state));
  ebs.volumeId = attachment.volumeId.str();
  return {.deviceName = attachment.device, .ebs = std::move(ebs)};
}

void addOptions(const domain::Instance& instance, Instance& out) {
  out.cpuOptions = CpuOptions{};
  out.cpuOptions->coreCount = instance.coreCount;
  out.cpuOptions->threadsPerCore = instance.threadsPerCore;
  out.cpuOptions->amdSevSnp = instance.amdSevSnp;
  out.capacityReservationSpecification = CapacityReservationSpecificationResponse{};
  out.capacityReservationSpecification->capacityReservationPreference =
      instance.capacityReservationPreference;
  out.hibernationOptions = HibernationOptions{.configured = instance.hibernationConfigured};
  out.enclaveOptions = EnclaveOptions{.enabled = instance.enclaveEnabled};
  out.maintenanceOptions = InstanceMaintenanceOptions{};
  out.maintenanceOptions->autoRecovery = instance.autoRecovery;
  out.maintenanceOptions->rebootMigration = instance.rebootMigration;
  const bool isPending = instance.state == domain::InstanceState::pending;
  out.metadataOptions = metadataToWire(instance.metadataOptions, isPending ? "pending" : "applied");
  PrivateDnsNameOptionsResponse names;
  names.hostnameType = instance.privateDnsHostnameType;
  names.enableResourceNameDnsARecord = instance.resourceNameDnsA;
  names.enableResourceNameDnsAAAARecord = instance.resourceNameDnsAaaa;
  out.privateDnsNameOptions = std::move(names);
}

// A terminated instance has given up its addresses and volumes (section 3 of the facts).
void addNetwork(const domain::Instance& instance, Instance& out) {
  out.privateDnsName = "";
  out.publicDnsName = "";
  if (instance.state == domain::InstanceState::terminated) return;
  out.subnetId = instance.subnetId;
  out.vpcId = instance.vpcId;
  out.privateIpAddress = instance.privateIpAddress;
  out.privateDnsName = domain::privateDnsName(instance.privateIpAddress, instance.region);
  if (const auto publicAddress = domain::publicAddressOf(instance)) {
    out.publicIpAddress = *publicAddress;
    out.publicDnsName = domain::publicDnsName(*publicAddress, instance.region);
  }
  out.sourceDestCheck = instance.sourceDestCheck;
  out.securityGroups = groupsOf(instance);
  out.networkInterfaces.push_back(interfaceOf(instance));
}

void addImageFacts(const domain::Instance& instance, Instance& out) {
  out.imageId = instance.imageId.str();
  out.architecture = instance.architecture;
  out.virtualizationType = instance.virtualizationType;
  out.hypervisor = "xen";
  out.rootDeviceType = instance.rootDeviceType;
  out.rootDeviceName = instance.rootDeviceName;
  out.enaSupport = instance.enaSupport;
  out.sriovNetSupport = instance.sriovNetSupport;
  out.kernelId = instance.kernelId;
  out.ramdiskId = instance.ramdiskId;
  out.platform = instance.platform;
  out.platformDetails = instance.platformDetails;
  out.usageOperation = instance.usageOperation;
  out.usageOperationUpdateTime = instance.launchedAt;
  out.bootMode = instance.bootMode;
  out.currentInstanceBootMode = domain::currentBootMode(instance);
  out.tpmSupport = instance.tpmSupport;
  for (const auto& code : instance.productCodes)
    out.productCodes.push_back({.productCodeId = code.id, .productCodeType = code.type});
}

}  // namespace

InstanceState stateToWire(domain::InstanceState state) {
  return {.code = static_cast<int>(state), .name = std::string(toString(state))};
}

void hidePublicNames(Instance& shown) {
  shown.publicDnsName = "";
  for (auto& interface : shown.networkInterfaces) {
    if (interface.association) interface.association->publicDnsName = "";
    for (auto& address : interface.privateIpAddresses)
      if (address.association) address.association->publicDnsName = "";
  }
}

InstanceMetadataOptionsResponse metadataToWire(const domain::MetadataOptions& options,
                                               std::string_view state) {
  InstanceMetadataOptionsResponse out;
  out.state = std::string(state);
  out.httpTokens = options.httpTokens;
  out.httpPutResponseHopLimit = options.httpPutResponseHopLimit;
  out.httpEndpoint = options.httpEndpoint;
  out.httpProtocolIpv6 = options.httpProtocolIpv6;
  out.instanceMetadataTags = options.instanceMetadataTags;
  return out;
}

InstanceStateChange stateChange(const domain::Instance& before, domain::InstanceState after) {
  InstanceStateChange change;
  change.instanceId = before.id.str();
  change.previousState = stateToWire(before.state);
  change.currentState = stateToWire(after);
  return change;
}

Instance toWire(const domain::Instance& instance,
                const std::vector<domain::Attachment>& attachments, const domain::Tags& tags) {
  Instance out;
  out.instanceId = instance.id.str();
  out.instanceType = instance.instanceType;
  out.state = stateToWire(instance.state);
  out.stateTransitionReason = instance.stateTransitionReason;
  if (instance.stateReason)
    out.stateReason =
        StateReason{.code = instance.stateReason->code, .message = instance.stateReason->message};
  out.amiLaunchIndex = instance.launchIndex;
  out.launchTime = instance.launchedAt;
  out.keyName = instance.keyName;
  out.clientToken = instance.clientToken;
  out.spotInstanceRequestId = instance.spotRequestId;
  if (instance.spotRequestId) out.instanceLifecycle = "spot";
  out.ebsOptimized = instance.ebsOptimized;
  out.monitoring = Monitoring{.state = instance.monitoring ? "enabled" : "disabled"};
  out.placement = Placement{};
  out.placement->availabilityZone = instance.availabilityZone;
  out.placement->groupName = instance.placementGroup;
  out.placement->groupId = instance.placementGroupId;
  out.placement->partitionNumber = instance.placementPartition;
  out.placement->tenancy = instance.tenancy;
  if (instance.iamInstanceProfileArn) {
    out.iamInstanceProfile = IamInstanceProfile{};
    out.iamInstanceProfile->arn = instance.iamInstanceProfileArn;
    out.iamInstanceProfile->id = instance.iamInstanceProfileId;
  }
  addImageFacts(instance, out);
  addOptions(instance, out);
  addNetwork(instance, out);
  for (const auto& attachment : attachments)
    out.blockDeviceMappings.push_back(mappingOf(attachment));
  out.tags = toWire(tags);
  return out;
}

}  // namespace amilocal::ec2
