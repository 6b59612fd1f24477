#include "net/client_tls.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <utility>

#include "amilocal/net/client_connection.h"

namespace amilocal {
namespace {

constexpr std::size_t kBuffer = 16384;

[[noreturn]] void fail(const std::string& what) {
  const unsigned long code = ERR_get_error();
  ERR_clear_error();
  const char* reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  throw ConnectionFailed("TLS: " + (reason == nullptr ? what : what + ": " + reason));
}

}  // namespace

struct ClientTls::Session {
  ~Session() {
    SSL_free(ssl);
    SSL_CTX_free(context);
  }
  SSL_CTX* context = nullptr;
  SSL* ssl = nullptr;
  BIO* in = nullptr;  // these two belong to `ssl`
  BIO* out = nullptr;
};

ClientTls::ClientTls(const std::string& host, const std::string& trustedFile, Send send,
                     Receive receive)
    : send_(std::move(send)), receive_(std::move(receive)), session_(std::make_unique<Session>()) {
  ERR_clear_error();
  auto& session = *session_;
  session.context = SSL_CTX_new(TLS_client_method());
  if (session.context == nullptr) fail("it cannot be set up");
  SSL_CTX_set_min_proto_version(session.context, TLS1_2_VERSION);
  SSL_CTX_set_verify(session.context, SSL_VERIFY_PEER, nullptr);
  const bool isTrusting =
      trustedFile.empty()
          ? SSL_CTX_set_default_verify_paths(session.context) == 1
          : SSL_CTX_load_verify_locations(session.context, trustedFile.c_str(), nullptr) == 1;
  if (!isTrusting) fail("the certificates in '" + trustedFile + "' cannot be read");
  session.ssl = SSL_new(session.context);
  session.in = BIO_new(BIO_s_mem());
  session.out = BIO_new(BIO_s_mem());
  if (session.ssl == nullptr || session.in == nullptr || session.out == nullptr)
    fail("it cannot be set up");
  SSL_set_bio(session.ssl, session.in, session.out);
  // A certificate names addresses apart from names, and names alone are said in the greeting.
  if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session.ssl), host.c_str()) != 1) {
    ERR_clear_error();
    SSL_set1_host(session.ssl, host.c_str());
    SSL_set_tlsext_host_name(session.ssl, host.c_str());
  }
  if (carryOn([&] { return SSL_connect(session.ssl); }) <= 0)
    throw ConnectionFailed("the connection ended while it greeted");
}

ClientTls::~ClientTls() = default;

void ClientTls::sendWritten() {
  std::array<char, kBuffer> buffer;
  for (;;) {
    const int count = BIO_read(session_->out, buffer.data(), static_cast<int>(buffer.size()));
    if (count <= 0) return;
    send_({buffer.data(), static_cast<std::size_t>(count)});
  }
}

bool ClientTls::receiveSome() {
  std::array<char, kBuffer> buffer;
  const auto count = receive_(buffer.data(), buffer.size());
  BIO_write(session_->in, buffer.data(), static_cast<int>(count));
  return count > 0;
}

// Answers what the step answered in the end: 0 where the other side has ended.
template <class Step>
int ClientTls::carryOn(const Step& step) {
  for (;;) {
    ERR_clear_error();
    const int result = step();
    const int error = SSL_get_error(session_->ssl, result);
    sendWritten();
    if (error == SSL_ERROR_NONE) return result;
    if (error == SSL_ERROR_ZERO_RETURN) return 0;
    if (error != SSL_ERROR_WANT_READ) {
      const auto verdict = SSL_get_verify_result(session_->ssl);
      fail(verdict == X509_V_OK ? "the connection failed" : X509_verify_cert_error_string(verdict));
    }
    if (!receiveSome()) return 0;
  }
}

void ClientTls::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto some = bytes.substr(0, kBuffer);
    const int sent = carryOn(
        [&] { return SSL_write(session_->ssl, some.data(), static_cast<int>(some.size())); });
    if (sent <= 0) throw ConnectionFailed("the connection ended");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::size_t ClientTls::receive(char* into, std::size_t room) {
  const int count = carryOn([&] {
    return SSL_read(session_->ssl, into, static_cast<int>(std::min<std::size_t>(room, 1U << 20U)));
  });
  return static_cast<std::size_t>(count);
}

}  // namespace amilocal
