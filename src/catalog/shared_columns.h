#pragma once

#include "cells.h"

/// Columns of values that are parts of several tables.
namespace amilocal {

struct BlockDeviceColumns {
  template <class Visitor, class Device>
  static void visit(Visitor& column, Device& device) {
    column("device_name", device.deviceName);
    column("virtual_name", device.virtualName);
    column("no_device", device.noDevice);
    column.group(device.ebs, [](auto& ebsColumn, auto& ebs) {
      ebsColumn.derived("is_ebs", true);  // an EBS device may have no other member
      ebsColumn("delete_on_termination", ebs.deleteOnTermination);
      ebsColumn("snapshot_id", ebs.snapshotId);
      ebsColumn("volume_size_gib", ebs.volumeSizeGib);
      ebsColumn("volume_type", ebs.volumeType);
      ebsColumn("iops", ebs.iops);
      ebsColumn("throughput_mibps", ebs.throughputMibps);
      ebsColumn("encrypted", ebs.encrypted);
      ebsColumn("kms_key_id", ebs.kmsKeyId);
      ebsColumn("availability_zone", ebs.availabilityZone);
      ebsColumn("outpost_arn", ebs.outpostArn);
      ebsColumn("volume_initialization_rate", ebs.volumeInitializationRate);
    });
  }
};

struct ProductCodeColumns {
  template <class Visitor, class Code>
  static void visit(Visitor& column, Code& code) {
    column("product_code", code.id);
    column("type", code.type);
  }
};

struct GranteeColumns {
  template <class Visitor, class Grantee>
  static void visit(Visitor& column, Grantee& grantee) {
    column("kind", grantee.kind);
    column("value", grantee.value);
  }
};

template <class Visitor, class Reason>
void visitStateReason(Visitor& column, Reason& reason) {
  column.group(reason, [](auto& reasonColumn, auto& present) {
    reasonColumn("state_reason_code", present.code);
    reasonColumn("state_reason_message", present.message);
  });
}

}  // namespace amilocal
