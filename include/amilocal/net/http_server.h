#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "amilocal/net/http_message.h"
#include "amilocal/net/tls.h"

namespace amilocal {

/// Where to listen: an IPv4 or IPv6 address, or "localhost" for both loopback addresses; "::" takes
/// IPv4 as well. Port 0 lets the system choose one.
struct Endpoint {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;
};

/// What one client may ask of the server before it is refused.
struct ServerLimits {
  std::size_t maxHeaderBytes = 64 * 1024;            ///< request line and header lines: 431 above
  std::uint64_t maxBodyBytes = 16ULL * 1024 * 1024;  ///< 413 above
  std::size_t maxConnections = 16'000;               ///< 503 above, and the connection ends
  std::chrono::milliseconds headerTimeout{30'000};   ///< whole header, or TLS handshake: 408
  std::chrono::milliseconds bodyTimeout{30'000};     ///< longest silence inside a body: 408
  std::chrono::milliseconds sendTimeout{60'000};     ///< longest time a client takes nothing
  std::chrono::milliseconds idleTimeout{120'000};    ///< silence before a request: closed
  std::chrono::milliseconds drainTimeout{10'000};    ///< what requests under way get after stop()
};

/// Runs on an I/O thread, on several at a time. The connection reads its next request only after
/// the answer, so answers keep the order of requests. An exception is answered with 500.
using HttpHandler = std::function<void(HttpRequest, Respond)>;

/// The body of an answer that the server gives without asking the handler. The server sets the
/// status, and closes the connection after it. Runs on I/O threads.
using LimitRenderer =
    std::function<HttpResponse(int status, std::string_view code, std::string_view message)>;

/// What the owner may want to log: `http.refused`, `http.handler_failed`, `http.tls_failed`,
/// `http.accept_failed`, `http.connection_failed`, `http.client_stalled`, `http.draining`,
/// `http.drain_expired`; and a text about it. Runs on I/O threads; must not throw.
using ServerEvents = std::function<void(std::string_view event, std::string_view detail)>;

/// Bodies that must not be held in memory: they are written to a file while they arrive.
struct BodySpool {
  /// How long may that request's body be, when it is one of them? 413 above; 0 when it is none.
  /// Asked after its header. Empty: no body is. Runs on I/O threads; must not throw.
  std::function<std::uint64_t(const HttpRequest&)> limitOf{};
  /// What who may not send a body of such a length is answered in place of 413, where it may send
  /// none at all. Runs on I/O threads; must not throw.
  std::function<std::optional<HttpResponse>(const HttpRequest&)> refusalOf{};
  std::string directory{};                ///< of the files, which have no name there
  std::uint64_t threshold = 1024 * 1024;  ///< up to this a body stays in memory all the same
};

struct ServerOptions {
  Endpoint endpoint{};
  ServerLimits limits{};
  BodySpool spool{};
  std::optional<TlsOptions> tls{};  ///< when set, HTTPS on the same port as HTTP
  LimitRenderer renderLimit{};      ///< empty: the message as plain text
  ServerEvents onEvent{};           ///< may be empty
};

/// An HTTP/1.1 server on one port. Each I/O thread has its own connections and never waits for
/// another; new connections go to the thread that has the fewest.
class HttpServer {
 public:
  /// Binds and listens: from here on clients can connect, and are served once run() is called.
  /// Throws std::runtime_error when the host or the certificate is bad or the port is taken.
  HttpServer(ServerOptions options, HttpHandler handler);
  /// run() must have returned. A Respond may outlive the server.
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::uint16_t port() const;
  /// The certificate that HTTPS clients see, so that they can be told to trust it; empty without.
  const std::string& certificatePem() const;

  /// Serves with that many threads, the caller's among them, until stop() and what it lets end
  /// have ended. At most once.
  void run(int threads);
  /// From any thread (but not from a signal handler): accepts nothing more, closes idle connections
  /// and lets requests under way end, within the drain timeout.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace amilocal
