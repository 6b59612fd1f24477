#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/ids.h"
#include "amilocal/core/instant.h"

namespace amilocal::domain {

/// Images and disks that are imported from buckets or exported into them.
enum class TransferKind { import_image, import_snapshot, export_image };

/// What stands before the hyphen and the digits of a task's id.
inline constexpr std::string_view kImportImagePrefix = "import-ami";
inline constexpr std::string_view kImportSnapshotPrefix = "import-snap";
inline constexpr std::string_view kExportImagePrefix = "export-ami";

/// One of these prefixes, which is also the kind's name in the catalog.
std::string_view toString(TransferKind kind);
std::optional<TransferKind> parseTransferKind(std::string_view text);

/// EC2 API Reference, ExportImageTask, status.
enum class TransferState { active, completed, deleting, deleted };

std::string_view toString(TransferState state);
std::optional<TransferState> parseTransferState(std::string_view text);

/// A task ends well; what fails or is cancelled is taken away in a step of its own
/// (aws-facts/images.md section 7, "Import / export").
enum class TransferEvent { complete, fail, cancel, clear };
struct TransferStep {
  TransferState from;
  TransferEvent on;
  TransferState to;
};
inline constexpr TransferStep kTransferSteps[] = {
    {TransferState::active, TransferEvent::complete, TransferState::completed},
    {TransferState::active, TransferEvent::fail, TransferState::deleting},
    {TransferState::active, TransferEvent::cancel, TransferState::deleting},
    {TransferState::deleting, TransferEvent::clear, TransferState::deleted},
};
constexpr std::optional<TransferState> next(TransferState from, TransferEvent on) {
  for (const auto& step : kTransferSteps)
    if (step.from == from && step.on == on) return step.to;
  return std::nullopt;
}

/// A disk of an import, and the snapshot that it became.
struct TransferDisk {
  std::optional<std::string> format;  ///< of the disk itself: an OVA has VMDKs
  std::int64_t fileBytes = 0;         ///< as large as it lies in the bucket
  std::optional<std::string> deviceName;
  std::optional<std::string> snapshotId;
  std::int64_t container = 0;  ///< which of the request's containers it came in
  friend bool operator==(const TransferDisk&, const TransferDisk&) = default;
};

struct Transfer {
  std::int64_t number = 0;  ///< given by the catalog, rising
  std::string id;
  std::string account;
  std::string region;
  TransferKind kind{};
  TransferState state = TransferState::active;
  std::optional<std::string> statusMessage;  ///< why it failed or was cancelled
  Instant startedAt{};
  std::optional<Instant> dueAt;  ///< absent while held, and at the end
  std::optional<std::string> imageId;
  bool encrypted = false;
  std::optional<std::string> kmsKeyId;  ///< key ARN, when encrypted
  std::string request;                  ///< as JSON, under the model's names
  std::vector<TransferDisk> disks;
  friend bool operator==(const Transfer&, const Transfer&) = default;
};

}  // namespace amilocal::domain
