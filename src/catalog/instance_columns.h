#pragma once

#include "shared_columns.h"

namespace amilocal {

struct InstanceColumns {
  static constexpr const char* kTable = "instance";

  template <class Visitor, class Instance>
  static void visit(Visitor& column, Instance& instance) {
    column("id", instance.id);
    column("reservation_id", instance.reservationId);
    column("region", instance.region);
    column("owner", instance.owner);
    column("image_id", instance.imageId);
    column("state", instance.state);
    visitStateReason(column, instance.stateReason);
    column("state_transition_reason", instance.stateTransitionReason);
    column("instance_type", instance.instanceType);
    column("launch_index", instance.launchIndex);
    column("launched_at", instance.launchedAt);
    column("terminated_at", instance.terminatedAt);
    visitPlacement(column, instance);
    visitNetwork(column, instance);
    visitOptions(column, instance);
    visitMachine(column, instance);
  }

 private:
  template <class Visitor, class Instance>
  static void visitPlacement(Visitor& column, Instance& instance) {
    column("availability_zone", instance.availabilityZone);
    column("tenancy", instance.tenancy);
    column("placement_group", instance.placementGroup);
    column("placement_partition", instance.placementPartition);
    column("placement_group_id", instance.placementGroupId);
  }

  template <class Visitor, class Instance>
  static void visitNetwork(Visitor& column, Instance& instance) {
    column("vpc_id", instance.vpcId);
    column("subnet_id", instance.subnetId);
    column("private_ip_address", instance.privateIpAddress);
    column("public_ip_address", instance.publicIpAddress);
    column("elastic_allocation_id", instance.elasticAllocationId);
    column("network_interface_id", instance.networkInterfaceId);
    column("mac_address", instance.macAddress);
    column("source_dest_check", instance.sourceDestCheck);
    column("private_dns_hostname_type", instance.privateDnsHostnameType);
    column("resource_name_dns_a", instance.resourceNameDnsA);
    column("resource_name_dns_aaaa", instance.resourceNameDnsAaaa);
  }

  template <class Visitor, class Instance>
  static void visitOptions(Visitor& column, Instance& instance) {
    column("client_token", instance.clientToken);
    column("key_name", instance.keyName);
    column("password_data", instance.passwordData);
    column("spot_request_id", instance.spotRequestId);
    column("user_data", instance.userData);
    column("iam_instance_profile_arn", instance.iamInstanceProfileArn);
    column("iam_instance_profile_id", instance.iamInstanceProfileId);
    column("iam_association_id", instance.iamAssociationId);
    column("iam_associated_at", instance.iamAssociatedAt);
    column("monitoring", instance.monitoring);
    column("ebs_optimized", instance.ebsOptimized);
    column("disable_api_termination", instance.disableApiTermination);
    column("disable_api_stop", instance.disableApiStop);
    column("hibernation_configured", instance.hibernationConfigured);
    column("enclave_enabled", instance.enclaveEnabled);
    column("shutdown_behavior", instance.shutdownBehavior);
    column("cpu_credits", instance.cpuCredits);
    column("core_count", instance.coreCount);
    column("threads_per_core", instance.threadsPerCore);
    column("amd_sev_snp", instance.amdSevSnp);
    column("metadata_http_tokens", instance.metadataOptions.httpTokens);
    column("metadata_http_put_response_hop_limit",
           instance.metadataOptions.httpPutResponseHopLimit);
    column("metadata_http_endpoint", instance.metadataOptions.httpEndpoint);
    column("metadata_http_protocol_ipv6", instance.metadataOptions.httpProtocolIpv6);
    column("metadata_instance_tags", instance.metadataOptions.instanceMetadataTags);
    column("auto_recovery", instance.autoRecovery);
    column("reboot_migration", instance.rebootMigration);
    column("capacity_reservation_preference", instance.capacityReservationPreference);
  }

  /// What the instance has from its image.
  template <class Visitor, class Instance>
  static void visitMachine(Visitor& column, Instance& instance) {
    column("architecture", instance.architecture);
    column("virtualization_type", instance.virtualizationType);
    column("root_device_type", instance.rootDeviceType);
    column("root_device_name", instance.rootDeviceName);
    column("ena_support", instance.enaSupport);
    column("sriov_net_support", instance.sriovNetSupport);
    column("kernel_id", instance.kernelId);
    column("ramdisk_id", instance.ramdiskId);
    column("platform", instance.platform);
    column("platform_details", instance.platformDetails);
    column("usage_operation", instance.usageOperation);
    column("boot_mode", instance.bootMode);
    column("tpm_support", instance.tpmSupport);
  }
};

struct InstanceGroupColumns {
  static constexpr const char* kTable = "instance_security_group";
  static constexpr const char* kParent = "instance_id";

  template <class Visitor, class Group>
  static void visit(Visitor& column, Group& group) {
    column("group_id", group.id);
    column("group_name", group.name);
  }
};

struct InstanceProductCodeColumns : ProductCodeColumns {
  static constexpr const char* kTable = "instance_product_code";
  static constexpr const char* kParent = "instance_id";
};

struct InstanceBlockDeviceColumns : BlockDeviceColumns {
  static constexpr const char* kTable = "instance_block_device";
  static constexpr const char* kParent = "instance_id";
};

}  // namespace amilocal
