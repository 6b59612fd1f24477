#pragma once

#include <atomic>

#include "amilocal/core/clock.h"

namespace amilocal::test {

/// A clock that stands still until the test moves it, which may be while an engine's thread reads
/// it. One thread moves it.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start) : now_(start) {}
  Instant now() const override { return now_; }
  void advance(Duration by) { now_ = now_.load() + by; }

 private:
  std::atomic<Instant> now_;
};

}  // namespace amilocal::test
