// How a connection sends content that no string holds: pieces of a source, bytes of a stream.

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <charconv>
#include <exception>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "net/http_connection.h"

namespace amilocal {
namespace {

constexpr auto kToken = asio::as_tuple(asio::use_awaitable_t<Executor>{});
constexpr auto kNever = SteadyClock::time_point::max();
// Big enough that the cost of a system call does not show, small enough for thousands of clients.
constexpr std::size_t kPiece = 128 * 1024;

// RFC 9112, 7.1: the size in hexadecimal digits, the bytes, each with a line break behind.
std::string chunkOf(std::string_view bytes) {
  std::array<char, 20> digits{};
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), bytes.size(), 16).ptr;
  std::string chunk(digits.data(), end);
  chunk.append("\r\n").append(bytes).append("\r\n");
  return chunk;
}

}  // namespace

Task<bool> HttpConnection::sendSource(const ContentSource& source) {
  std::vector<char> piece(static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, source.size)));
  for (std::uint64_t at = 0; at < source.size;) {
    const auto left = source.size - at;
    const auto room = static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), left));
    std::size_t got = 0;
    try {
      got = std::min(source.readAt(at, piece.data(), room), room);
    } catch (const std::exception& e) {
      shared_->event("http.handler_failed", e.what());
    }
    if (got == 0) {  // the only way left to say that the content is not whole
      abort();
      co_return false;
    }
    const TwoBuffers rest = {asio::buffer(piece.data(), got), asio::const_buffer()};
    const bool sent = co_await sendRest(rest);
    if (!sent) co_return false;
    at += got;
  }
  co_return true;
}

Task<bool> HttpConnection::sendStream(StreamContent& stream, AnswerTo to) {
  stream.onReady([owner = loopOwner_, target = weak_from_this()] {
    const auto loop = owner.lock();
    if (!loop) return;
    asio::post(loop->context, [target] {
      if (const auto connection = target.lock()) connection->wake();
    });
  });
  streaming_ = true;
  clientEnded_ = false;
  watchForEnd();
  auto taken = StreamContent::Taken::open;
  bool alive = true;
  std::string bytes;
  while (alive && taken == StreamContent::Taken::open && !loop_.isDraining()) {
    taken = stream.take(bytes);
    if (!bytes.empty()) {
      alive = co_await sendStreamed(bytes, to);
    } else if (taken == StreamContent::Taken::open) {
      alive = co_await awaitStream(stream.options());
      if (alive && answerArrived_.expiry() <= SteadyClock::now())
        alive = co_await sendStreamed(stream.options().heartbeat, to);
    }
  }
  streaming_ = false;
  answerArrived_.expires_at(kNever);
  if (taken == StreamContent::Taken::overrun) {
    shared_->event("http.client_stalled", peer_ + " is too slow for its stream");
    abort();
  }
  if (!alive || aborted_) {
    abort();
    co_return false;
  }
  static constexpr std::string_view kLastChunk = "0\r\n\r\n";
  const TwoBuffers last = {asio::buffer(kLastChunk), asio::const_buffer()};
  const bool ended = to.http10 || co_await sendRest(last);
  co_return ended && !loop_.isDraining();
}

// Whatever the client takes in time keeps it; then nothing hurries until there is more to send.
Task<bool> HttpConnection::sendStreamed(std::string_view bytes, AnswerTo to) {
  const std::string chunk = to.http10 ? std::string(bytes) : chunkOf(bytes);
  const TwoBuffers rest = {asio::buffer(chunk), asio::const_buffer()};
  const bool sent = co_await sendRest(rest);
  deadline_ = kNever;
  co_return sent;
}

// Until there is something to take or it is time for a heartbeat. False: nobody listens any more.
Task<bool> HttpConnection::awaitStream(const StreamOptions& options) {
  deadline_ = kNever;
  answerArrived_.expires_at(
      options.heartbeat.empty() ? kNever : SteadyClock::now() + options.heartbeatEvery);
  if (!clientEnded_) co_await answerArrived_.async_wait(kToken);
  co_return !clientEnded_ && !aborted_;
}

// While nothing is sent, only the socket's becoming readable tells that the client has closed it.
void HttpConnection::watchForEnd() {
  if (watched_) return;
  watched_ = true;
  socket_.async_wait(asio::socket_base::wait_read,
                     [self = shared_from_this()](const boost::system::error_code& error) {
                       self->watched_ = false;
                       if (!self->streaming_ || self->aborted_) return;
                       boost::system::error_code unknown;
                       const bool more = !error && self->socket_.available(unknown) > 0;
                       // The client speaks while we do: its next request, or the end of TLS. There
                       // is no watching behind that; a write will show the end.
                       if (more && !unknown) return;
                       self->clientEnded_ = true;
                       self->wake();
                     });
}

}  // namespace amilocal
