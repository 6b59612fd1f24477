#include "amilocal/net/http_server.h"

#include <algorithm>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <ctime>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "net/http_connection.h"
#include "net/io_loop.h"
#include "net/tls_context.h"

namespace amilocal {
namespace {

using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using asio::ip::tcp;
using boost::system::error_code;

// How many connections above the limit are told so. Those beyond are closed without a word.
constexpr std::size_t kMaxRefusals = 64;
// Out of descriptors, nothing can be accepted until a connection ends; asking at once would spin.
constexpr std::chrono::milliseconds kAcceptPause{200};
// A port chosen by the system on one address of localhost may be taken on the other.
constexpr int kPortAttempts = 16;

[[noreturn]] void failToListen(const Endpoint& endpoint, const std::string& reason) {
  throw std::runtime_error("Cannot listen on " + endpoint.host + " port " +
                           std::to_string(endpoint.port) + ": " + reason);
}

// The addresses of an endpoint. Names other than localhost are not looked up: what they mean
// depends on the machine, and a server must know where it can be reached.
std::vector<asio::ip::address> addressesOf(const Endpoint& endpoint) {
  if (endpoint.host == "localhost") {
    return {asio::ip::address_v4::loopback(), asio::ip::address_v6::loopback()};
  }
  error_code error;
  const auto address = asio::ip::make_address(endpoint.host, error);
  if (error) failToListen(endpoint, "the host must be an IP address or localhost");
  return {address};
}

// Without SO_REUSEPORT on purpose: two servers on one port would take each other's connections,
// and the second is to be told that the port is taken.
error_code listenOn(Acceptor& acceptor, const tcp::endpoint& where) {
  error_code error;
  const auto step = [&error](auto&& action) {
    if (!error) action();
  };
  step([&] { acceptor.open(where.protocol(), error); });
  step([&] { acceptor.set_option(Acceptor::reuse_address(true), error); });
  if (where.protocol() == tcp::v6()) {
    const asio::ip::v6_only only(!where.address().is_unspecified());
    step([&] { acceptor.set_option(only, error); });
  }
  step([&] { acceptor.bind(where, error); });
  step([&] { acceptor.listen(asio::socket_base::max_listen_connections, error); });
  step([&] { acceptor.non_blocking(true, error); });
  if (error) {
    error_code ignored;
    acceptor.close(ignored);
  }
  return error;
}

// A machine without IPv6 has no ::1, and then localhost is 127.0.0.1 alone.
bool isMissingAddress(const error_code& error) {
  return error == boost::system::errc::address_not_available ||
         error == boost::system::errc::address_family_not_supported;
}

}  // namespace

// ---- One loop ---------------------------------------------------------------------------------

void IoLoop::remove(HttpConnection& connection) {
  connections_.erase(&connection);
  --live;
  if (draining_) endWhenEmpty();
}

void IoLoop::drain(const ServerShared& shared) {
  if (draining_) return;
  draining_ = true;
  drainTimer_.expires_after(shared.limits.drainTimeout);
  drainTimer_.async_wait([this, &shared](const boost::system::error_code& error) {
    if (error || connections_.empty()) return;
    shared.event("http.drain_expired", std::to_string(connections_.size()) + " connections cut");
    for (auto* connection : connections_) connection->abort();
  });
  for (auto* connection : connections_) connection->drain();
  work_.reset();
  endWhenEmpty();
}

void IoLoop::endWhenEmpty() {
  if (connections_.empty()) drainTimer_.cancel();
}

void IoLoop::deliver(Delivery delivery) {
  const std::lock_guard lock(deliveriesMutex_);
  deliveries_.push_back(std::move(delivery));
  if (isTold_) return;
  asio::post(context, [this] { deliverAll(); });
  isTold_ = true;  // not where there was no memory to tell it: the next one tries again
}

void IoLoop::deliverAll() {
  std::vector<Delivery> deliveries;
  {
    const std::lock_guard lock(deliveriesMutex_);
    deliveries.swap(deliveries_);
    isTold_ = false;
  }
  for (auto& [target, answer] : deliveries)
    if (const auto connection = target.lock()) connection->deliver(std::move(answer));
}

std::string_view IoLoop::date() { return date_.at(std::time(nullptr)); }

// ---- The server -------------------------------------------------------------------------------

struct HttpServer::Impl {
  Impl(ServerOptions options, HttpHandler handler);

  void listen(const Endpoint& endpoint);
  error_code tryListen(const std::vector<asio::ip::address>& addresses, std::uint16_t port);
  void startLoops(int threads);
  void stop();
  void accept(Acceptor& acceptor);
  void take(Socket socket, const std::shared_ptr<IoLoop>& loop);
  void acceptLater(Acceptor& acceptor);
  const std::shared_ptr<IoLoop>& leastBusy() const;

  std::shared_ptr<ServerShared> shared = std::make_shared<ServerShared>();
  std::string certificatePem;
  std::mutex stopping;  // guards `loops` against stop() while run() makes them
  bool stopped = false;
  std::vector<std::shared_ptr<IoLoop>> loops{std::make_shared<IoLoop>()};
  std::vector<Acceptor> acceptors;  // on the first loop
  Timer acceptPause{loops.front()->context};
  std::uint16_t port = 0;
};

HttpServer::Impl::Impl(ServerOptions options, HttpHandler handler) {
  shared->limits = options.limits;
  shared->spool = std::move(options.spool);
  shared->handler = std::move(handler);
  shared->renderLimit = std::move(options.renderLimit);
  shared->onEvent = std::move(options.onEvent);
  if (options.tls) {
    const auto identity = loadTlsIdentity(*options.tls);
    shared->tls.emplace(makeTlsContext(identity, *options.tls).release());
    certificatePem = identity.certificatePem;
  }
  listen(options.endpoint);
}

void HttpServer::Impl::listen(const Endpoint& endpoint) {
  const auto addresses = addressesOf(endpoint);
  const int attempts = endpoint.port == 0 && addresses.size() > 1 ? kPortAttempts : 1;
  error_code error;
  for (int attempt = 0; attempt < attempts; ++attempt) {
    error = tryListen(addresses, endpoint.port);
    if (error != boost::system::errc::address_in_use) break;
  }
  if (error == boost::system::errc::address_in_use) {
    failToListen(endpoint, "the port is in use by another program");
  }
  if (error) failToListen(endpoint, error.message());
}

// All addresses get the same port.
error_code HttpServer::Impl::tryListen(const std::vector<asio::ip::address>& addresses,
                                       std::uint16_t wanted) {
  acceptors.clear();
  port = wanted;
  for (const auto& address : addresses) {
    Acceptor acceptor(loops.front()->context);
    const auto error = listenOn(acceptor, {address, port});
    if (!acceptors.empty() && isMissingAddress(error)) continue;
    if (error) return error;
    port = acceptor.local_endpoint().port();
    acceptors.push_back(std::move(acceptor));
  }
  return {};
}

// ---- Accepting, on the first loop's thread ----------------------------------------------------

const std::shared_ptr<IoLoop>& HttpServer::Impl::leastBusy() const {
  return *std::min_element(loops.begin(), loops.end(),
                           [](const auto& a, const auto& b) { return a->live < b->live; });
}

void HttpServer::Impl::accept(Acceptor& acceptor) {
  const auto& loop = leastBusy();
  acceptor.async_accept(loop->context.get_executor(),
                        [this, &acceptor, &loop](error_code error, Socket socket) {
                          if (!acceptor.is_open()) return;
                          if (!error) take(std::move(socket), loop);
                          if (error && error != asio::error::connection_aborted) {
                            shared->event("http.accept_failed", error.message());
                            return acceptLater(acceptor);
                          }
                          accept(acceptor);
                        });
}

void HttpServer::Impl::acceptLater(Acceptor& acceptor) {
  acceptPause.expires_after(kAcceptPause);
  acceptPause.async_wait([this, &acceptor](error_code) {
    if (acceptor.is_open()) accept(acceptor);
  });
}

void HttpServer::Impl::take(Socket socket, const std::shared_ptr<IoLoop>& loop) {
  std::size_t live = 0;
  for (const auto& each : loops) live += each->live;
  const auto most = shared->limits.maxConnections;
  if (live >= most + kMaxRefusals) return;  // closed by the socket's destructor
  const auto admission =
      live < most ? HttpConnection::Admission::served : HttpConnection::Admission::refused;
  ++loop->live;
  auto connection = std::make_shared<HttpConnection>(std::move(socket), loop, shared, admission);
  asio::dispatch(loop->context, [connection = std::move(connection)] { connection->start(); });
}

// ---- Running and stopping ---------------------------------------------------------------------

void HttpServer::Impl::startLoops(int threads) {
  const std::lock_guard lock(stopping);
  if (stopped) return;  // the first loop alone finds out, and ends
  while (loops.size() < static_cast<std::size_t>(std::max(threads, 1))) {
    loops.push_back(std::make_shared<IoLoop>());
  }
  for (auto& acceptor : acceptors) accept(acceptor);
}

// The other loops are told by the first, after it has accepted its last connection: what it gave
// them is before this in their queues, and none is left behind in a loop that has ended.
void HttpServer::Impl::stop() {
  const std::lock_guard lock(stopping);
  if (std::exchange(stopped, true)) return;
  asio::post(loops.front()->context, [this] {
    error_code ignored;
    for (auto& acceptor : acceptors) acceptor.close(ignored);
    acceptPause.cancel();
    shared->event("http.draining", "no more connections are accepted");
    for (const auto& loop : loops) {
      asio::post(loop->context, [this, loop = loop.get()] { loop->drain(*shared); });
    }
  });
}

HttpServer::HttpServer(ServerOptions options, HttpHandler handler)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(handler))) {}

HttpServer::~HttpServer() = default;

std::uint16_t HttpServer::port() const { return impl_->port; }

const std::string& HttpServer::certificatePem() const { return impl_->certificatePem; }

void HttpServer::run(int threads) {
  impl_->startLoops(threads);
  std::vector<std::jthread> others;
  for (std::size_t i = 1; i < impl_->loops.size(); ++i) {
    others.emplace_back([loop = impl_->loops[i].get()] { loop->context.run(); });
  }
  impl_->loops.front()->context.run();
}

void HttpServer::stop() { impl_->stop(); }

}  // namespace amilocal
