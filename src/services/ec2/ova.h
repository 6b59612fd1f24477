#pragma once

#include <cstdint>
#include <vector>

#include "services/ec2/disk_bytes.h"

namespace amilocal::ec2 {

/// Where a disk lies in an OVA.
struct OvaDisk {
  std::uint64_t first = 0;
  std::uint64_t size = 0;
  friend bool operator==(const OvaDisk&, const OvaDisk&) = default;
};

/// The VMDKs of an OVA, which is a tar archive with an OVF descriptor, in the order in which the
/// descriptor has them (DMTF DSP0243, Open Virtualization Format Specification, sections 5.3, 7.1
/// and 9.1). Throws TransferFailed for what is none.
std::vector<OvaDisk> ovaDisks(DiskBytes& ova);

}  // namespace amilocal::ec2
