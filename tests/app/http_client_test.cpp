#include "app/http_client.h"

#include <gtest/gtest.h>

#include "app/serve_options.h"
#include "support/scripted_server.h"

namespace amilocal::test {
namespace {

void expectAddress(std::string_view text, const std::string& host, const std::string& port) {
  const auto address = ServerAddress::parse(text);
  EXPECT_EQ(address.host, host) << text;
  EXPECT_EQ(address.port, port) << text;
}

TEST(ServerAddress, IsReadInTheFormsThatPeopleWrite) {
  expectAddress("http://127.0.0.1:4566", "127.0.0.1", "4566");
  expectAddress("http://127.0.0.1:4566/", "127.0.0.1", "4566");
  expectAddress("localhost:4570", "localhost", "4570");
  expectAddress("amilocal", "amilocal", "4566");
  expectAddress("http://[::1]:80", "::1", "80");
  expectAddress("[::1]", "::1", "4566");
  EXPECT_EQ(ServerAddress::parse("localhost:4570").url, "http://localhost:4570");
}

TEST(ServerAddress, IsRefusedOtherwise) {
  for (const auto* text :
       {"", "http://", "http://:4566", "ftp://x", "https://x", "http://x:0", "http://x:65536",
        "http://x:y", "http://x/y", "http://u@x", "x?y", "http://x:+1", "http://a b"})
    EXPECT_THROW(ServerAddress::parse(text), UsageError) << text;
}

TEST(ServerAddress, IsReadAsAnUrlWithThePortOfItsScheme) {
  const auto plain = ServerAddress::parseUrl("http://minio/");
  EXPECT_EQ(plain.port, "80");
  EXPECT_FALSE(plain.tls);
  EXPECT_EQ(plain.url, "http://minio");
  EXPECT_EQ(hostOf(plain), "minio");
  const auto safe = ServerAddress::parseUrl("https://s3.amazonaws.com");
  EXPECT_EQ(safe.port, "443");
  EXPECT_TRUE(safe.tls);
  EXPECT_EQ(hostOf(safe), "s3.amazonaws.com");
  EXPECT_EQ(hostOf(ServerAddress::parseUrl("https://[::1]:80")), "[::1]:80");
  for (const auto* text : {"minio:9000", "s3://x", "http://", "https://x/bucket", "http://x:0"})
    EXPECT_THROW(ServerAddress::parseUrl(text), UsageError) << text;
}

TEST(HttpAnswer, IsTakenApart) {
  const auto answer = parseAnswer("HTTP/1.1 404 Not Found\r\nX: y\r\nCONTENT-LENGTH: 2\r\n\r\nhi");
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.body, "hi");
  EXPECT_EQ(answer.header("x"), "y");
  EXPECT_EQ(answer.header("z"), "");
  EXPECT_EQ(parseAnswer("HTTP/1.0 200 OK\r\n\r\nall of it").body, "all of it");
}

TEST(HttpAnswer, MustBeWholeAndHttp) {
  for (const auto* bytes :
       {"", "hello", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 \r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi", "SSH-2.0-x\r\n\r\n"})
    EXPECT_THROW(parseAnswer(bytes), ClientError) << bytes;
}

TEST(HttpClient, SaysWhenNobodyAnswers) {
  try {
    ask(ServerAddress::parse("127.0.0.1:1"), "GET", "/", "", std::chrono::seconds{5});
    ADD_FAILURE() << "port 1 answered";
  } catch (const ClientError& error) {
    EXPECT_STREQ(error.what(),
                 "cannot reach a server at http://127.0.0.1:1 (Connection refused); 'amilocal "
                 "serve' starts one");
  }
}

TEST(HttpClient, SaysWhenSomebodySaysNothing) {
  const ScriptedServer server({});
  EXPECT_THROW(ask(ServerAddress::parseUrl(server.url()), {"GET", "/", {}, {}},
                   {.patience = std::chrono::milliseconds{20}}),
               ServerSilent);
}

// A head is answered with the length of what is not sent.
TEST(HttpClient, AwaitsNoBodyBehindAHead) {
  const ScriptedServer server({"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n"});
  const auto answer = ask(ServerAddress::parseUrl(server.url()), {"HEAD", "/", {}, {}},
                          {.patience = std::chrono::seconds{5}});
  EXPECT_EQ(answer.header("content-length"), "7");
}

TEST(HttpClient, HandsABodyOverAsItComes) {
  ScriptedServer server({"HTTP/1.1 200 OK\r\n\r\nabc", "HTTP/1.1 404 Not Found\r\n\r\nabc"});
  std::string taken;
  const Asking asking{.patience = std::chrono::seconds{5},
                      .take = [&](const ClientAnswer&, std::string_view some) { taken += some; }};
  const auto address = ServerAddress::parseUrl(server.url());
  EXPECT_EQ(ask(address, {"GET", "/", {}, {}}, asking).body, "");
  EXPECT_EQ(ask(address, {"GET", "/", {}, {}}, asking).body, "abc");
  EXPECT_EQ(taken, "abc") << "an error is no object";
}

}  // namespace
}  // namespace amilocal::test
