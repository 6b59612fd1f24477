#pragma once

#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "amilocal/catalog/catalog_error.h"
#include "amilocal/catalog/statement.h"
#include "amilocal/domain/builder_resource.h"
#include "amilocal/domain/bundle_task.h"
#include "amilocal/domain/fast_launch.h"
#include "amilocal/domain/fast_restore.h"
#include "amilocal/domain/image_protection.h"
#include "amilocal/domain/image_state.h"
#include "amilocal/domain/instance.h"
#include "amilocal/domain/lifecycle_policy.h"
#include "amilocal/domain/permission.h"
#include "amilocal/domain/recycle_bin.h"
#include "amilocal/domain/snapshot.h"
#include "amilocal/domain/store_task.h"
#include "amilocal/domain/task.h"
#include "amilocal/domain/transfer.h"
#include "amilocal/domain/usage_report.h"
#include "amilocal/domain/volume.h"

/// How enumerations are kept in columns: as the text that toString() gives and `parse` reads.
namespace amilocal {

inline CatalogError unknownName(std::string_view text) {
  return {CatalogError::Kind::corrupt,
          "catalog: unknown state or kind '" + std::string(text) + "'"};
}

template <class Enum, std::optional<Enum> (*parse)(std::string_view)>
struct EnumCell {
  static constexpr bool kBorrows = false;  // the names are literals
  static void bind(Statement& statement, int index, Enum value) {
    statement.bindText(index, toString(value));
  }
  static Enum read(const Statement& statement, int column) {
    const auto text = statement.text(column);
    if (const auto value = parse(text)) return *value;
    throw unknownName(text);
  }
};

template <>
struct Cell<domain::ImageState> : EnumCell<domain::ImageState, domain::parseImageState> {};
template <>
struct Cell<domain::ImageProtection>
    : EnumCell<domain::ImageProtection, domain::parseImageProtection> {};
template <>
struct Cell<domain::SnapshotState> : EnumCell<domain::SnapshotState, domain::parseSnapshotState> {};
template <>
struct Cell<domain::VolumeState> : EnumCell<domain::VolumeState, domain::parseVolumeState> {};
template <>
struct Cell<domain::AttachmentState>
    : EnumCell<domain::AttachmentState, domain::parseAttachmentState> {};
template <>
struct Cell<domain::InstanceState> : EnumCell<domain::InstanceState, domain::parseInstanceState> {};
template <>
struct Cell<domain::TieringStatus> : EnumCell<domain::TieringStatus, domain::parseTieringStatus> {};
template <>
struct Cell<domain::LockMode> : EnumCell<domain::LockMode, domain::parseLockMode> {};
template <>
struct Cell<domain::FastRestoreState>
    : EnumCell<domain::FastRestoreState, domain::parseFastRestoreState> {};
template <>
struct Cell<domain::FastLaunchState>
    : EnumCell<domain::FastLaunchState, domain::parseFastLaunchState> {};
template <>
struct Cell<domain::BinResource> : EnumCell<domain::BinResource, domain::parseBinResource> {};
template <>
struct Cell<domain::RuleStatus> : EnumCell<domain::RuleStatus, domain::parseRuleStatus> {};
template <>
struct Cell<domain::RuleLock> : EnumCell<domain::RuleLock, domain::parseRuleLock> {};
template <>
struct Cell<domain::TaskKind> : EnumCell<domain::TaskKind, domain::parseTaskKind> {};
template <>
struct Cell<domain::UsageReportState>
    : EnumCell<domain::UsageReportState, domain::parseUsageReportState> {};
template <>
struct Cell<domain::BuilderKind> : EnumCell<domain::BuilderKind, domain::parseBuilderKind> {};
template <>
struct Cell<domain::PolicyState> : EnumCell<domain::PolicyState, domain::parsePolicyState> {};

template <>
struct Cell<domain::TransferKind> : EnumCell<domain::TransferKind, domain::parseTransferKind> {};
template <>
struct Cell<domain::TransferState> : EnumCell<domain::TransferState, domain::parseTransferState> {};

template <>
struct Cell<domain::StoreTaskState>
    : EnumCell<domain::StoreTaskState, domain::parseStoreTaskState> {};

template <>
struct Cell<domain::BundleTaskState>
    : EnumCell<domain::BundleTaskState, domain::parseBundleTaskState> {};

/// The API has no enumeration for this: it spells the kind as one of four members, whose names
/// these are (EC2 API Reference, LaunchPermission).
template <>
struct Cell<domain::GranteeKind> {
  static constexpr bool kBorrows = false;
  static constexpr std::string_view kNames[] = {"group", "userId", "organizationArn",
                                                "organizationalUnitArn"};
  static void bind(Statement& statement, int index, domain::GranteeKind kind) {
    statement.bindText(index, kNames[static_cast<std::size_t>(kind)]);
  }
  static domain::GranteeKind read(const Statement& statement, int column) {
    const auto text = statement.text(column);
    for (std::size_t i = 0; i < std::size(kNames); ++i)
      if (kNames[i] == text) return static_cast<domain::GranteeKind>(i);
    throw unknownName(text);
  }
};

}  // namespace amilocal
