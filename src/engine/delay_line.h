#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

#include "amilocal/core/instant.h"

namespace amilocal {

/// Calls functions a while later, in real time, on a thread of its own, which is started when it is
/// first needed. What still waits at the end is called at once.
class DelayLine {
 public:
  DelayLine() = default;
  ~DelayLine();
  DelayLine(const DelayLine&) = delete;
  DelayLine& operator=(const DelayLine&) = delete;

  /// `action` must not throw.
  void callAfter(Duration pause, std::function<void()> action);

 private:
  using Steady = std::chrono::steady_clock;

  void run();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::multimap<Steady::time_point, std::function<void()>> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace amilocal
