// Answers that no string holds: content of known length in pieces, and streams.

#include "amilocal/net/content.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "net/blocking_client.h"
#include "net/running_server.h"

namespace amilocal::testing {
namespace {

using std::chrono::milliseconds;

std::shared_ptr<const ContentSource> sourceOf(std::shared_ptr<const std::string> bytes) {
  return std::make_shared<const ContentSource>(ContentSource{
      .size = bytes->size(), .readAt = [bytes](std::uint64_t offset, char* into, std::size_t room) {
        const auto got = std::min<std::size_t>(room, bytes->size() - offset);
        std::memcpy(into, bytes->data() + offset, got);
        return got;
      }});
}

RunningServer serverOf(const std::shared_ptr<const ContentSource>& source,
                       const ServerOptions& options = {}) {
  return RunningServer(
      [source](const HttpRequest&, const Respond& respond) { respond({.source = source}); },
      options);
}

// ---- Content of known length -------------------------------------------------------------------

TEST(ContentOfKnownLength, ArrivesWholeAndTheConnectionStays) {
  std::string bytes(20'000'000, 'a');
  for (std::size_t i = 0; i < bytes.size(); i += 997) bytes[i] = static_cast<char>('b' + i % 20);
  const auto content = std::make_shared<const std::string>(std::move(bytes));
  auto server = serverOf(sourceOf(content));
  BlockingClient client(server.port());
  EXPECT_TRUE(client.get("/").body == *content);
  EXPECT_TRUE(client.get("/").body == *content);
}

TEST(ContentOfKnownLength, MayBeEmpty) {
  auto server = serverOf(sourceOf(std::make_shared<const std::string>()));
  BlockingClient client(server.port());
  EXPECT_EQ(client.get("/").header("content-length"), "0");
  EXPECT_EQ(client.get("/").body, "");
}

TEST(ContentOfKnownLength, IsNotReadForHead) {
  auto server = serverOf(std::make_shared<const ContentSource>(ContentSource{
      .size = 5'000'000'000, .readAt = [](std::uint64_t, char*, std::size_t) -> std::size_t {
        throw std::logic_error("nobody asked for content");
      }}));
  BlockingClient client(server.port());
  for (int i = 0; i < 2; ++i) {
    client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(client.readAnswer("HEAD").header("content-length"), "5000000000");
  }
}

// A client that got less than was promised must not take it for the whole.
TEST(ContentOfKnownLength, ThatCannotBeReadCutsTheConnection) {
  auto server = serverOf(std::make_shared<const ContentSource>(ContentSource{
      .size = 10, .readAt = [](std::uint64_t offset, char* into, std::size_t) -> std::size_t {
        if (offset > 0) throw std::runtime_error("bad disk");
        *into = 'x';
        return 1;
      }}));
  BlockingClient client(server.port());
  EXPECT_THROW(client.get("/"), std::runtime_error);
  EXPECT_EQ(server.waitFor("http.handler_failed"), "bad disk");
}

TEST(ContentOfKnownLength, CutsAClientThatDoesNotRead) {
  ServerOptions options;
  options.limits.sendTimeout = milliseconds(50);
  auto server =
      serverOf(std::make_shared<const ContentSource>(ContentSource{
                   .size = 1ULL << 40U,
                   .readAt = [](std::uint64_t, char*, std::size_t room) { return room; }}),
               options);
  BlockingClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(server.waitFor("http.client_stalled"), "127.0.0.1 takes no more of its answer");
}

// ---- Streams ------------------------------------------------------------------------------------

/// Answers every request with a stream, and hands over the writer of the first.
class StreamServer {
 public:
  explicit StreamServer(StreamOptions stream = {}, ServerOptions options = {})
      : server_(
            [this, stream = std::move(stream)](const HttpRequest& request, const Respond& respond) {
              if (request.target == "/plain") return respond({.body = "plain"});
              auto opened = openStream(stream);
              respond({.stream = std::move(opened.content)});
              writer_.set_value(std::move(opened.writer));
            },
            std::move(options)) {}

  std::shared_ptr<StreamWriter> writer() { return writer_.get_future().get(); }
  RunningServer& operator*() { return server_; }
  std::uint16_t port() const { return server_.port(); }

 private:
  std::promise<std::shared_ptr<StreamWriter>> writer_;
  RunningServer server_;
};

constexpr const char* kGet = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

TEST(Stream, SendsWhatIsWrittenWhenItIsWritten) {
  StreamServer server;
  BlockingClient client(server.port());
  client.send(kGet);
  const auto answer = client.readAnswer();
  EXPECT_EQ(answer.header("transfer-encoding"), "chunked");
  EXPECT_EQ(answer.header("content-length"), "(none)");
  const auto writer = server.writer();
  EXPECT_TRUE(writer->write("first"));
  EXPECT_EQ(client.readChunk(), "first");
  EXPECT_TRUE(writer->write("and second"));
  EXPECT_EQ(client.readChunk(), "and second");
}

TEST(Stream, EndsWithItsWriterAndTheConnectionStays) {
  StreamServer server;
  BlockingClient client(server.port());
  client.send(kGet);
  client.readAnswer();
  server.writer()->write("all");
  EXPECT_EQ(client.readChunk(), "all");
  EXPECT_EQ(client.readChunk(), "");
  EXPECT_EQ(client.get("/plain").body, "plain");
}

TEST(Stream, TakesNothingAfterItsEnd) {
  StreamServer server;
  BlockingClient client(server.port());
  client.send(kGet);
  const auto writer = server.writer();
  writer->end();
  EXPECT_FALSE(writer->write("late"));
  client.readAnswer();
  EXPECT_EQ(client.readChunk(), "");
}

// HTTP/1.0 knows no chunks.
TEST(Stream, EndsWithTheConnectionOfAnOldClient) {
  StreamServer server;
  BlockingClient client(server.port());
  client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  server.writer()->write("old");
  const auto answer = client.readAnswer();
  EXPECT_EQ(answer.header("connection"), "close");
  EXPECT_EQ(client.readToEnd(), "old");
}

TEST(Stream, IsNotSentForHead) {
  std::promise<void> gone;
  StreamServer server({.onGone = [&] { gone.set_value(); }});
  BlockingClient client(server.port());
  client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.readAnswer("HEAD").header("transfer-encoding"), "chunked");
  gone.get_future().get();
  EXPECT_FALSE(server.writer()->write("to nobody"));
  EXPECT_EQ(client.get("/plain").body, "plain");
}

TEST(Stream, TellsThatTheClientHasGoneThoughNothingIsSent) {
  std::promise<void> gone;
  StreamServer server({.onGone = [&] { gone.set_value(); }});
  std::shared_ptr<StreamWriter> writer;
  {
    BlockingClient client(server.port());
    client.send(kGet);
    writer = server.writer();
    writer->write("x");
    client.readAnswer();
    EXPECT_FALSE(writer->isGone());
  }
  gone.get_future().get();
  EXPECT_TRUE(writer->isGone());
  EXPECT_FALSE(writer->write("to nobody"));
}

TEST(Stream, CutsAClientThatIsTooSlow) {
  std::promise<void> gone;
  StreamServer server({.maxQueued = 1'000'000, .onGone = [&] { gone.set_value(); }});
  BlockingClient client(server.port());
  client.send(kGet);
  const auto writer = server.writer();
  const std::string much(500'000, 'x');
  while (writer->write(much)) {
  }
  EXPECT_TRUE(writer->isGone());
  BlockingClient other(server.port());
  EXPECT_EQ(other.get("/plain").body, "plain");
  EXPECT_FALSE(client.readToEnd().empty());
  gone.get_future().get();
}

TEST(Stream, CutsAClientThatTakesNothing) {
  ServerOptions options;
  options.limits.sendTimeout = milliseconds(50);
  StreamServer server({.maxQueued = 64'000'000}, options);
  BlockingClient client(server.port());
  client.send(kGet);
  server.writer()->write(std::string(60'000'000, 'x'));
  EXPECT_NE((*server).waitFor("http.client_stalled"), "");
}

// The timeouts are about clients that do not take what is there, not about silence.
TEST(Stream, MayBeSilentForLongerThanAnyTimeout) {
  ServerOptions options;
  options.limits.sendTimeout = milliseconds(20);
  options.limits.idleTimeout = milliseconds(20);
  options.limits.headerTimeout = milliseconds(20);
  StreamServer server({.heartbeat = ":\n\n", .heartbeatEvery = milliseconds(50)}, options);
  BlockingClient client(server.port());
  client.send(kGet);
  client.readAnswer();
  const auto writer = server.writer();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.readChunk(), ":\n\n");
  EXPECT_TRUE(writer->write("news"));
  auto chunk = client.readChunk();
  while (chunk == ":\n\n") chunk = client.readChunk();
  EXPECT_EQ(chunk, "news");
}

TEST(Stream, EndsWhenTheServerStops) {
  StreamServer server;
  BlockingClient client(server.port());
  client.send(kGet);
  client.readAnswer();
  const auto writer = server.writer();
  (*server)->stop();
  EXPECT_EQ(client.readChunk(), "");
  EXPECT_EQ(client.readToEnd(), "");
}

TEST(Stream, IsGoneWhenItsAnswerIsGivenTwice) {
  std::promise<void> gone;
  RunningServer server([&](const HttpRequest&, const Respond& respond) {
    respond({.body = "first"});
    auto opened = openStream({.onGone = [&] { gone.set_value(); }});
    respond({.stream = std::move(opened.content)});
    EXPECT_FALSE(opened.writer->write("second"));
  });
  BlockingClient client(server.port());
  EXPECT_EQ(client.get("/").body, "first");
  gone.get_future().get();
}

}  // namespace
}  // namespace amilocal::testing
