#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "amilocal/core/instant.h"
#include "amilocal/domain/task.h"

namespace amilocal::domain {

/// How long asynchronous work takes: the option `--task-time`.
struct TaskTime {
  enum class Mode {
    fixed,  ///< each task takes `duration`; 0 means that the next Describe shows the final state
    aws,    ///< by kind and size, in the order of magnitude of AWS
    hold    ///< until the control API completes or fails it
  };
  Mode mode = Mode::fixed;
  Duration duration{0};

  /// Reads `0`, `2s`, `1m30s`, `aws`, `hold`. Empty when it is none of these.
  static std::optional<TaskTime> parse(std::string_view text);
  friend bool operator==(const TaskTime&, const TaskTime&) = default;
};

/// When a task that starts now will end; empty while it is held. `sizeGib` is the size of all
/// volumes it moves; used in the mode `aws` only.
std::optional<Instant> dueAt(const TaskTime& time, TaskKind kind, std::int64_t sizeGib,
                             Instant now);

/// 0 to 100; computed when asked, so that no timer has to write it down. Held work stays at 0.
int percentDone(Instant start, std::optional<Instant> end, Instant now);

}  // namespace amilocal::domain
