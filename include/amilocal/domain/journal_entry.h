#pragma once

#include <cstdint>
#include <string>

#include "amilocal/core/instant.h"

namespace amilocal::domain {

/// Who changed what from which state to which, and when. Written in the same transaction as the
/// change; may be truncated without loss.
struct JournalEntry {
  std::int64_t id = 0;
  Instant at{};
  std::string account;
  std::string region;
  std::string resourceId;
  std::string fromState;  ///< empty for a birth
  std::string toState;
  std::string cause;  ///< the operation or the kind of task
  std::string reason;
  std::string requestId;
  friend bool operator==(const JournalEntry&, const JournalEntry&) = default;
};

}  // namespace amilocal::domain
