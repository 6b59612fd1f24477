#include "amilocal/net/client_connection.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <string>

#include "net/running_server.h"
#include "support/scripted_server.h"
#include "support/temporary_directory.h"

namespace amilocal::testing {
namespace {

using std::chrono::milliseconds;

const std::string kRequest = "GET /x HTTP/1.0\r\nHost: a\r\n\r\n";

std::string answerOver(ClientConnection& connection) {
  connection.send(kRequest);
  std::string answer;
  std::array<char, 100> buffer;
  while (const auto count = connection.receive(buffer.data(), buffer.size()))
    answer.append(buffer.data(), count);
  return answer;
}

std::string failureOf(const std::string& host, std::uint16_t port, ConnectionOptions options) {
  if (options.patience == milliseconds{0}) options.patience = kPatience;
  try {
    ClientConnection connection(host, std::to_string(port), std::move(options));
    answerOver(connection);
  } catch (const ConnectionFailed& error) {
    return error.what();
  }
  return "it was answered";
}

TEST(ClientConnection, SendsAndReceives) {
  RunningServer server(echo);
  ClientConnection connection("localhost", std::to_string(server.port()), {.patience = kPatience});
  EXPECT_TRUE(answerOver(connection).ends_with("\r\n\r\nGET /x "));
}

TEST(ClientConnection, SaysWhyThereIsNone) {
  EXPECT_EQ(failureOf("127.0.0.1", 1, {}), "Connection refused");
  EXPECT_NE(failureOf("no-such-host.invalid", 80, {}), "it was answered");
}

TEST(ClientConnection, DoesNotWaitForEver) {
  const test::ScriptedServer server({});
  EXPECT_EQ(failureOf("127.0.0.1", server.port(), {.patience = milliseconds{20}}),
            "Connection timed out");
  std::atomic<int> looks = 0;
  EXPECT_EQ(failureOf("127.0.0.1", server.port(), {.isStopped = [&] { return ++looks > 1; }}),
            "Operation canceled");
}

class ClientOverTls : public ::testing::Test {
 protected:
  ClientOverTls() : server_(echo, {.tls = TlsOptions{}}) {}

  std::string trusted() { return directory_.file("trusted.pem", server_->certificatePem()); }

  test::TemporaryDirectory directory_;
  RunningServer server_;
};

TEST_F(ClientOverTls, IsAnswered) {
  for (const auto* host : {"localhost", "127.0.0.1"}) {
    ClientConnection connection(host, std::to_string(server_.port()),
                                {.patience = kPatience, .tls = true, .trustedFile = trusted()});
    EXPECT_TRUE(answerOver(connection).ends_with("\r\n\r\nGET /x ")) << host;
  }
}

TEST_F(ClientOverTls, BelievesNoStranger) {
  EXPECT_EQ(failureOf("localhost", server_.port(), {.tls = true}),
            "TLS: self-signed certificate: certificate verify failed");
}

// The certificate is for localhost and the loopback addresses; 127.1 is 127.0.0.1, and a name.
TEST_F(ClientOverTls, BelievesNoOtherHost) {
  EXPECT_EQ(failureOf("127.1", server_.port(), {.tls = true, .trustedFile = trusted()}),
            "TLS: hostname mismatch: certificate verify failed");
}

TEST_F(ClientOverTls, SaysWhichCertificatesCannotBeRead) {
  EXPECT_NE(failureOf("localhost", server_.port(), {.tls = true, .trustedFile = "/none.pem"})
                .find("'/none.pem' cannot be read"),
            std::string::npos);
}

TEST(ClientConnectionTls, IsNoneWhereNobodySpeaksIt) {
  RunningServer server(echo);
  EXPECT_NE(failureOf("localhost", server.port(), {.tls = true}), "it was answered");
}

}  // namespace
}  // namespace amilocal::testing
