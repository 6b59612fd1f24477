#include "amilocal/domain/transfer.h"

#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<TransferKind> kKinds[] = {
    {TransferKind::import_image, kImportImagePrefix},
    {TransferKind::import_snapshot, kImportSnapshotPrefix},
    {TransferKind::export_image, kExportImagePrefix},
};

constexpr Named<TransferState> kStates[] = {
    {TransferState::active, "active"},
    {TransferState::completed, "completed"},
    {TransferState::deleting, "deleting"},
    {TransferState::deleted, "deleted"},
};

}  // namespace

std::string_view toString(TransferKind kind) { return nameOf(kKinds, kind); }

std::optional<TransferKind> parseTransferKind(std::string_view text) {
  return valueOf(kKinds, text);
}

std::string_view toString(TransferState state) { return nameOf(kStates, state); }

std::optional<TransferState> parseTransferState(std::string_view text) {
  return valueOf(kStates, text);
}

}  // namespace amilocal::domain
