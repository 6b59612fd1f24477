#include "engine/errand_runner.h"

#include <sys/resource.h>

#include <utility>

namespace amilocal {
namespace {

// They wait for the network most of the time.
constexpr std::size_t kThreadsMax = 4;

// Those who work on bytes leave the processors to those who answer.
constexpr int kYielding = 10;

}  // namespace

void ErrandRunner::post(std::function<void()> work) {
  std::unique_lock lock(mutex_);
  if (stopping_) {
    lock.unlock();
    return work();
  }
  queue_.push_back(std::move(work));
  if (queue_.size() > idle_ && threads_.size() < kThreadsMax)
    threads_.emplace_back([this] { run(); });
  changed_.notify_one();
}

void ErrandRunner::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (auto& thread : threads_)
    if (thread.joinable()) thread.join();
}

void ErrandRunner::run() {
  // On Linux a thread has a niceness of its own (setpriority(2), "C library/kernel differences"),
  // which programs that it starts inherit.
  if (pace_ == Pace::yielding) setpriority(PRIO_PROCESS, 0, kYielding);
  std::unique_lock lock(mutex_);
  for (;;) {
    ++idle_;
    changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    --idle_;
    if (queue_.empty()) return;
    const auto work = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    work();
    lock.lock();
  }
}

}  // namespace amilocal
