#include "app/event_delivery.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

#include "amilocal/control/event_json.h"
#include "amilocal/core/log.h"
#include "amilocal/engine/engine.h"
#include "app/http_client.h"
#include "app/serve_options.h"

namespace amilocal {
namespace {

using std::chrono::milliseconds;

// How long a receiver may take for one event, and how long we wait before we try again.
constexpr milliseconds kPatience{10'000}, kFirstPause{100}, kLongestPause{5'000};

// Beyond these the oldest are dropped: a receiver that is away must not fill the memory.
constexpr std::size_t kWaitingMax = 100'000;

enum class Sent { yes, again };

std::function<Sent(const std::string&)> toFile(const std::string& path) {
  auto file = std::make_shared<std::ofstream>(path, std::ios::app | std::ios::binary);
  if (!*file) throw std::runtime_error("cannot write events into " + path);
  return [file](const std::string& event) {
    file->clear();
    *file << event << '\n' << std::flush;
    return *file ? Sent::yes : Sent::again;
  };
}

// What the receiver refuses by a status of the 4xx it would refuse again; the rest may pass.
std::function<Sent(const std::string&)> toUrl(const std::string& text) {
  const auto url = EventsUrl::parse(text);
  return [address = ServerAddress::parse(url.server), url](const std::string& event) {
    try {
      const auto answer = ask(address, "POST", url.target, event, kPatience);
      if (answer.status >= 500) return Sent::again;
      if (answer.status >= 400)
        log::warn("events.refused", {{"url", url.server}, {"status", answer.status}});
      return Sent::yes;
    } catch (const ClientError& error) {
      log::debug("events.unreachable", {{"url", url.server}, {"error", error.what()}});
      return Sent::again;
    }
  };
}

}  // namespace

/// A queue and the thread that empties it, each element until it is taken.
class EventDelivery::Outlet {
 public:
  explicit Outlet(std::function<Sent(const std::string&)> send)
      : send_(std::move(send)), thread_([this] { run(); }) {}
  ~Outlet() {
    close();
    thread_.join();
  }
  Outlet(const Outlet&) = delete;
  Outlet& operator=(const Outlet&) = delete;

  void put(std::string event) {
    {
      const std::lock_guard lock(mutex_);
      if (waiting_.size() == kWaitingMax) {
        waiting_.pop_front();
        if (dropped_++ == 0) log::warn("events.dropped", {{"waiting", kWaitingMax}});
      }
      waiting_.push_back(std::move(event));
    }
    changed_.notify_one();
  }

  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    changed_.notify_one();
  }

 private:
  void run() {
    auto pause = kFirstPause;
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      auto event = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      const auto sent = send_(event);
      lock.lock();
      if (sent == Sent::yes) {
        pause = kFirstPause;
        continue;
      }
      if (closed_) return giveUp();
      waiting_.push_front(std::move(event));
      changed_.wait_for(lock, pause, [this] { return closed_; });
      pause = std::min(2 * pause, kLongestPause);
    }
  }

  void giveUp() { log::warn("events.undelivered", {{"events", waiting_.size() + 1}}); }

  const std::function<Sent(const std::string&)> send_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> waiting_;
  std::size_t dropped_ = 0;
  bool closed_ = false;
  std::thread thread_;
};

EventDelivery::EventDelivery(Engine& engine, const std::string& file, const std::string& url) {
  if (!file.empty()) file_ = std::make_shared<Outlet>(toFile(file));
  if (!url.empty()) url_ = std::make_shared<Outlet>(toUrl(url));
  if (file_) deliver(engine, file_);
  if (url_) deliver(engine, url_);
}

EventDelivery::~EventDelivery() = default;

void EventDelivery::deliver(Engine& engine, std::shared_ptr<Outlet> outlet) {
  engine.performAndWait([&](Executor& executor) {
    executor.follow({.after = executor.catalog().events().lastId(),
                     .take =
                         [outlet](const domain::Event& event) {
                           outlet->put(eventJson(event));
                           return true;
                         },
                     .isGone = [] { return false; }});
  });
}

EventsUrl EventsUrl::parse(const std::string& text) {
  constexpr std::string_view kScheme = "http://";
  if (!text.starts_with(kScheme))
    throw UsageError("'" + text + "' is no address to send events to: it must begin with http://");
  const auto slash = text.find_first_of("/?", kScheme.size());
  if (slash == std::string::npos) return {text, "/"};
  const auto target = text.substr(slash);
  return {text.substr(0, slash), target.front() == '?' ? "/" + target : target};
}

}  // namespace amilocal
