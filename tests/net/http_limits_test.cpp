#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "net/blocking_client.h"
#include "net/running_server.h"

namespace amilocal::testing {
namespace {

using std::chrono::milliseconds;

HttpResponse asXml(int, std::string_view code, std::string_view message) {
  return {.headers = {{"Content-Type", "text/xml"}},
          .body = "<Code>" + std::string(code) + "</Code>" + std::string(message)};
}

/// Small limits and short times, so that each can be met quickly. A test shortens only the time
/// that it is about; the others are long, so that a slow machine cannot meet them.
ServerOptions smallLimits() {
  ServerOptions options;
  options.limits.maxHeaderBytes = 1024;
  options.limits.maxBodyBytes = 100;
  options.renderLimit = asXml;
  return options;
}

TEST(Limits, RefuseALongHeaderWith431) {
  RunningServer server(echo, smallLimits());
  const std::vector<std::string> tooLong = {
      "GET /" + std::string(2000, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + std::string(2000, 'x') + "\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nX-Endless: " + std::string(3000, 'x'),
      "GET /" + std::string(600, 'x') + " HTTP/1.1\r\nHost: a\r\nX-Long: " + std::string(600, 'x') +
          "\r\n\r\n"};
  for (const auto& request : tooLong) {
    BlockingClient client(server.port());
    client.send(request);
    const auto answer = client.readAnswer();
    EXPECT_EQ(answer.status, 431);
    EXPECT_EQ(answer.header("connection"), "close");
    EXPECT_EQ(answer.body,
              "<Code>RequestHeaderSectionTooLarge</Code>"
              "The header of the request is larger than 1024 bytes");
  }
}

TEST(Limits, RefuseALongBodyWith413WithoutReadingIt) {
  RunningServer server(echo, smallLimits());
  BlockingClient client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n");
  const auto answer = client.readAnswer();
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ(answer.body,
            "<Code>EntityTooLarge</Code>The body of the request is larger than 100 bytes");
  EXPECT_EQ(client.readToEnd(), "");
}

// The client gets to read the answer although it was sending all the while.
TEST(Limits, LetAClientReadWhyItsBigBodyIsRefused) {
  RunningServer server(echo, smallLimits());
  BlockingClient client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000\r\n\r\n" +
              std::string(4'000'000, 'x'));
  EXPECT_EQ(client.readAnswer().status, 413);
}

TEST(Limits, TakeABodyOfExactlyTheLimit) {
  RunningServer server(echo, smallLimits());
  BlockingClient client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n" + std::string(100, 'x'));
  EXPECT_EQ(client.readAnswer().status, 200);
}

TEST(Limits, CountTheBytesOfAllChunks) {
  RunningServer server(echo, smallLimits());
  BlockingClient client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n32\r\n" +
              std::string(50, 'x') + "\r\n33\r\n");
  EXPECT_EQ(client.readAnswer().status, 413);
}

TEST(Limits, EndAnEndlessChunkHeader) {
  RunningServer server(echo, smallLimits());
  BlockingClient client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;" +
              std::string(5000, 'x'));
  EXPECT_EQ(client.readAnswer().status, 431);
}

TEST(Limits, RefuseAnExpectedBodyBeforeItIsSent) {
  RunningServer server(echo, smallLimits());
  BlockingClient client(server.port());
  client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.readAnswer().status, 413);
}

TEST(Limits, RefuseAnUnknownExpectation) {
  RunningServer server(echo, smallLimits());
  BlockingClient client(server.port());
  client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nExpect: tea\r\n\r\n");
  EXPECT_EQ(client.readAnswer().status, 417);
}

TEST(Limits, EndASlowHeaderWith408) {
  auto options = smallLimits();
  options.limits.headerTimeout = milliseconds(20);
  RunningServer server(echo, options);
  BlockingClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost:");
  const auto answer = client.readAnswer();
  EXPECT_EQ(answer.status, 408);
  EXPECT_EQ(answer.body,
            "<Code>RequestTimeout</Code>The header of the request did not arrive in time");
  EXPECT_EQ(client.readToEnd(), "");
}

// A drip of bytes does not move the deadline of a header.
TEST(Limits, EndADrippingHeader) {
  auto options = smallLimits();
  options.limits.maxHeaderBytes = 64 * 1024 * 1024;
  options.limits.headerTimeout = milliseconds(50);
  RunningServer server(echo, options);
  BlockingClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Drip: ");
  const auto end = std::chrono::steady_clock::now() + milliseconds(60);
  while (std::chrono::steady_clock::now() < end) client.send("x");
  EXPECT_EQ(client.readAnswer().status, 408);
}

TEST(Limits, EndASilentBodyWith408) {
  auto options = smallLimits();
  options.limits.bodyTimeout = milliseconds(20);
  RunningServer server(echo, options);
  BlockingClient client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");
  EXPECT_EQ(client.readAnswer().status, 408);
  EXPECT_EQ(client.readToEnd(), "");
}

// Clients take an answer that they did not ask for as the one to their next request.
TEST(Limits, CloseAnIdleConnectionWithoutAWord) {
  auto options = smallLimits();
  options.limits.idleTimeout = milliseconds(500);
  RunningServer server(echo, options);
  BlockingClient client(server.port());
  EXPECT_EQ(client.get("/").status, 200);
  EXPECT_EQ(client.readToEnd(), "");
}

TEST(Limits, CloseAConnectionThatNeverBegins) {
  auto options = smallLimits();
  options.limits.idleTimeout = milliseconds(20);
  RunningServer server(echo, options);
  EXPECT_EQ(BlockingClient(server.port()).readToEnd(), "");
}

TEST(Limits, CutAClientThatDoesNotRead) {
  auto options = smallLimits();
  options.limits.sendTimeout = milliseconds(50);
  const auto body = std::make_shared<const std::string>(64 * 1024 * 1024, 'x');
  RunningServer server(
      [&](const HttpRequest&, const Respond& respond) { respond({.sharedBody = body}); }, options);
  BlockingClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  server.waitFor("http.client_stalled");
  EXPECT_LT(client.readToEnd().size(), body->size());
}

// The server learns in its own time that earlier clients have gone.
int statusOnceAdmitted(std::uint16_t port) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  int status = 503;
  while (status == 503 && std::chrono::steady_clock::now() < end) {
    status = BlockingClient(port).get("/").status;
  }
  return status;
}

TEST(Limits, RefuseAConnectionTooManyWith503AndRecover) {
  auto options = smallLimits();
  options.limits.maxConnections = 1;
  RunningServer server(echo, options);
  {
    BlockingClient first(server.port());
    EXPECT_EQ(first.get("/").status, 200);
    BlockingClient second(server.port());
    const auto answer = second.get("/");
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.header("connection"), "close");
    EXPECT_EQ(answer.body.substr(0, 31), "<Code>ServiceUnavailable</Code>");
    EXPECT_EQ(second.readToEnd(), "");
    EXPECT_EQ(first.get("/").status, 200);
  }
  EXPECT_EQ(statusOnceAdmitted(server.port()), 200);
}

TEST(Limits, AreToldAsPlainTextWithoutARenderer) {
  RunningServer server(echo);
  BlockingClient client(server.port());
  client.send("nonsense\r\n\r\n");
  const auto answer = client.readAnswer();
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.header("content-type"), "text/plain");
  EXPECT_NE(server.waitFor("http.refused").find("400 to 127.0.0.1"), std::string::npos);
}

// ---- Requests that two readers may read in two ways -------------------------------------------

struct Shape {
  const char* name;
  const char* request;
};

class Malformed : public ::testing::TestWithParam<Shape> {};

// The second request, hidden in the body of the first, must never reach the handler.
TEST_P(Malformed, IsRefusedWith400AndTheConnectionEnds) {
  std::atomic<int> served = 0;
  RunningServer server([&](HttpRequest request, const Respond& respond) {
    ++served;
    echo(std::move(request), respond);
  });
  BlockingClient client(server.port());
  client.send(GetParam().request);
  const auto answer = client.readAnswer();
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.header("connection"), "close");
  EXPECT_EQ(client.readToEnd(), "");
  EXPECT_EQ(served, 0);
}

constexpr Shape kShapes[] = {
    {"LengthAndChunked",
     "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
     "0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"ChunkedAndLength",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n"
     "0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"TwoLengths",
     "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde"},
    {"ListOfLengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4, 5\r\n\r\nabcde"},
    {"NegativeLength", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"},
    {"SignedLength", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +4\r\n\r\nabcd"},
    {"HugeLength", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n"},
    {"FoldedHeader", "GET / HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n"},
    {"FoldedCoding",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n\tchunked\r\n\r\n0\r\n\r\n"},
    {"FoldAfterRequestLine", "GET / HTTP/1.1\r\n Host: a\r\n\r\n"},
    {"UnknownCoding",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n"
     "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"CodingBesidesChunked",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
    {"CodingAfterChunked",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"},
    {"ChunkedTwice",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: "
     "chunked\r\n\r\n0\r\n\r\n"},
    {"ChunkedInHttp10", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
    {"SpaceBeforeColon", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 4\r\n\r\nabcd"},
    {"BareLineFeeds", "GET / HTTP/1.1\nHost: a\n\n"},
    {"BareLineFeedInAHeader", "GET / HTTP/1.1\r\nHost: a\nX-A: b\r\n\r\n"},
    {"BareReturnInAHeader", "GET / HTTP/1.1\r\nHost: a\rX-A: b\r\n\r\n"},
    {"BadChunkSize",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n"},
    {"NegativeChunkSize",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n"},
    {"OverflowingChunkSize",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n10000000000000005\r\nhello"},
    {"NoBreakAfterAChunk",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloX0\r\n\r\n"},
    {"NoHost", "GET / HTTP/1.1\r\n\r\n"},
    {"TwoHosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"},
    {"NoVersion", "GET /\r\n\r\n"},
    {"UnknownVersion", "GET / HTTP/2.0\r\nHost: a\r\n\r\n"},
    {"NoPath", "CONNECT localhost:4566 HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"StarWithoutOptions", "GET * HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"Nonsense", "\x01\x02\x03\x04 nonsense\r\n\r\n"},
    {"NulInAHeader", "GET / HTTP/1.1\r\nHost: a\r\nX-A: \x01\r\n\r\n"},
};

INSTANTIATE_TEST_SUITE_P(Requests, Malformed, ::testing::ValuesIn(kShapes),
                         [](const auto& shape) { return std::string(shape.param.name); });

// The same length told twice is one length (RFC 9110, 8.6).
TEST(WellFormed, MayRepeatItsLength) {
  RunningServer server(echo);
  BlockingClient client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nabcd");
  EXPECT_EQ(client.readAnswer().body, "POST / abcd");
}

TEST(WellFormed, MayAskForTheServerItself) {
  RunningServer server(echo);
  BlockingClient client(server.port());
  client.send("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.readAnswer().body, "OPTIONS * ");
}

}  // namespace
}  // namespace amilocal::testing
