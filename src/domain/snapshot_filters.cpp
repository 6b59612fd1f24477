#include "amilocal/domain/snapshot_filters.h"

#include "amilocal/domain/snapshot_rules.h"

namespace amilocal::domain {
namespace {

using Listed = ListedSnapshot;

constexpr FilterRow<Listed> kSnapshotFilters[] = {
    {"description", [](const Listed& s) { return textsOf(s.snapshot.description); }},
    {"encrypted", [](const Listed& s) { return textsOf(s.snapshot.encrypted); }},
    {"owner-alias", [](const Listed& s) { return textsOf(s.snapshot.ownerAlias); }},
    {"owner-id", [](const Listed& s) { return textsOf(s.snapshot.owner); }},
    {"progress", [](const Listed& s) { return textsOf(progressOf(s.snapshot, s.now)); }},
    {"snapshot-id", [](const Listed& s) { return textsOf(s.snapshot.id.str()); }},
    {"start-time", [](const Listed& s) { return textsOf(formatInstant(s.snapshot.startedAt)); }},
    {"status", [](const Listed& s) { return textsOf(toString(s.snapshot.state)); }},
    {"storage-tier", [](const Listed& s) { return textsOf(s.snapshot.storageTier); }},
    {"transfer-type", [](const Listed& s) { return textsOf(s.snapshot.transferType); }},
    {"volume-id", [](const Listed& s) { return textsOf(s.snapshot.volumeId); }},
    {"volume-size", [](const Listed& s) { return textsOf(s.snapshot.volumeSizeGib); }},
};
static_assert(std::ranges::is_sorted(kSnapshotFilters, {}, &FilterRow<Listed>::name));

}  // namespace

std::span<const FilterRow<Listed>> snapshotFilters() { return kSnapshotFilters; }

}  // namespace amilocal::domain
