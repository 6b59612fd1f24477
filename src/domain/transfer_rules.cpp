#include "amilocal/domain/transfer_rules.h"

#include <algorithm>

#include "amilocal/core/text.h"
#include "amilocal/domain/block_device_rules.h"
#include "amilocal/domain/errors/transfer_errors.h"
#include "amilocal/domain/platform.h"
#include "amilocal/domain/task_time.h"
#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<DiskFormat> kFormats[] = {
    {DiskFormat::raw, "RAW"},   {DiskFormat::vmdk, "VMDK"}, {DiskFormat::vhd, "VHD"},
    {DiskFormat::vhdx, "VHDX"}, {DiskFormat::ova, "OVA"},
};

constexpr FilterRow<Transfer> kFilters[] = {
    {"task-state", [](const Transfer& transfer) { return textsOf(toString(transfer.state)); }},
};

// From which percentage on which message: transcripts of imports, and AWS's examples. Of exports
// only the first two are known.
struct Phase {
  int from;
  std::string_view message;
};
constexpr Phase kImageImport[] = {{0, "pending"},
                                  {kDisksShownFrom, "converting"},
                                  {kDisksDoneFrom, "updating"},
                                  {kMachineShownFrom, "booting"},
                                  {76, "preparing ami"}};
constexpr Phase kSnapshotImport[] = {{0, "pending"}, {kDisksShownFrom, "downloading/converting"}};
constexpr int kFinalTransferFrom = 85;
constexpr Phase kImageExport[] = {
    {0, "validating"}, {10, "updating"}, {50, "converting"}, {kFinalTransferFrom, "exporting"}};

// A task begins with what AWS's examples show first.
struct Course {
  int begin;
  std::span<const Phase> phases;
};

Course courseOf(TransferKind kind) {
  switch (kind) {
    case TransferKind::import_image:
      return {2, kImageImport};
    case TransferKind::import_snapshot:
      return {3, kSnapshotImport};
    case TransferKind::export_image:
      break;
  }
  return {0, kImageExport};
}

void checkOneOf(const std::optional<std::string>& value, std::string_view parameter,
                std::initializer_list<std::string_view> allowed) {
  if (!value || std::ranges::find(allowed, *value) != allowed.end()) return;
  std::string list;
  for (const auto each : allowed) list += (list.empty() ? "" : ", ") + std::string(each);
  throw errors::badImportValue(*value, parameter, list);
}

// VM Import/Export User Guide, "Licensing options": without a licence type Windows gets AWS's
// licence and Linux keeps its own.
std::string usageOperationOf(const Machine& machine) {
  if (machine.platform != "Windows") return "RunInstances";
  return machine.licenseType == "BYOL" ? "RunInstances:0800" : "RunInstances:0002";
}

const Platform& requirePlatform(const std::string& usageOperation) {
  const auto* platform = findPlatform(usageOperation);
  if (platform == nullptr)
    throw errors::badImportValue(usageOperation, "UsageOperation",
                                 "those of AMI billing information");
  return *platform;
}

}  // namespace

std::string_view toString(DiskFormat format) { return nameOf(kFormats, format); }

DiskFormat requireFormat(std::string_view text, std::initializer_list<DiskFormat> allowed) {
  std::string known;
  for (const auto format : allowed) {
    if (equalsIgnoringCase(text, toString(format))) return format;
    known += (known.empty() ? "" : ", ") + std::string(toString(format));
  }
  throw errors::badDiskFormat(text, known);
}

Machine planMachine(const MachineWish& wish) {
  checkOneOf(wish.architecture, "Architecture", {"i386", "x86_64"});
  checkOneOf(wish.platform, "Platform", {"Linux", "Windows"});
  checkOneOf(wish.licenseType, "LicenseType", {"AWS", "BYOL"});
  checkOneOf(wish.bootMode, "BootMode", {"legacy-bios", "uefi"});
  checkOneOf(wish.hypervisor, "Hypervisor", {"xen"});
  Machine machine;
  machine.architecture = wish.architecture.value_or("x86_64");
  const auto* given = wish.usageOperation ? &requirePlatform(*wish.usageOperation) : nullptr;
  const bool windows = given != nullptr && given->isWindows;
  machine.platform = wish.platform.value_or(windows ? "Windows" : "Linux");
  if (given != nullptr && windows != (machine.platform == "Windows"))
    throw errors::platformMismatch(*wish.usageOperation, machine.platform);
  machine.licenseType = wish.licenseType.value_or(machine.platform == "Windows" ? "AWS" : "BYOL");
  machine.usageOperation = wish.usageOperation.value_or(usageOperationOf(machine));
  machine.platformDetails = requirePlatform(machine.usageOperation).details;
  return machine;
}

std::vector<std::string> importedDeviceNames(const std::vector<std::optional<std::string>>& given) {
  std::vector<std::string> names;
  for (const auto& name : given) {
    if (!name) continue;
    if (!isDeviceName(*name) || std::ranges::find(names, *name) != names.end())
      throw errors::repeatedImportDevice(*name);
    names.push_back(*name);
  }
  auto taken = std::move(names);
  names.clear();
  char letter = 'b';
  for (const auto& name : given) {
    std::string device = name.value_or(names.empty() ? "/dev/sda1" : "");
    while (device.empty()) {
      if (letter > 'z') throw errors::repeatedImportDevice("/dev/sdz");
      const std::string next = std::string("/dev/sd") + letter++;
      if (std::ranges::find(taken, next) == taken.end()) device = next;
    }
    names.push_back(device);
  }
  return names;
}

TransferProgress progressOf(const Transfer& transfer, Instant now) {
  const auto course = courseOf(transfer.kind);
  // What is active is not all there, even when the moment of its end has come.
  const auto done = std::min(percentDone(transfer.startedAt, transfer.dueAt, now), 99);
  TransferProgress progress{std::max(done, course.begin), {}};
  for (const auto& phase : course.phases)
    if (progress.percent >= phase.from) progress.message = phase.message;
  return progress;
}

void checkCancellable(const Transfer& transfer, Instant now) {
  if (transfer.state != TransferState::active)
    throw errors::transferNotCancellable(transfer.id, toString(transfer.state));
  if (transfer.kind == TransferKind::export_image &&
      progressOf(transfer, now).percent >= kFinalTransferFrom)
    throw errors::transferNotCancellable(transfer.id, "transferring the final disk image");
}

std::span<const FilterRow<Transfer>> transferFilters() { return kFilters; }

std::int64_t gibFor(std::uint64_t bytes) {
  constexpr std::uint64_t kGib = 1ULL << 30U;
  return std::max<std::int64_t>(static_cast<std::int64_t>((bytes + kGib - 1) / kGib), 1);
}

std::string diskValidationFailure(std::string_view reason) {
  return "ClientError: Disk validation failed [" + std::string(reason) + "]";
}

}  // namespace amilocal::domain
