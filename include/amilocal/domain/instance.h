#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/ids.h"
#include "amilocal/core/instant.h"
#include "amilocal/domain/block_device.h"
#include "amilocal/domain/state_reason.h"

namespace amilocal::domain {

/// With the codes of EC2 API Reference, InstanceState.
enum class InstanceState {
  pending = 0,
  running = 16,
  shutting_down = 32,
  terminated = 48,
  stopping = 64,
  stopped = 80
};

std::string_view toString(InstanceState state);  ///< `shutting-down` with the hyphen
std::optional<InstanceState> parseInstanceState(std::string_view text);

/// EC2 API Reference, InstanceMetadataOptionsResponse.
struct MetadataOptions {
  std::string httpTokens = "required";
  std::int64_t httpPutResponseHopLimit = 2;
  std::string httpEndpoint = "enabled";
  std::string httpProtocolIpv6 = "disabled";
  std::string instanceMetadataTags = "disabled";
  friend bool operator==(const MetadataOptions&, const MetadataOptions&) = default;
};

/// A security group of an instance. Names of groups never change, so they are kept with the id.
struct InstanceGroup {
  std::string id;
  std::string name;
  friend bool operator==(const InstanceGroup&, const InstanceGroup&) = default;
};

/// A running copy of an image. Its EBS volumes are rows of their own, found by their attachments.
/// Members mirror EC2 API Reference, Instance; what an absent one leaves out is in
/// aws-facts/snapshots-volumes-instances.md section 3.
struct Instance {
  InstanceId id = InstanceId::trusted("");
  ReservationId reservationId = ReservationId::trusted("");
  std::string region;
  std::string owner;
  ImageId imageId = ImageId::trusted("");
  InstanceState state = InstanceState::pending;
  std::optional<StateReason> stateReason;
  std::string stateTransitionReason;
  std::string instanceType;
  std::int64_t launchIndex = 0;
  Instant launchedAt{};
  std::optional<Instant> terminatedAt;
  std::string availabilityZone;
  std::string tenancy = "default";
  std::string placementGroup;
  std::optional<std::string> placementGroupId;
  std::optional<std::int64_t> placementPartition;
  std::string vpcId;
  std::string subnetId;
  std::string privateIpAddress;
  std::optional<std::string> publicIpAddress;
  std::optional<std::string> elasticAllocationId;  ///< of the public address, if it is Elastic
  std::vector<InstanceGroup> securityGroups;
  std::string networkInterfaceId;
  std::string macAddress;
  std::string clientToken;
  std::optional<std::string> keyName;
  std::optional<std::string> passwordData;   ///< of Windows, encrypted for the key pair, in base64
  std::optional<std::string> spotRequestId;  ///< there for Spot Instances
  std::optional<std::string> userData;       ///< base64, as it came
  std::optional<std::string> iamInstanceProfileArn;
  std::optional<std::string> iamInstanceProfileId;
  std::optional<std::string> iamAssociationId;  ///< `iip-assoc-…`, there with the profile
  std::optional<Instant> iamAssociatedAt;
  bool monitoring = false;
  bool ebsOptimized = false;
  bool sourceDestCheck = true;
  bool disableApiTermination = false;
  bool disableApiStop = false;
  bool hibernationConfigured = false;
  bool enclaveEnabled = false;
  std::string shutdownBehavior = "stop";
  std::optional<std::string> cpuCredits;
  std::optional<std::int64_t> coreCount;
  std::optional<std::int64_t> threadsPerCore;
  std::optional<std::string> amdSevSnp;
  MetadataOptions metadataOptions;
  std::string autoRecovery = "default";
  std::string rebootMigration = "default";
  std::string capacityReservationPreference = "open";
  std::string privateDnsHostnameType = "ip-name";
  bool resourceNameDnsA = false;
  bool resourceNameDnsAaaa = false;
  std::string architecture;
  std::string virtualizationType;
  std::string rootDeviceType;
  std::optional<std::string> rootDeviceName;
  std::optional<bool> enaSupport;
  std::optional<std::string> sriovNetSupport;
  std::optional<std::string> kernelId;
  std::optional<std::string> ramdiskId;
  std::optional<std::string> platform;
  std::string platformDetails;
  std::string usageOperation;
  std::optional<std::string> bootMode;
  std::optional<std::string> tpmSupport;
  std::vector<ProductCode> productCodes;
  BlockDevices ephemeralDevices;  ///< instance store mappings, for images made of this instance
  friend bool operator==(const Instance&, const Instance&) = default;
};

}  // namespace amilocal::domain
