#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "amilocal/net/http_server.h"

namespace amilocal::testing {

inline constexpr std::chrono::seconds kPatience{10};

/// A server on a port of its own, running on threads of its own until the end of the test.
class RunningServer {
 public:
  explicit RunningServer(HttpHandler handler, ServerOptions options = {}, int threads = 2)
      : server_(listening(std::move(options)), std::move(handler)),
        thread_([this, threads] { server_.run(threads); }) {}
  ~RunningServer() {
    server_.stop();
    thread_.join();
  }

  HttpServer& operator*() { return server_; }
  HttpServer* operator->() { return &server_; }
  std::uint16_t port() const { return server_.port(); }

  /// Waits until the server has told of it; gives the detail.
  std::string waitFor(const std::string& event) {
    std::unique_lock lock(mutex_);
    const auto told = [&] { return events_.count(event) > 0; };
    if (!changed_.wait_for(lock, kPatience, told)) throw std::runtime_error("no " + event);
    return events_.find(event)->second;
  }

 private:
  ServerOptions listening(ServerOptions options) {
    options.onEvent = [this](std::string_view event, std::string_view detail) {
      const std::lock_guard lock(mutex_);
      events_.emplace(event, detail);
      changed_.notify_all();
    };
    return options;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::multimap<std::string, std::string> events_;
  HttpServer server_;
  std::thread thread_;
};

/// Tells what was asked: `METHOD TARGET BODY`.
inline void echo(HttpRequest request, const Respond& respond) {
  respond({.body = request.method + " " + request.target + " " + request.body});
}

}  // namespace amilocal::testing
