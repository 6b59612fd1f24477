#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace amilocal::control {

/// A thread for what takes long and must hold up neither the engine nor the connections. Does one
/// thing after the other. It is not there before it is needed.
class SideThread {
 public:
  SideThread() = default;
  ~SideThread();  ///< drops what has not begun, and waits for what has
  SideThread(const SideThread&) = delete;
  SideThread& operator=(const SideThread&) = delete;

  /// `job` must not throw.
  void run(std::function<void()> job);

  /// Is it about to end? Whoever takes long is to stop then.
  bool isEnding();

 private:
  void work();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace amilocal::control
