#pragma once

#include <atomic>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_set>
#include <vector>

#include "amilocal/net/http_server.h"
#include "net/response_head.h"

namespace amilocal {

namespace asio = boost::asio;

using Executor = asio::io_context::executor_type;
using SteadyClock = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, Executor>;

class HttpConnection;

/// What all connections of a server share; nothing in it changes while they live.
struct ServerShared {
  ServerLimits limits;
  BodySpool spool;
  HttpHandler handler;
  LimitRenderer renderLimit;
  ServerEvents onEvent;
  mutable std::optional<asio::ssl::context> tls;  // Asio takes it by plain reference

  void event(std::string_view name, std::string_view detail) const {
    if (onEvent) onEvent(name, detail);
  }
};

/// One I/O thread's world. Only that thread touches it, apart from `context` (to post to), `live`
/// and deliver(). Since one thread runs a context, nothing of a connection needs a lock or a
/// strand.
class IoLoop {
 public:
  IoLoop() : drainTimer_(context), work_(context.get_executor()) {}

  void add(HttpConnection& connection) { connections_.insert(&connection); }
  void remove(HttpConnection& connection);
  /// Closes idle connections now and the others when they are done, or when the time is over.
  /// Then run() on the context returns.
  void drain(const ServerShared& shared);
  bool isDraining() const { return draining_; }
  std::string_view date();

  /// An answer for a connection that may have gone. Without one the connection ends.
  struct Delivery {
    std::weak_ptr<HttpConnection> connection;
    std::optional<HttpResponse> answer;
  };
  /// From any other thread. A commit answers many requests at once: the loop's thread is told of
  /// the first of those that wait for it.
  void deliver(Delivery delivery);

  asio::io_context context{1};
  std::atomic<std::size_t> live = 0;  ///< connections accepted for this loop and not yet ended

 private:
  void endWhenEmpty();
  void deliverAll();

  std::unordered_set<HttpConnection*> connections_;
  HttpDate date_;
  Timer drainTimer_;
  asio::executor_work_guard<Executor> work_;
  bool draining_ = false;
  std::mutex deliveriesMutex_;
  std::vector<Delivery> deliveries_;
  bool isTold_ = false;  ///< of them
};

}  // namespace amilocal
