#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/core/instant.h"
#include "amilocal/domain/state_reason.h"

namespace amilocal::domain {

/// The answer that a fault gives in place of the real one.
struct FaultError {
  std::string code;
  std::string message;
  std::int64_t status = 400;
  friend bool operator==(const FaultError&, const FaultError&) = default;
};

/// Something that a test wants to go wrong: which calls it meets, when it fires, and what happens
/// then.
struct Fault {
  static constexpr std::int64_t kAlways = 1'000'000;

  std::int64_t id = 0;
  // Which calls. An empty text is any; the operation may be a pattern such as `Describe*`.
  std::string operation{};
  std::string account{};
  std::string region{};
  std::string resource{};  ///< an id that the request names
  bool hitsDryRuns = false;
  // When.
  std::int64_t probabilityMillionths = kAlways;
  std::int64_t seed = 0;                ///< the same seed fires at the same calls
  std::optional<std::int64_t> times{};  ///< not more often than this
  std::optional<std::int64_t> nth{};    ///< at the n-th call that it meets only
  // What.
  Duration latency{0};
  std::optional<FaultError> error{};
  std::optional<StateReason> taskFailure{};  ///< the work that the call begins ends so
  // What it has done.
  std::int64_t met = 0;
  std::int64_t fired = 0;
  friend bool operator==(const Fault&, const Fault&) = default;
};

/// A call, as faults look at it.
struct FaultTarget {
  std::string_view operation{};
  std::string_view account{};
  std::string_view region{};
  std::string_view request{};  ///< the whole request as text, in which ids are looked for
  bool dryRun = false;
};

/// What the faults that fired do to one call, together.
struct FaultEffect {
  Duration latency{0};
  std::optional<FaultError> error{};  ///< of the first that has one
  std::optional<StateReason> taskFailure{};
};

/// Is that call one of those the fault is for?
bool meets(const Fault& fault, const FaultTarget& target);

/// Counts a call that the fault meets. Does it fire this time?
bool fires(Fault& fault);

/// Adds what a fault that fires does.
void addTo(FaultEffect& effect, const Fault& fault);

}  // namespace amilocal::domain
