#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/domain/filter.h"
#include "amilocal/domain/transfer.h"

/// Importing and exporting images and disks (aws-facts/images.md section 7, "Import / export").
namespace amilocal::domain {

/// Tasks that ended are listed for 7 days (EC2 API Reference, DescribeImportImageTasks).
inline constexpr Duration kTransferKept = std::chrono::hours{7 * 24};

/// The role that VM Import/Export takes when none is named.
inline constexpr std::string_view kImportRole = "vmimport";

/// EC2 API Reference, DescribeExportImageTasks, MaxResults. Imports have no bounds in the model and
/// get EC2's usual upper one.
inline constexpr int kExportsPageMin = 1, kExportsPageMax = 500;
inline constexpr int kImportsPageMin = 1, kImportsPageMax = 1000;

/// The formats of disk images: an OVA is an archive of VMDKs.
enum class DiskFormat { raw, vmdk, vhd, vhdx, ova };

std::string_view toString(DiskFormat format);  ///< `RAW` …

/// Reads a format in either case, as AWS's examples have both. Throws InvalidParameter for one that
/// is not among `allowed`.
DiskFormat requireFormat(std::string_view text, std::initializer_list<DiskFormat> allowed);

/// What ImportImage says of the machine.
struct MachineWish {
  std::optional<std::string> architecture;
  std::optional<std::string> platform;
  std::optional<std::string> licenseType;
  std::optional<std::string> usageOperation;
  std::optional<std::string> bootMode;
  std::optional<std::string> hypervisor;
};

/// What becomes of it. Disks are not looked into: what the request leaves open is a Linux for
/// x86_64.
struct Machine {
  std::string architecture;
  std::string platform;  ///< `Linux`, `Windows`
  std::string licenseType;
  std::string usageOperation;
  std::string platformDetails;
  friend bool operator==(const Machine&, const Machine&) = default;
};

/// Throws InvalidParameter for a value that ImportImage does not know, for boot mode
/// `uefi-preferred`, and for a usage operation of another platform.
Machine planMachine(const MachineWish& wish);

/// The device of each disk: as named, else `/dev/sda1` for the first and `/dev/sdb` and so on for
/// the others. Throws InvalidParameter for a name that is none or comes twice.
std::vector<std::string> importedDeviceNames(const std::vector<std::optional<std::string>>& given);

/// How far an active task is; the messages of the facts, each from a percentage on.
struct TransferProgress {
  int percent = 0;
  std::string_view message;
};
TransferProgress progressOf(const Transfer& transfer, Instant now);

/// From when on answers show the disks of an import, say that they are converted, and know the
/// machine.
inline constexpr int kDisksShownFrom = 10, kDisksDoneFrom = 34, kMachineShownFrom = 58;

/// An export that transfers the final disk image cannot be cancelled any more (EC2 API Reference,
/// CancelExportTask). Throws IncorrectState for it, and for every task that is not active.
void checkCancellable(const Transfer& transfer, Instant now);

std::span<const FilterRow<Transfer>> transferFilters();

/// The size of the volume for so many bytes.
std::int64_t gibFor(std::uint64_t bytes);

/// Why a task failed that could not read its disk: `ClientError: Disk validation failed […]`.
std::string diskValidationFailure(std::string_view reason);

}  // namespace amilocal::domain
