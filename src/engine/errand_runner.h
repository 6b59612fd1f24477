#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace amilocal {

/// Threads that may wait, started when they are needed. What is queued at the end is run then.
class ErrandRunner {
 public:
  enum class Pace { normal, yielding };  ///< yielding: others of this machine go first

  explicit ErrandRunner(Pace pace = Pace::normal) : pace_(pace) {}
  ~ErrandRunner() { stop(); }
  ErrandRunner(const ErrandRunner&) = delete;
  ErrandRunner& operator=(const ErrandRunner&) = delete;

  /// `work` must not throw. After stop() it is run at once.
  void post(std::function<void()> work);
  void stop();

 private:
  void run();

  const Pace pace_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  std::size_t idle_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace amilocal
