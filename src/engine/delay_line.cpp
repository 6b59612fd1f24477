#include "engine/delay_line.h"

#include <utility>

namespace amilocal {

DelayLine::~DelayLine() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void DelayLine::callAfter(Duration pause, std::function<void()> action) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.emplace(Steady::now() + pause, std::move(action));
    if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
  }
  changed_.notify_one();
}

void DelayLine::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (waiting_.empty()) {
      if (stopping_) return;
      changed_.wait(lock);
      continue;
    }
    const auto first = waiting_.begin();
    if (!stopping_ && first->first > Steady::now()) {
      const auto due = first->first;  // the node may go while we wait
      changed_.wait_until(lock, due);
      continue;
    }
    const auto action = std::move(first->second);
    waiting_.erase(first);
    lock.unlock();
    action();
    lock.lock();
  }
}

}  // namespace amilocal
