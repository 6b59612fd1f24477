#include "amilocal/core/clock.h"

namespace amilocal {

Instant SystemClock::now() const {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

Instant ControlledClock::now() const {
  if (frozen_.load(std::memory_order_acquire)) return Instant{Duration{frozenAt_.load()}};
  return base_.now() + Duration{offset_.load(std::memory_order_acquire)};
}

void ControlledClock::set(Instant at) {
  frozenAt_.store(at.time_since_epoch().count());
  offset_.store((at - base_.now()).count(), std::memory_order_release);
}

void ControlledClock::freeze() {
  if (frozen_.load()) return;
  frozenAt_.store(now().time_since_epoch().count());
  frozen_.store(true, std::memory_order_release);
}

void ControlledClock::resume() {
  if (!frozen_.load()) return;
  set(Instant{Duration{frozenAt_.load()}});
  frozen_.store(false, std::memory_order_release);
}

ControlledClock::State ControlledClock::state() const {
  return {Duration{offset_.load()}, frozen_.load(), Instant{Duration{frozenAt_.load()}}};
}

void ControlledClock::restore(const State& state) {
  offset_.store(state.offset.count());
  frozenAt_.store(state.frozenAt.time_since_epoch().count());
  frozen_.store(state.frozen, std::memory_order_release);
}

}  // namespace amilocal
