#include "app/event_delivery.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <functional>
#include <iomanip>
#include <mutex>
#include <optional>
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

/// Which event was the last that a receiver got: a line of the event's number and the receiver. Not
/// in the catalog, whose checkpoints would bring back what has been delivered.
class Progress {
 public:
  Progress(std::string path, std::string receiver)
      : path_(std::move(path)), receiver_(std::move(receiver)) {}

  /// Empty when this receiver has got nothing yet.
  std::optional<std::int64_t> last() const {
    std::ifstream file(path_);
    std::int64_t id = 0;
    std::string receiver;
    file >> id >> std::ws;
    std::getline(file, receiver);
    return file && receiver == receiver_ ? std::optional(id) : std::nullopt;
  }

  void note(std::int64_t id) {
    // Never emptied: who was killed behind that would not know where it was.
    if (!file_.is_open()) std::ofstream(path_, std::ios::binary | std::ios::app);
    if (!file_.is_open()) file_.open(path_, std::ios::binary | std::ios::in | std::ios::out);
    file_.clear();
    file_.seekp(0);
    file_ << std::setw(kDigits) << id << ' ' << receiver_ << '\n' << std::flush;
  }

 private:
  static constexpr int kDigits = 20;  // always the same, so that it is written over itself
  const std::string path_;
  const std::string receiver_;
  std::fstream file_;
};

/// An event on its way; without a text it is one that is not to be sent.
struct Parcel {
  std::int64_t id = 0;
  std::string text;
};

std::int64_t lastEventOf(Engine& engine) {
  std::int64_t last = 0;
  engine.performAndWait(
      [&last](Executor& executor) { last = executor.catalog().events().lastId(); });
  return last;
}

}  // namespace

/// A queue and the thread that empties it, each element until it is taken.
class EventDelivery::Outlet {
 public:
  Outlet(std::function<Sent(const std::string&)> send, Progress progress)
      : send_(std::move(send)), progress_(std::move(progress)), thread_([this] { run(); }) {}
  ~Outlet() {
    close();
    thread_.join();
  }
  Outlet(const Outlet&) = delete;
  Outlet& operator=(const Outlet&) = delete;

  void put(Parcel event) {
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
      const auto sent = event.text.empty() ? Sent::yes : send_(event.text);
      if (sent == Sent::yes) progress_.note(event.id);
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
  Progress progress_;  ///< the thread's alone
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Parcel> waiting_;
  std::size_t dropped_ = 0;
  bool closed_ = false;
  std::thread thread_;
};

EventDelivery::EventDelivery(Engine& engine, const std::string& file, const std::string& url,
                             const std::string& dataDirectory) {
  const auto begin = [&](const char* name, const std::string& receiver, auto send) {
    Progress progress(dataDirectory + "/" + name, receiver);
    const auto after = progress.last().value_or(lastEventOf(engine));
    // Before anything can happen: what does is owed to this receiver from now on.
    progress.note(after);
    auto outlet = std::make_shared<Outlet>(std::move(send), std::move(progress));
    deliver(engine, outlet, after);
    return outlet;
  };
  if (!file.empty()) file_ = begin("events-file.progress", file, toFile(file));
  if (!url.empty()) url_ = begin("events-url.progress", url, toUrl(url));
}

EventDelivery::~EventDelivery() = default;

void EventDelivery::deliver(Engine& engine, const std::shared_ptr<Outlet>& outlet,
                            std::int64_t after) {
  engine.performAndWait([&](Executor& executor) {
    executor.follow({.after = after,
                     .take =
                         [outlet](const domain::Event& event) {
                           outlet->put({event.id, eventJson(event)});
                           return true;
                         },
                     .isGone = [] { return false; },
                     .skip =
                         [outlet](std::int64_t id) {
                           outlet->put({id, {}});
                         }});
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
