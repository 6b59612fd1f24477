#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace amilocal {

/// Makes SIGTERM and SIGINT wait, for this thread and those it starts from now on, until somebody
/// watches for them. To be called before there are other threads, which they must not interrupt.
void holdTerminationSignals();

/// Calls `action` for the first SIGTERM or SIGINT, on a thread of its own where anything may be
/// done. A second one ends the process on the spot, with the exit code that shells give to that
/// signal: whoever sends it has no more patience. After the object's end, any one does.
class TerminationWatch {
 public:
  explicit TerminationWatch(std::function<void()> action);
  ~TerminationWatch();
  TerminationWatch(const TerminationWatch&) = delete;
  TerminationWatch& operator=(const TerminationWatch&) = delete;

 private:
  void wait() const;

  std::function<void()> action_;
  std::atomic<bool> ending_{false};
  std::thread thread_;
};

}  // namespace amilocal
