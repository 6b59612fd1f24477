#include "amilocal/catalog/catalog.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"

namespace amilocal::ec2 {
namespace {

LaunchTemplateBlockDeviceMapping mappingOf(const domain::Volume& volume) {
  const auto& attachment = volume.attachments.front();
  LaunchTemplateEbsBlockDevice ebs;
  ebs.encrypted = volume.encrypted;
  ebs.deleteOnTermination = attachment.deleteOnTermination;
  ebs.iops = volume.iops;
  ebs.throughput = volume.throughputMibps;
  ebs.kmsKeyId = volume.kmsKeyId;
  if (volume.snapshotId) ebs.snapshotId = volume.snapshotId->str();
  ebs.volumeSize = volume.sizeGib;
  ebs.volumeType = volume.volumeType;
  LaunchTemplateBlockDeviceMapping mapping;
  mapping.deviceName = attachment.device;
  mapping.ebs = std::move(ebs);
  return mapping;
}

LaunchTemplateInstanceNetworkInterfaceSpecification interfaceOf(const domain::Instance& instance) {
  LaunchTemplateInstanceNetworkInterfaceSpecification out;
  out.associatePublicIpAddress = instance.publicIpAddress.has_value();
  out.deleteOnTermination = true;
  out.description = "";
  out.deviceIndex = 0;
  for (const auto& group : instance.securityGroups) out.groups.push_back(group.id);
  out.interfaceType = "interface";
  out.networkCardIndex = 0;
  out.subnetId = instance.subnetId;
  return out;
}

void addOptions(const domain::Instance& instance, ResponseLaunchTemplateData& out) {
  out.capacityReservationSpecification = LaunchTemplateCapacityReservationSpecificationResponse{};
  out.capacityReservationSpecification->capacityReservationPreference =
      instance.capacityReservationPreference;
  if (instance.cpuCredits)
    out.creditSpecification = CreditSpecification{.cpuCredits = instance.cpuCredits};
  out.cpuOptions = LaunchTemplateCpuOptions{};
  out.cpuOptions->coreCount = instance.coreCount;
  out.cpuOptions->threadsPerCore = instance.threadsPerCore;
  out.cpuOptions->amdSevSnp = instance.amdSevSnp;
  out.hibernationOptions = LaunchTemplateHibernationOptions{};
  out.hibernationOptions->configured = instance.hibernationConfigured;
  out.enclaveOptions = LaunchTemplateEnclaveOptions{};
  out.enclaveOptions->enabled = instance.enclaveEnabled;
  out.maintenanceOptions = LaunchTemplateInstanceMaintenanceOptions{};
  out.maintenanceOptions->autoRecovery = instance.autoRecovery;
  out.metadataOptions = LaunchTemplateInstanceMetadataOptions{};
  out.metadataOptions->httpTokens = instance.metadataOptions.httpTokens;
  out.metadataOptions->httpPutResponseHopLimit = instance.metadataOptions.httpPutResponseHopLimit;
  out.metadataOptions->httpEndpoint = instance.metadataOptions.httpEndpoint;
  out.metadataOptions->httpProtocolIpv6 = instance.metadataOptions.httpProtocolIpv6;
  out.metadataOptions->instanceMetadataTags = instance.metadataOptions.instanceMetadataTags;
  out.privateDnsNameOptions = LaunchTemplatePrivateDnsNameOptions{};
  out.privateDnsNameOptions->hostnameType = instance.privateDnsHostnameType;
  out.privateDnsNameOptions->enableResourceNameDnsARecord = instance.resourceNameDnsA;
  out.privateDnsNameOptions->enableResourceNameDnsAAAARecord = instance.resourceNameDnsAaaa;
}

LaunchTemplateTagSpecification tagsOfInstance(const domain::Tags& tags) {
  LaunchTemplateTagSpecification specification;
  specification.resourceType = "instance";
  for (const auto& tag : tags)
    if (!tag.key.starts_with("aws:"))
      specification.tags.push_back({.key = tag.key, .value = tag.value});
  return specification;
}

}  // namespace

// What a template must say to launch an instance like this one (EC2 API Reference,
// GetLaunchTemplateData). A terminated one has given its volumes and interfaces up.
GetLaunchTemplateDataResponse getLaunchTemplateData(RequestContext& ctx,
                                                    const GetLaunchTemplateDataRequest& request) {
  const auto instance = requireOwnInstance(ctx, parseInstanceId(request.instanceId));
  ResponseLaunchTemplateData data;
  data.imageId = instance.imageId.str();
  data.instanceType = instance.instanceType;
  data.keyName = instance.keyName;
  data.kernelId = instance.kernelId;
  data.ramDiskId = instance.ramdiskId;
  data.ebsOptimized = instance.ebsOptimized;
  data.userData = instance.userData;
  data.monitoring = LaunchTemplatesMonitoring{.enabled = instance.monitoring};
  data.disableApiTermination = instance.disableApiTermination;
  data.disableApiStop = instance.disableApiStop;
  data.instanceInitiatedShutdownBehavior = instance.shutdownBehavior;
  data.placement = LaunchTemplatePlacement{};
  data.placement->availabilityZone = instance.availabilityZone;
  data.placement->groupName = instance.placementGroup;
  data.placement->tenancy = instance.tenancy;
  for (const auto& volume : ctx.catalog.volumes().listAttachedTo(instance.id))
    data.blockDeviceMappings.push_back(mappingOf(volume));
  if (instance.state != domain::InstanceState::terminated)
    data.networkInterfaces.push_back(interfaceOf(instance));
  addOptions(instance, data);
  auto tags = tagsOfInstance(tagsOn(ctx, instance.id.str()));
  if (!tags.tags.empty()) data.tagSpecifications.push_back(std::move(tags));
  return {.launchTemplateData = std::move(data)};
}

}  // namespace amilocal::ec2
