#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/instance_errors.h"
#include "amilocal/domain/errors/network_errors.h"
#include "amilocal/domain/launch_plan.h"
#include "services/ec2/instance_wire.h"

namespace amilocal::ec2 {
namespace {

// User data has up to 16 KB before it is encoded (EC2 API Reference, RunInstances, UserData).
constexpr std::size_t kUserDataMax = 16 * 1024;
constexpr std::int64_t kHopLimitMax = 64;

std::optional<std::string> userDataOf(const RunInstancesRequest& request) {
  if (!request.userData) return std::nullopt;
  const auto bytes = decodeBase64(*request.userData);
  if (!bytes) throw errors::invalidUserData();
  if (bytes->size() > kUserDataMax) throw errors::userDataTooLong();
  return request.userData;
}

void applyPlacement(const Placement& placement, domain::Instance& wish) {
  if (placement.tenancy) wish.tenancy = *placement.tenancy;
  if (wish.tenancy == "host") throw errors::unsupportedParameter("Placement.Tenancy=host");
  if (placement.affinity) throw errors::unsupportedParameter("Placement.Affinity");
  if (placement.hostId) throw errors::unsupportedParameter("Placement.HostId");
  if (placement.hostResourceGroupArn)
    throw errors::unsupportedParameter("Placement.HostResourceGroupArn");
  if (placement.spreadDomain) throw errors::unsupportedParameter("Placement.SpreadDomain");
  if (placement.partitionNumber && !placement.groupName && !placement.groupId)
    throw errors::invalidCombination(
        "The parameter partitionNumber needs a placement group with the partition strategy");
}

void applyCpu(const RunInstancesRequest& request, domain::Instance& wish) {
  if (request.cpuOptions) {
    if (request.cpuOptions->nestedVirtualization)
      throw errors::unsupportedParameter("CpuOptions.NestedVirtualization");
    wish.coreCount = request.cpuOptions->coreCount;
    wish.threadsPerCore = request.cpuOptions->threadsPerCore;
    wish.amdSevSnp = request.cpuOptions->amdSevSnp;
  }
  if (!request.creditSpecification) return;
  const auto& credits = request.creditSpecification->cpuCredits;
  if (credits != "standard" && credits != "unlimited")
    throw errors::invalidParameterValue(credits, "cpuCredits",
                                        "Valid values: standard | unlimited");
  wish.cpuCredits = credits;
}

void applyDnsOptions(const RunInstancesRequest& request, domain::Instance& wish) {
  if (!request.privateDnsNameOptions) return;
  const auto& options = *request.privateDnsNameOptions;
  if (options.hostnameType) wish.privateDnsHostnameType = *options.hostnameType;
  wish.resourceNameDnsA = options.enableResourceNameDnsARecord.value_or(false);
  wish.resourceNameDnsAaaa = options.enableResourceNameDnsAAAARecord.value_or(false);
}

// Throws when a parameter was given that asks for what is not there.
void refuseIf(bool given, std::string_view parameter) {
  if (given) throw errors::unsupportedParameter(parameter);
}

void refuseUnsupportedInterface(const InstanceNetworkInterfaceSpecification& wanted) {
  if (wanted.networkInterfaceId) throw errors::networkInterfaceNotFound(*wanted.networkInterfaceId);
  refuseIf(wanted.ipv6AddressCount.value_or(0) > 0, "NetworkInterface.Ipv6AddressCount");
  refuseIf(!wanted.ipv6Addresses.empty(), "NetworkInterface.Ipv6Addresses");
  refuseIf(wanted.secondaryPrivateIpAddressCount.value_or(0) > 0,
           "NetworkInterface.SecondaryPrivateIpAddressCount");
  refuseIf(wanted.privateIpAddresses.size() > 1, "NetworkInterface.PrivateIpAddresses");
  refuseIf(wanted.associateCarrierIpAddress.value_or(false),
           "NetworkInterface.AssociateCarrierIpAddress");
  refuseIf(wanted.interfaceType && *wanted.interfaceType != "interface",
           "NetworkInterface.InterfaceType");
  refuseIf(wanted.networkCardIndex.value_or(0) != 0, "NetworkInterface.NetworkCardIndex");
  refuseIf(wanted.deviceIndex.value_or(0) != 0, "NetworkInterface.DeviceIndex");
  refuseIf(!wanted.ipv4Prefixes.empty() || wanted.ipv4PrefixCount.value_or(0) > 0,
           "NetworkInterface.Ipv4Prefixes");
  refuseIf(!wanted.ipv6Prefixes.empty() || wanted.ipv6PrefixCount.value_or(0) > 0,
           "NetworkInterface.Ipv6Prefixes");
  refuseIf(wanted.primaryIpv6.value_or(false), "NetworkInterface.PrimaryIpv6");
  refuseIf(wanted.enaSrdSpecification.has_value(), "NetworkInterface.EnaSrdSpecification");
  refuseIf(wanted.connectionTrackingSpecification.has_value(),
           "NetworkInterface.ConnectionTrackingSpecification");
  refuseIf(wanted.enaQueueCount.has_value(), "NetworkInterface.EnaQueueCount");
  refuseIf(wanted.description.has_value(), "NetworkInterface.Description");
  refuseIf(!wanted.deleteOnTermination.value_or(true), "NetworkInterface.DeleteOnTermination");
}

}  // namespace

void refuseUnsupportedLaunch(const RunInstancesRequest& request) {
  refuseIf(request.ipv6AddressCount.value_or(0) > 0, "Ipv6AddressCount");
  refuseIf(!request.ipv6Addresses.empty(), "Ipv6Addresses");
  refuseIf(request.enablePrimaryIpv6.value_or(false), "EnablePrimaryIpv6");
  refuseIf(!request.elasticGpuSpecification.empty(), "ElasticGpuSpecification");
  refuseIf(!request.elasticInferenceAccelerators.empty(), "ElasticInferenceAccelerators");
  refuseIf(!request.licenseSpecifications.empty(), "LicenseSpecifications");
  refuseIf(request.networkPerformanceOptions.has_value(), "NetworkPerformanceOptions");
  refuseIf(request.operator_.has_value(), "Operator");
  refuseIf(!request.secondaryInterfaces.empty(), "SecondaryInterfaces");
  refuseIf(request.additionalInfo.has_value(), "AdditionalInfo");
  refuseIf(request.networkInterfaces.size() > 1, "NetworkInterfaces (more than one)");
  const auto& reservation = request.capacityReservationSpecification;
  refuseIf(reservation && reservation->capacityReservationTarget.has_value(),
           "CapacityReservationSpecification.CapacityReservationTarget");
  for (const auto& wanted : request.networkInterfaces) refuseUnsupportedInterface(wanted);
}

domain::Instance launchWishOf(const RunInstancesRequest& request, const domain::Image& image) {
  domain::Instance wish;
  wish.metadataOptions = domain::defaultMetadataOptions(image);
  wish.userData = userDataOf(request);
  wish.clientToken = request.clientToken.value_or("");
  wish.kernelId = request.kernelId;
  wish.ramdiskId = request.ramdiskId;
  wish.monitoring = request.monitoring && request.monitoring->enabled;
  wish.ebsOptimized = request.ebsOptimized.value_or(false);
  wish.disableApiStop = request.disableApiStop.value_or(false);
  wish.disableApiTermination = request.disableApiTermination.value_or(false);
  wish.shutdownBehavior = request.instanceInitiatedShutdownBehavior.value_or("stop");
  wish.hibernationConfigured =
      request.hibernationOptions && request.hibernationOptions->configured.value_or(false);
  wish.enclaveEnabled = request.enclaveOptions && request.enclaveOptions->enabled.value_or(false);
  if (request.maintenanceOptions && request.maintenanceOptions->autoRecovery)
    wish.autoRecovery = *request.maintenanceOptions->autoRecovery;
  if (const auto& reservation = request.capacityReservationSpecification;
      reservation && reservation->capacityReservationPreference)
    wish.capacityReservationPreference = *reservation->capacityReservationPreference;
  if (request.placement) applyPlacement(*request.placement, wish);
  if (request.metadataOptions) applyMetadataOptions(*request.metadataOptions, wish.metadataOptions);
  applyCpu(request, wish);
  applyDnsOptions(request, wish);
  return wish;
}

void applyMetadataOptions(const InstanceMetadataOptionsRequest& options,
                          domain::MetadataOptions& out) {
  if (options.httpTokens) out.httpTokens = *options.httpTokens;
  if (options.httpEndpoint) out.httpEndpoint = *options.httpEndpoint;
  if (options.httpProtocolIpv6) out.httpProtocolIpv6 = *options.httpProtocolIpv6;
  if (options.instanceMetadataTags) out.instanceMetadataTags = *options.instanceMetadataTags;
  if (!options.httpPutResponseHopLimit) return;
  const auto hops = *options.httpPutResponseHopLimit;
  if (hops < 1 || hops > kHopLimitMax)
    throw errors::invalidParameterValue(std::to_string(hops), "httpPutResponseHopLimit",
                                        "Expecting a value from 1 to 64.");
  out.httpPutResponseHopLimit = hops;
}

}  // namespace amilocal::ec2
