#include "app/termination_signals.h"

#include <pthread.h>
#include <unistd.h>

#include <csignal>
#include <utility>

namespace amilocal {
namespace {

sigset_t signalsOfInterest() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

// The exit code of a process that a signal has ended, as shells report it.
constexpr int kSignalledBase = 128;

}  // namespace

void holdTerminationSignals() {
  const auto set = signalsOfInterest();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

TerminationWatch::TerminationWatch(std::function<void()> action)
    : action_(std::move(action)), thread_([this] { wait(); }) {}

TerminationWatch::~TerminationWatch() {
  ending_ = true;
  pthread_kill(thread_.native_handle(), SIGTERM);
  thread_.join();
  const auto set = signalsOfInterest();
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

void TerminationWatch::wait() const {
  const auto set = signalsOfInterest();
  for (bool first = true;; first = false) {
    int signal = 0;
    sigwait(&set, &signal);
    if (ending_) return;
    if (!first) _exit(kSignalledBase + signal);
    action_();
  }
}

}  // namespace amilocal
