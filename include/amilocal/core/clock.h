#pragma once

#include <atomic>
#include <cstdint>

#include "amilocal/core/instant.h"

namespace amilocal {

/// Where "now" comes from. Only SystemClock reads the machine's clock; all other code takes `now`
/// as an argument.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

/// A clock that a client of the control API can advance, set, freeze and resume. Reading it from
/// several threads is safe; changing it is for one thread at a time (the engine's).
class ControlledClock final : public Clock {
 public:
  /// What must be kept so that a restarted server goes on where it was.
  struct State {
    Duration offset{0};   ///< ahead of the base clock by this much, while running
    bool frozen = false;  ///< does it stand still?
    Instant frozenAt{};   ///< where it stands, when frozen
    friend bool operator==(const State&, const State&) = default;
  };

  explicit ControlledClock(const Clock& base) : base_(base) {}

  Instant now() const override;

  /// Makes `at` the present. A frozen clock stays frozen, a running one goes on from there.
  void set(Instant at);
  void freeze();
  void resume();

  State state() const;
  void restore(const State& state);

 private:
  const Clock& base_;
  std::atomic<std::int64_t> offset_{0};
  std::atomic<std::int64_t> frozenAt_{0};
  std::atomic<bool> frozen_{false};
};

}  // namespace amilocal
