#pragma once

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <chrono>
#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "amilocal/net/http_server.h"
#include "net/io_loop.h"
#include "net/refusal.h"

namespace amilocal {

using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
template <class T>
using Task = asio::awaitable<T, Executor>;

class RequestParser;

/// One client's connection: a coroutine on its loop, from accept to close.
class HttpConnection : public std::enable_shared_from_this<HttpConnection> {
 public:
  /// Is the server full, so that this connection is told so and closed?
  enum class Admission { served, refused };

  HttpConnection(Socket socket, std::shared_ptr<IoLoop> loop,
                 std::shared_ptr<const ServerShared> shared, Admission admission);
  ~HttpConnection();

  /// Begins to serve; the coroutine keeps the connection alive. Like all below: loop's thread only.
  void start();
  /// The handler's answer; empty when it gave none.
  void deliver(std::optional<HttpResponse> answer);
  /// The server stops: ends now when no request is under way.
  void drain();
  /// Ends at once.
  void abort();
  /// A stream has something to send, or the server stops: looks again.
  void wake() { answerArrived_.cancel(); }

 private:
  using TwoBuffers = std::array<asio::const_buffer, 2>;  // a head and a body
  /// How the reading of a request went: whole, refused as `refusal_` says, or nobody to answer.
  enum class Reading { done, refused, gone };

  Task<void> serve();
  Task<bool> openTransport();
  Task<bool> exchange();
  Task<bool> awaitFirstByte();
  Task<Reading> readHeader(RequestParser& parser);
  Task<Reading> readBody(RequestParser& parser);
  Task<std::size_t> readSome(std::size_t room);
  Task<bool> send(const HttpResponse& response, AnswerTo to);
  void addBody(const HttpResponse& response, TwoBuffers& rest);
  Task<bool> sendRest(TwoBuffers rest);
  Task<bool> sendSource(const ContentSource& source);
  Task<bool> sendStream(StreamContent& stream, AnswerTo to);
  Task<bool> sendStreamed(std::string_view bytes, AnswerTo to);
  Task<bool> awaitStream(const StreamOptions& options);
  void watchForEnd();
  Task<bool> sendRefusal();
  Task<void> closeInOrder();

  void askHandler(HttpRequest request);
  Reading noteRefusal(Refusal refusal);
  Reading noteRefusal(int status, std::string message);
  Reading lost(const char* late);
  HttpResponse render(int status, std::string_view code, std::string_view message) const;
  void finished(std::exception_ptr error);
  std::chrono::milliseconds unlessRefused(std::chrono::milliseconds timeout) const;
  void setTimeout(std::chrono::milliseconds timeout);
  void armWatchdog(SteadyClock::time_point at);

  Socket socket_;
  std::optional<asio::ssl::stream<Socket&>> tls_;
  // The loop owns what runs this; a shared pointer to it from here would be a ring.
  IoLoop& loop_;
  std::weak_ptr<IoLoop> loopOwner_;
  std::shared_ptr<const ServerShared> shared_;
  const Admission admission_;
  std::string peer_;
  boost::beast::flat_buffer buffer_;
  std::string head_;  // the head of the answer, and its body when that is small

  Refusal refusal_;
  std::optional<HttpResponse> answer_;
  bool answered_ = false;
  Timer answerArrived_;  // cancelled to wake the coroutine; runs out for a heartbeat only
  bool streaming_ = false;
  bool watched_ = false;      // a wait for the socket to be readable is under way
  bool clientEnded_ = false;  // while streaming: it has closed its side

  Timer watchdog_;
  SteadyClock::time_point deadline_ = SteadyClock::time_point::max();
  SteadyClock::time_point watchdogAt_ = SteadyClock::time_point::max();
  bool timedOut_ = false;

  bool idle_ = false;  // waiting for the first byte of a request
  bool aborted_ = false;
};

}  // namespace amilocal
