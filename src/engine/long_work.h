#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/instant.h"

namespace amilocal {

/// The work on bytes that tasks wait for. Who asks after what is worked on, by its id, waits a
/// little for the end, so that the next look of a test finds it done; everybody else passes. Safe
/// for all threads.
class LongWork {
 public:
  using Clock = std::chrono::steady_clock;
  using Resume = std::function<void()>;

  /// `patience` is how long after its begin work is waited for. Longer work is seen as in progress.
  explicit LongWork(Duration patience) : patience_(patience) {}

  /// `subject` is the id of the resource.
  std::stop_token begin(std::int64_t task, const std::string& subject, Clock::time_point now);

  bool isAny() const { return count_.load() > 0; }

  /// Keeps `resume` until work on what the request names ends or has taken too long. False when
  /// there is no such work.
  bool await(std::string_view request, Clock::time_point now, const Resume& resume);

  /// Forgets what has ended, stops what nobody wants any more, and answers who may go on.
  std::vector<Resume> keepOnly(const std::function<bool(std::int64_t task)>& goesOn);

  /// Those whose patience has ended. What they waited for is not waited for again, even by who
  /// comes with a time of before.
  std::vector<Resume> takeImpatient(Clock::time_point now);

  /// Stops all of it, and what begins from now on, and answers who waited.
  std::vector<Resume> stop();

 private:
  struct Work {
    std::int64_t task = 0;
    std::string subject;
    Clock::time_point awaitedUntil;
    bool isLong = false;
    std::stop_source source{};
    std::vector<Resume> waiting{};
  };

  const Duration patience_;
  std::mutex mutex_;
  std::vector<Work> works_;
  bool isStopped_ = false;
  std::atomic<std::size_t> count_ = 0;
};

}  // namespace amilocal
