#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "amilocal/core/instant.h"
#include "amilocal/domain/bundle_task.h"
#include "amilocal/domain/filter.h"
#include "amilocal/domain/instance.h"

/// Bundling instances (EC2 API Reference of 2013-02-01, BundleInstance).
namespace amilocal::domain {

/// Throws InvalidInstanceType and IncorrectInstanceState. Only Windows instances with their root in
/// an instance store can be bundled (EC2 API Reference of 2013-02-01, BundleInstance).
void checkBundleable(const Instance& instance);

/// The beginning of the names of the manifest and the parts. Throws InvalidParameterValue.
void checkBundlePrefix(std::string_view prefix);

/// How many per cent of a task are done: its states are of equal length.
int progressOf(const BundleTask& task, Instant now);

/// The state behind this one; empty at the end.
std::optional<BundleTaskState> nextOf(BundleTaskState state);

bool isOver(BundleTaskState state);

/// A task as filters see it.
struct BundleTaskView {
  BundleTask task;
  int progress = 0;  ///< per cent
};
std::span<const FilterRow<BundleTaskView>> bundleTaskFilters();

}  // namespace amilocal::domain
