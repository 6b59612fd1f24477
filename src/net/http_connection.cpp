#include "net/http_connection.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <tuple>
#include <utility>

#include "net/request_parser.h"

namespace amilocal {
namespace {

constexpr auto kToken = asio::as_tuple(asio::use_awaitable_t<Executor>{});
constexpr std::size_t kHeaderRoom = 8 * 1024;
constexpr std::size_t kBodyRoom = 64 * 1024;
// An idle connection keeps no more memory than this; a bigger buffer served a body.
constexpr std::size_t kIdleBytes = 16 * 1024;
// A small body is copied behind the head: one buffer is one TLS record, and no dearer than two in
// plain text. A bigger one is written from where it lies.
constexpr std::size_t kCopiedBody = 8 * 1024;
// How long a connection that we close may still send, so that its client reads our last answer
// instead of a reset (RFC 9112, 9.6).
constexpr std::chrono::milliseconds kLinger{2'000};
// A client that is refused because the server is full may not hold its place for long.
constexpr std::chrono::milliseconds kRefusedTimeout{2'000};
constexpr std::chrono::milliseconds kCancelAgain{10};
constexpr auto kNever = SteadyClock::time_point::max();
constexpr unsigned char kTlsHandshake = 0x16;  // RFC 8446, 5.1: the first byte of a ClientHello

std::string addressOf(const Socket& socket) {
  boost::system::error_code error;
  auto address = socket.remote_endpoint(error).address();
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  }
  return error ? std::string() : address.to_string();
}

// What a Respond holds: the promise of one answer to one request. It may outlive the connection,
// the loop's thread and the server.
class PendingAnswer {
 public:
  PendingAnswer(std::shared_ptr<IoLoop> loop, std::weak_ptr<HttpConnection> connection)
      : loop_(std::move(loop)), connection_(std::move(connection)) {}
  ~PendingAnswer() {
    if (!answered_) deliver(std::nullopt);
  }
  PendingAnswer(const PendingAnswer&) = delete;
  PendingAnswer& operator=(const PendingAnswer&) = delete;

  void answer(HttpResponse response) {
    if (!answered_.exchange(true)) deliver(std::move(response));
  }

 private:
  void deliver(std::optional<HttpResponse> answer) {
    if (loop_->context.get_executor().running_in_this_thread()) {
      if (const auto connection = connection_.lock()) connection->deliver(std::move(answer));
      return;
    }
    loop_->deliver({connection_, std::move(answer)});
  }

  std::shared_ptr<IoLoop> loop_;
  std::weak_ptr<HttpConnection> connection_;
  std::atomic<bool> answered_ = false;
};

using TwoBuffers = std::array<asio::const_buffer, 2>;

// Drops the first `sent` bytes of the two.
void advance(TwoBuffers& rest, std::size_t sent) {
  const auto first = std::min(sent, rest[0].size());
  rest[0] += first;
  rest[1] += sent - first;
}

bool isEmpty(const TwoBuffers& rest) { return rest[0].size() == 0 && rest[1].size() == 0; }

}  // namespace

// ---- Life of a connection ---------------------------------------------------------------------

HttpConnection::HttpConnection(Socket socket, std::shared_ptr<IoLoop> loop,
                               std::shared_ptr<const ServerShared> shared, Admission admission)
    : socket_(std::move(socket)),
      loop_(*loop),
      loopOwner_(loop),
      shared_(std::move(shared)),
      admission_(admission),
      answerArrived_(loop->context),
      watchdog_(loop->context) {}

HttpConnection::~HttpConnection() = default;

void HttpConnection::start() {
  loop_.add(*this);
  boost::system::error_code ignored;  // a connection that has gone shows when it is read
  socket_.non_blocking(true, ignored);
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  peer_ = addressOf(socket_);
  answerArrived_.expires_at(kNever);
  asio::co_spawn(loop_.context, serve(), [self = shared_from_this()](std::exception_ptr error) {
    self->finished(std::move(error));
  });
}

void HttpConnection::finished(std::exception_ptr error) {
  abort();
  loop_.remove(*this);
  if (!error) return;
  try {
    std::rethrow_exception(std::move(error));
  } catch (const std::exception& e) {
    shared_->event("http.connection_failed", e.what());
  }
}

void HttpConnection::drain() {
  boost::system::error_code ignored;
  if (idle_ && socket_.available(ignored) == 0) abort();
  if (streaming_) wake();
}

void HttpConnection::abort() {
  aborted_ = true;
  boost::system::error_code ignored;
  socket_.close(ignored);
  answerArrived_.cancel();
  watchdog_.cancel();
}

Task<void> HttpConnection::serve() {
  bool more = co_await openTransport();
  while (more) {
    more = co_await exchange();
    // Who sends many requests at once waits for the others' turns between them.
    if (more && buffer_.size() > 0) co_await asio::post(socket_.get_executor(), kToken);
  }
  if (!aborted_) co_await closeInOrder();
}

// Waits for the first byte and, when it begins a TLS handshake, does that. False: nothing to serve.
Task<bool> HttpConnection::openTransport() {
  const bool begun = co_await awaitFirstByte();
  if (!begun) {
    abort();
    co_return false;
  }
  if (*static_cast<const unsigned char*>(buffer_.data().data()) != kTlsHandshake) co_return true;
  if (!shared_->tls) {
    noteRefusal(400, "HTTPS is off on this server: use http:// in the URL");
    co_return co_await sendRefusal();
  }
  tls_.emplace(socket_, *shared_->tls);
  setTimeout(unlessRefused(shared_->limits.headerTimeout));
  const auto [error, used] =
      co_await tls_->async_handshake(asio::ssl::stream_base::server, buffer_.data(), kToken);
  buffer_.consume(used);
  if (error) shared_->event("http.tls_failed", peer_ + ": " + error.message());
  if (error) abort();
  co_return !error;
}

// One request and its answer. False when the connection is to be closed.
Task<bool> HttpConnection::exchange() {
  HttpRequest request;
  RequestParser parser(request, shared_->limits, shared_->spool);
  auto reading = co_await readHeader(parser);
  if (reading == Reading::done && admission_ == Admission::refused) {
    reading = noteRefusal(503, "The server has as many connections as it may have");
  }
  if (reading == Reading::done && (!parser.hasWholeRequest() || parser.expectsContinue()))
    reading = co_await readBody(parser);
  if (reading == Reading::refused) co_return co_await sendRefusal();
  if (reading == Reading::gone) {
    abort();
    co_return false;
  }

  AnswerTo to;
  to.head = request.method == "HEAD";
  to.http10 = parser.isHttp10();
  request.peer = peer_;
  request.tls = tls_.has_value();
  askHandler(std::move(request));
  while (!answered_ && !aborted_) co_await answerArrived_.async_wait(kToken);
  if (aborted_) co_return false;
  const HttpResponse response = answer_
                                    ? *std::exchange(answer_, std::nullopt)
                                    : render(500, codeOf(500), "An internal error has occurred");
  // HTTP/1.0 has no chunks: there, a stream ends with its connection.
  const bool endless = response.stream && to.http10;
  to.keepAlive = parser.isKeptAlive() && !loop_.isDraining() && !asksToClose(response) && !endless;
  const bool sent = co_await send(response, to);
  const bool stays = sent && to.keepAlive;
  co_return stays;
}

// ---- Reading ----------------------------------------------------------------------------------

// Before a request: the only wait in which a stopping server may close the connection.
Task<bool> HttpConnection::awaitFirstByte() {
  if (loop_.isDraining()) co_return false;
  idle_ = true;
  setTimeout(unlessRefused(shared_->limits.idleTimeout));
  const auto received = co_await readSome(kHeaderRoom);
  idle_ = false;
  co_return received != 0;
}

Task<HttpConnection::Reading> HttpConnection::readHeader(RequestParser& parser) {
  if (buffer_.size() == 0) {
    if (buffer_.capacity() > kIdleBytes) buffer_ = {};
    const bool begun = co_await awaitFirstByte();
    if (!begun) co_return Reading::gone;
  }
  // Most headers come in one piece, and then no timeout needs to be set for the rest of them.
  for (bool first = true;; first = false) {
    const auto progress = parser.parseHeader(buffer_);
    if (progress == RequestParser::Progress::done) co_return Reading::done;
    if (progress == RequestParser::Progress::refused) co_return noteRefusal(parser.refusal());
    if (first) setTimeout(unlessRefused(shared_->limits.headerTimeout));
    const auto received = co_await readSome(kHeaderRoom);
    if (received == 0) co_return lost("The header of the request did not arrive in time");
  }
}

Task<HttpConnection::Reading> HttpConnection::readBody(RequestParser& parser) {
  // A client whose body is on its way already does not wait for our word (RFC 9110, 10.1.1). One
  // whose body is empty may: botocore takes an answer without it for the end of the connection.
  if (parser.expectsContinue() && buffer_.size() == 0) {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    const TwoBuffers word = {asio::buffer(kContinue), asio::const_buffer()};
    const bool sent = co_await sendRest(word);
    if (!sent) co_return Reading::gone;
  }
  for (;;) {
    const auto progress = parser.parseBody(buffer_);
    if (progress == RequestParser::Progress::done) co_return Reading::done;
    if (progress == RequestParser::Progress::refused) co_return noteRefusal(parser.refusal());
    setTimeout(shared_->limits.bodyTimeout);
    const auto received = co_await readSome(kBodyRoom);
    if (received == 0) co_return lost("The body of the request did not arrive in time");
  }
}

// Makes the buffer hold up to `room` bytes. 0 when the client has gone or the time is over.
Task<std::size_t> HttpConnection::readSome(std::size_t room) {
  const auto held = buffer_.size();
  const auto space = buffer_.prepare(held < room ? room - held : room);
  boost::system::error_code error;
  std::size_t received = 0;
  if (tls_) {
    std::tie(error, received) = co_await tls_->async_read_some(space, kToken);
  } else {
    std::tie(error, received) = co_await socket_.async_read_some(space, kToken);
  }
  // Bytes that keep coming never let the watchdog's cancel find a wait.
  if (error || timedOut_) co_return 0;
  buffer_.commit(received);
  co_return received;
}

// ---- Answering --------------------------------------------------------------------------------

void HttpConnection::askHandler(HttpRequest request) {
  deadline_ = kNever;  // how long an answer takes is the handler's affair
  answered_ = false;
  try {
    auto pending = std::make_shared<PendingAnswer>(loopOwner_.lock(), weak_from_this());
    shared_->handler(std::move(request), [pending = std::move(pending)](HttpResponse response) {
      pending->answer(std::move(response));
    });
  } catch (const std::exception& e) {
    // Leaving, the handler has let go of the Respond, which thereby answers 500.
    shared_->event("http.handler_failed", e.what());
  }
}

void HttpConnection::deliver(std::optional<HttpResponse> answer) {
  answer_ = std::move(answer);
  answered_ = true;
  answerArrived_.cancel();
}

HttpConnection::Reading HttpConnection::noteRefusal(Refusal refusal) {
  refusal_ = std::move(refusal);
  return Reading::refused;
}

HttpConnection::Reading HttpConnection::noteRefusal(int status, std::string message) {
  return noteRefusal({status, codeOf(status), std::move(message)});
}

HttpConnection::Reading HttpConnection::lost(const char* late) {
  return timedOut_ ? noteRefusal(408, late) : Reading::gone;
}

Task<bool> HttpConnection::sendRefusal() {
  shared_->event("http.refused",
                 std::to_string(refusal_.status) + " to " + peer_ + ": " + refusal_.message);
  const auto response = refusal_.answer ? *std::move(refusal_.answer)
                                        : render(refusal_.status, refusal_.code, refusal_.message);
  AnswerTo to;
  to.keepAlive = false;
  co_await send(response, to);
  co_return false;
}

HttpResponse HttpConnection::render(int status, std::string_view code,
                                    std::string_view message) const {
  HttpResponse response{.headers = {{"Content-Type", "text/plain"}}, .body = std::string(message)};
  try {
    if (shared_->renderLimit) response = shared_->renderLimit(status, code, message);
  } catch (const std::exception& e) {
    shared_->event("http.handler_failed", e.what());
  }
  response.status = status;
  return response;
}

Task<bool> HttpConnection::send(const HttpResponse& response, AnswerTo to) {
  to.date = loop_.date();
  head_.clear();
  appendHead(head_, response, to);
  TwoBuffers rest;
  const bool hasBody = sendsBody(response, to);
  if (hasBody && !response.source && !response.stream) {
    addBody(response, rest);
  }
  rest[0] = asio::buffer(head_);
  if (!tls_) {
    // Nearly every answer fits the socket's buffer. Writing it here spares the way through the
    // queue.
    boost::system::error_code error;  // if any, the next write shows it again
    advance(rest, socket_.write_some(rest, error));
  }
  bool sent = isEmpty(rest);
  if (!sent) sent = co_await sendRest(rest);
  if (!sent || !hasBody) co_return sent;
  if (response.stream) co_return co_await sendStream(*response.stream, to);
  if (response.source) co_return co_await sendSource(*response.source);
  co_return true;
}

// What is small joins the head, in one buffer. `body` in front of a `sharedBody` is.
void HttpConnection::addBody(const HttpResponse& response, TwoBuffers& rest) {
  std::string_view last = response.body;
  if (response.sharedBody) {
    head_.append(response.body);
    last = *response.sharedBody;
  }
  if (last.size() <= kCopiedBody) {
    head_.append(last);
  } else {
    rest[1] = asio::buffer(last);
  }
}

Task<bool> HttpConnection::sendRest(TwoBuffers rest) {
  while (!isEmpty(rest)) {
    setTimeout(shared_->limits.sendTimeout);
    boost::system::error_code error;
    std::size_t sent = 0;
    if (tls_) {
      std::tie(error, sent) = co_await tls_->async_write_some(rest, kToken);
    } else {
      std::tie(error, sent) = co_await socket_.async_write_some(rest, kToken);
    }
    if (error) {
      if (timedOut_) shared_->event("http.client_stalled", peer_ + " takes no more of its answer");
      abort();
      co_return false;
    }
    advance(rest, sent);
  }
  co_return true;
}

// ---- Ending -----------------------------------------------------------------------------------

// Says that nothing more comes, then waits until the client has read it and closes as well.
Task<void> HttpConnection::closeInOrder() {
  setTimeout(kLinger);
  if (tls_) co_await tls_->async_shutdown(kToken);
  boost::system::error_code ignored;
  socket_.shutdown(asio::socket_base::shutdown_send, ignored);
  buffer_.clear();
  while (!timedOut_ && !aborted_) {
    const auto [error, received] =
        co_await socket_.async_read_some(buffer_.prepare(kHeaderRoom), kToken);
    if (error) co_return;
  }
}

std::chrono::milliseconds HttpConnection::unlessRefused(std::chrono::milliseconds timeout) const {
  return admission_ == Admission::served ? timeout : std::min(timeout, kRefusedTimeout);
}

void HttpConnection::setTimeout(std::chrono::milliseconds timeout) {
  timedOut_ = false;
  deadline_ = SteadyClock::now() + timeout;
  if (deadline_ < watchdogAt_) armWatchdog(deadline_);
}

// The timer follows the deadline lazily: each request moves the deadline further away, which costs
// nothing, and the timer looks again when it fires.
void HttpConnection::armWatchdog(SteadyClock::time_point at) {
  watchdogAt_ = at;
  if (at == kNever) return;
  watchdog_.expires_at(at);
  watchdog_.async_wait([self = shared_from_this()](const boost::system::error_code& cancelled) {
    if (cancelled || self->aborted_) return;
    const auto now = SteadyClock::now();
    if (now < self->deadline_) return self->armWatchdog(self->deadline_);
    self->timedOut_ = true;
    boost::system::error_code ignored;
    self->socket_.cancel(ignored);
    // A wait that is over but has not yet resumed cannot be cancelled: try again with the next.
    self->armWatchdog(now + kCancelAgain);
  });
}

}  // namespace amilocal
