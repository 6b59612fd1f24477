#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "amilocal/core/instant.h"
#include "amilocal/domain/state_reason.h"

namespace amilocal::domain {

/// Kinds of asynchronous work. Each has one function in services/tasks.
enum class TaskKind {
  create_image,
  copy_image,
  create_snapshot,
  copy_snapshot,
  create_volume,
  delete_volume,
  attach_volume,
  detach_volume,
  start_instance,
  stop_instance,
  terminate_instance,
  forget_instance,
  archive_snapshot,
  restore_snapshot,
  end_snapshot_restore,
  end_lock_cool_off,
  end_snapshot_lock,
  move_fast_restore,
  enable_fast_launch,
  disable_fast_launch,
  create_retention_rule,
  unlock_retention_rule,
  empty_recycle_bin,
  expire_upload,
  store_image,
  restore_image,
  create_usage_report,
  forget_usage_report,
  run_lifecycle_policy,
  tend_lifecycle_image,
  expire_lifecycle_image,
  modify_volume,
  optimize_volume,
  delete_kms_key,
  import_image,
  import_snapshot,
  export_image,
  delete_transfer,
  forget_transfer,
  begin_root_volume,
  finish_root_volume,
  bundle_instance,
};

/// `create-image` and so on: the name in the catalog, in the control API and in the log.
std::string_view toString(TaskKind kind);
std::optional<TaskKind> parseTaskKind(std::string_view text);

/// Work that will be done later, born in the same transaction as what it will change. A task is a
/// row while it waits and no row once it has run.
struct Task {
  std::int64_t id = 0;  ///< given by the catalog, rising
  TaskKind kind{};
  std::string account;
  std::string region;
  std::string subject;  ///< the id of what it will change
  std::string detail;   ///< what else the kind needs to know (an attachment's instance)
  Instant createdAt{};
  std::optional<Instant> dueAt;  ///< absent: held until the control API ends it
  int attempt = 0;
  std::optional<StateReason> failure;  ///< set when it is to end in failure
  std::string requestId;               ///< of the call that began the work; empty for none
  friend bool operator==(const Task&, const Task&) = default;
};

}  // namespace amilocal::domain
