#pragma once

#include "amilocal/core/clock.h"

namespace amilocal::test {

/// A clock that stands still until the test moves it.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start) : now_(start) {}
  Instant now() const override { return now_; }
  void advance(Duration by) { now_ += by; }

 private:
  Instant now_;
};

}  // namespace amilocal::test
