#include "amilocal/net/tls.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>

#include "amilocal/core/text.h"
#include "net/blocking_client.h"
#include "net/running_server.h"

namespace amilocal::testing {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

/// An HTTPS client whose every wait ends after a while.
class TlsClient {
 public:
  TlsClient(std::uint16_t port, asio::ssl::context& context) : stream_(io_, context) {
    stream_.next_layer().connect({asio::ip::address_v4::loopback(), port});
  }

  error_code handshake(const std::string& host) {
    stream_.set_verify_mode(asio::ssl::verify_peer);
    stream_.set_verify_callback(asio::ssl::host_name_verification(host));
    return wait([this](auto done) {
      stream_.async_handshake(asio::ssl::stream_base::client,
                              [done](error_code error) { done(error); });
    });
  }

  void send(const std::string& text) {
    wait([&](auto done) {
      asio::async_write(stream_, asio::buffer(text),
                        [done](error_code error, std::size_t) { done(error); });
    });
  }

  // Head and body, which is as long as the head tells.
  std::string readAnswer() {
    std::string text;
    std::size_t end = std::string::npos;
    while ((end = text.find("\r\n\r\n")) == std::string::npos) receive(text);
    auto answer = parseHead(std::string_view(text).substr(0, end + 2));
    const auto size = end + 4 + std::stoul(answer.header("content-length"));
    while (text.size() < size) receive(text);
    return text.substr(end + 4);
  }

  error_code readPastTheEnd() {
    std::string text;
    return wait([&](auto done) {
      asio::async_read(stream_, asio::dynamic_buffer(text),
                       [done](error_code error, std::size_t) { done(error); });
    });
  }

 private:
  template <class Start>
  error_code wait(Start start) {
    error_code result = asio::error::timed_out;
    start([&result](error_code error) { result = error; });
    io_.restart();
    io_.run_for(kPatience);
    if (result == asio::error::timed_out) throw std::runtime_error("timed out");
    return result;
  }

  void receive(std::string& text) {
    std::string part(16 * 1024, '\0');
    std::size_t got = 0;
    const auto error = wait([&](auto done) {
      stream_.async_read_some(asio::buffer(part), [done, &got](error_code e, std::size_t n) {
        got = n;
        done(e);
      });
    });
    if (error) throw std::runtime_error("closed: " + error.message());
    text.append(part, 0, got);
  }

  asio::io_context io_;
  asio::ssl::stream<tcp::socket> stream_;
};

asio::ssl::context trusting(const std::string& certificatePem) {
  asio::ssl::context context(asio::ssl::context::tls_client);
  context.add_certificate_authority(asio::buffer(certificatePem));
  return context;
}

void echoScheme(const HttpRequest& request, const Respond& respond) {
  respond({.body = (request.tls ? "tls " : "plain ") + request.target});
}

TEST(Tls, SharesThePortWithPlainHttp) {
  RunningServer server(echoScheme, {.tls = TlsOptions{}});
  auto context = trusting(server->certificatePem());
  TlsClient secure(server.port(), context);
  ASSERT_FALSE(secure.handshake("localhost"));
  secure.send("GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(secure.readAnswer(), "tls /a");
  secure.send("GET /b HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(secure.readAnswer(), "tls /b");
  EXPECT_EQ(BlockingClient(server.port()).get("/c").body, "plain /c");
}

TEST(Tls, SelfSignedCertificateIsGoodForTheNamesOfThisMachine) {
  RunningServer server(echoScheme, {.tls = TlsOptions{}});
  auto context = trusting(server->certificatePem());
  for (const auto* host : {"localhost", "127.0.0.1", "::1"}) {
    EXPECT_FALSE(TlsClient(server.port(), context).handshake(host)) << host;
  }
  EXPECT_TRUE(TlsClient(server.port(), context).handshake("example.com"));
}

// The wildcard is for clients that take one below a top-level name, which this one does not.
TEST(Tls, SelfSignedCertificateNamesVirtualHosts) {
  const auto pem = makeSelfSignedIdentity().certificatePem;
  const auto start = pem.find('\n');
  const auto der = decodeBase64(std::string_view(pem).substr(start, pem.rfind("-----END") - start));
  ASSERT_TRUE(der);
  EXPECT_NE(der->find("*.localhost"), std::string::npos);
}

TEST(Tls, CarriesBigBodiesBothWays) {
  RunningServer server(
      [](HttpRequest request, const Respond& respond) {
        respond({.sharedBody = std::make_shared<const std::string>(std::move(request.body))});
      },
      {.tls = TlsOptions{}});
  auto context = trusting(server->certificatePem());
  TlsClient client(server.port(), context);
  ASSERT_FALSE(client.handshake("localhost"));
  const std::string body(3'000'000, 'b');
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n" + body);
  EXPECT_TRUE(client.readAnswer() == body);
}

// Without the goodbye of TLS a client could not tell the end from a cut.
TEST(Tls, EndsWithAGoodbye) {
  RunningServer server(echoScheme, {.tls = TlsOptions{}});
  auto context = trusting(server->certificatePem());
  TlsClient client(server.port(), context);
  ASSERT_FALSE(client.handshake("localhost"));
  client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.readPastTheEnd(), asio::error::eof);
}

TEST(Tls, RefusesOldVersions) {
  RunningServer server(echoScheme, {.tls = TlsOptions{}});
  asio::ssl::context context(asio::ssl::context::tlsv11_client);
  EXPECT_TRUE(TlsClient(server.port(), context).handshake("localhost"));
}

TEST(Tls, GivesUpABrokenHandshake) {
  RunningServer server(echoScheme, {.tls = TlsOptions{}});
  BlockingClient client(server.port());
  client.send(std::string("\x16\x03\x01\x00\x04\x09\x00\x00\x00", 9));
  client.readToEnd();
  EXPECT_NE(server.waitFor("http.tls_failed").find("127.0.0.1"), std::string::npos);
}

TEST(Tls, GivesUpAHandshakeThatStops) {
  ServerOptions options{.tls = TlsOptions{}};
  options.limits.headerTimeout = std::chrono::milliseconds(20);
  RunningServer server(echoScheme, options);
  BlockingClient client(server.port());
  client.send("\x16\x03\x01");
  EXPECT_EQ(client.readToEnd(), "");
}

TEST(Tls, SaysSoInPlainTextWhenItIsOff) {
  RunningServer server(echoScheme);
  EXPECT_EQ(server->certificatePem(), "");
  BlockingClient client(server.port());
  client.send("\x16\x03\x01");
  const auto answer = client.readAnswer();
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.body, "HTTPS is off on this server: use http:// in the URL");
  EXPECT_EQ(client.readToEnd(), "");
}

// ---- Certificates from files ------------------------------------------------------------------

class TlsFiles : public ::testing::Test {
 protected:
  TlsFiles()
      : folder_(std::filesystem::temp_directory_path() /
                ("amilocal-tls-" + std::to_string(getpid()))) {
    std::filesystem::create_directory(folder_);
  }
  ~TlsFiles() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& text) const {
    const auto path = folder_ / name;
    std::ofstream(path) << text;
    return path.string();
  }

  std::string errorOf(const TlsOptions& options) const {
    try {
      HttpServer server({.tls = options}, echoScheme);
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "none";
  }

  std::filesystem::path folder_;
  const TlsIdentity identity_ = makeSelfSignedIdentity();
};

TEST_F(TlsFiles, ServeTheirCertificate) {
  const TlsOptions options{write("cert.pem", identity_.certificatePem),
                           write("key.pem", identity_.keyPem)};
  RunningServer server(echoScheme, {.tls = options});
  EXPECT_EQ(server->certificatePem(), identity_.certificatePem);
  auto context = trusting(identity_.certificatePem);
  EXPECT_FALSE(TlsClient(server.port(), context).handshake("localhost"));
}

TEST_F(TlsFiles, ThatAreMissingOrEmptyAreNamed) {
  const auto key = write("key.pem", identity_.keyPem);
  EXPECT_EQ(errorOf({"/nowhere/cert.pem", key}),
            "The TLS certificate file '/nowhere/cert.pem' cannot be read or is empty");
  const auto empty = write("empty.pem", "");
  EXPECT_EQ(errorOf({write("cert.pem", identity_.certificatePem), empty}),
            "The TLS key file '" + empty + "' cannot be read or is empty");
  EXPECT_EQ(errorOf({folder_.string(), key}),
            "The TLS certificate file '" + folder_.string() + "' cannot be read or is empty");
}

TEST_F(TlsFiles, GoTogether) {
  EXPECT_EQ(errorOf({"cert.pem", ""}),
            "TLS needs both a certificate file and a key file, or neither");
}

TEST_F(TlsFiles, WithoutACertificateInsideAreNamed) {
  const auto certificate = write("cert.pem", "hello");
  EXPECT_NE(errorOf({certificate, write("key.pem", identity_.keyPem)})
                .find("'" + certificate + "' holds no PEM certificate"),
            std::string::npos);
}

TEST_F(TlsFiles, WithoutAKeyInsideAreNamed) {
  const auto key = write("key.pem", identity_.certificatePem);
  EXPECT_NE(errorOf({write("cert.pem", identity_.certificatePem), key})
                .find("'" + key + "' holds no unencrypted PEM private key"),
            std::string::npos);
}

TEST_F(TlsFiles, OfDifferentPairsAreRefused) {
  const auto key = write("key.pem", makeSelfSignedIdentity().keyPem);
  EXPECT_NE(errorOf({write("cert.pem", identity_.certificatePem), key})
                .find("'" + key + "' does not belong to the certificate"),
            std::string::npos);
}

TEST_F(TlsFiles, WithADamagedChainAreRefused) {
  const auto damaged =
      identity_.certificatePem + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  EXPECT_NE(errorOf({write("cert.pem", damaged), write("key.pem", identity_.keyPem)})
                .find("has a bad chain"),
            std::string::npos);
}

}  // namespace
}  // namespace amilocal::testing
