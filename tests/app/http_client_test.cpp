#include "app/http_client.h"

#include <gtest/gtest.h>

#include "app/serve_options.h"

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

TEST(HttpAnswer, IsTakenApart) {
  const auto answer = parseAnswer("HTTP/1.1 404 Not Found\r\nX: y\r\nCONTENT-LENGTH: 2\r\n\r\nhi");
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.body, "hi");
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

}  // namespace
}  // namespace amilocal::test
