#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace amilocal {

/// The content of an answer that is fetched while it is sent, a piece at a time and never faster
/// than the client takes it: objects and ranges of them.
struct ContentSource {
  std::uint64_t size = 0;
  /// Gives up to `room` bytes from `offset` on. Runs on an I/O thread. Giving none, or an
  /// exception, cuts the connection: the length has been promised already.
  std::function<std::size_t(std::uint64_t offset, char* into, std::size_t room)> readAt{};
};

struct StreamOptions {
  /// How many bytes wait for a slow client at most. Beyond them it is cut off.
  std::size_t maxQueued = 1024 * 1024;
  /// Sent when nothing else was for that long; shows that both ends are alive. Empty: nothing is.
  std::string heartbeat{};
  std::chrono::milliseconds heartbeatEvery{15'000};
  /// The client has gone, or has got everything. Called once, on any thread; must not throw.
  std::function<void()> onGone{};
};

struct StreamState;

/// The handler's end of an answer whose length nobody knows yet. The answer ends with this object,
/// or before with end(). All of it may be called from any thread.
class StreamWriter {
 public:
  explicit StreamWriter(std::shared_ptr<StreamState> state) : state_(std::move(state)) {}
  ~StreamWriter() { end(); }
  StreamWriter(const StreamWriter&) = delete;
  StreamWriter& operator=(const StreamWriter&) = delete;

  /// Queues bytes and never waits. False, and nothing is sent, once the client has gone, is cut off
  /// for taking too little, or the stream has ended.
  bool write(std::string_view bytes);
  void end();
  bool isGone() const;

 private:
  std::shared_ptr<StreamState> state_;
};

/// The connection's end; goes into HttpResponse::stream. Its destruction tells the writer that
/// nobody listens any more.
class StreamContent {
 public:
  enum class Taken { open, ended, overrun };

  explicit StreamContent(std::shared_ptr<StreamState> state) : state_(std::move(state)) {}
  ~StreamContent();
  StreamContent(const StreamContent&) = delete;
  StreamContent& operator=(const StreamContent&) = delete;

  const StreamOptions& options() const;
  /// `wake` is called, on any thread, when there is something to take after there was nothing.
  void onReady(std::function<void()> wake);
  /// Moves all that is queued into `out`.
  Taken take(std::string& out);

 private:
  std::shared_ptr<StreamState> state_;
};

struct OpenedStream {
  std::shared_ptr<StreamWriter> writer;
  std::shared_ptr<StreamContent> content;
};

/// Both ends of a new stream.
OpenedStream openStream(StreamOptions options = {});

}  // namespace amilocal
