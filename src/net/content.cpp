#include "amilocal/net/content.h"

#include <mutex>
#include <utility>

namespace amilocal {

struct StreamState {
  explicit StreamState(StreamOptions given) : options(std::move(given)) {}

  const StreamOptions options;
  std::mutex mutex;
  std::string queue;
  std::function<void()> wake;
  bool ended = false;
  bool overrun = false;
  bool gone = false;
};

bool StreamWriter::write(std::string_view bytes) {
  std::function<void()> wake;
  bool fits = false;
  {
    const std::lock_guard lock(state_->mutex);
    if (state_->gone || state_->ended || state_->overrun) return false;
    fits = bytes.size() <= state_->options.maxQueued - state_->queue.size();
    if (state_->queue.empty() || !fits) wake = state_->wake;
    state_->overrun = !fits;
    if (fits) state_->queue.append(bytes);
  }
  if (wake) wake();
  return fits;
}

void StreamWriter::end() {
  std::function<void()> wake;
  {
    const std::lock_guard lock(state_->mutex);
    if (std::exchange(state_->ended, true)) return;
    wake = state_->wake;
  }
  if (wake) wake();
}

bool StreamWriter::isGone() const {
  const std::lock_guard lock(state_->mutex);
  return state_->gone || state_->overrun;
}

StreamContent::~StreamContent() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->gone = true;
    state_->wake = nullptr;
    state_->queue = {};
  }
  if (state_->options.onGone) state_->options.onGone();
}

const StreamOptions& StreamContent::options() const { return state_->options; }

void StreamContent::onReady(std::function<void()> wake) {
  const std::lock_guard lock(state_->mutex);
  state_->wake = std::move(wake);
}

StreamContent::Taken StreamContent::take(std::string& out) {
  const std::lock_guard lock(state_->mutex);
  if (state_->overrun) return Taken::overrun;
  out = std::exchange(state_->queue, {});
  return state_->ended ? Taken::ended : Taken::open;
}

OpenedStream openStream(StreamOptions options) {
  auto state = std::make_shared<StreamState>(std::move(options));
  auto writer = std::make_shared<StreamWriter>(state);
  return {std::move(writer), std::make_shared<StreamContent>(std::move(state))};
}

}  // namespace amilocal
