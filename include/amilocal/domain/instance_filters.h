#pragma once

#include <span>
#include <vector>

#include "amilocal/domain/filter.h"
#include "amilocal/domain/instance.h"
#include "amilocal/domain/volume.h"

namespace amilocal::domain {

/// What DescribeInstances filters look at.
struct InstanceView {
  const Instance* instance = nullptr;
  std::vector<Attachment> attachments;
};

/// Every filter of DescribeInstances (snapshots-volumes-instances.md section 3), sorted by name.
std::span<const FilterRow<InstanceView>> instanceFilters();

/// Every filter of DescribeInstanceStatus (EC2 API Reference, DescribeInstanceStatus).
std::span<const FilterRow<Instance>> instanceStatusFilters();

/// `ok` for what runs, `not-applicable` for all else.
std::string_view instanceHealth(const Instance& instance);

}  // namespace amilocal::domain
