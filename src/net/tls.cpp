#include "amilocal/net/tls.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "net/tls_context.h"

namespace amilocal {
namespace {

template <auto release>
struct Releaser {
  template <class T>
  void operator()(T* object) const {
    release(object);
  }
};
using BioPtr = std::unique_ptr<BIO, Releaser<BIO_free_all>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Releaser<EVP_PKEY_free>>;
using CertificatePtr = std::unique_ptr<X509, Releaser<X509_free>>;
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, Releaser<X509_EXTENSION_free>>;

constexpr long kDaySeconds = 24L * 60 * 60;
constexpr int kValidDays = 3650;
// What is modern: a fresh key per connection and authenticated encryption (RFC 9325, 4.2). TLS 1.3
// has no other ciphers, so this list is for TLS 1.2.
constexpr const char* kTls12Ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20";

[[noreturn]] void fail(const std::string& what) {
  const unsigned long code = ERR_get_error();
  ERR_clear_error();
  const char* reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  throw std::runtime_error(reason == nullptr ? what : what + ": " + reason);
}

void require(bool good, const std::string& what) {
  if (!good) fail(what);
}

std::string readFile(const std::string& name, const std::string& kind) {
  std::ifstream in(name, std::ios::binary);
  std::ostringstream text;
  // Writing nothing is a failure too.
  if (!in || !(text << in.rdbuf())) {
    throw std::runtime_error("The TLS " + kind + " file '" + name + "' cannot be read or is empty");
  }
  return std::move(text).str();
}

// How an error text calls the source of a certificate or key.
std::string nameOf(const std::string& kind, const std::string& file) {
  return file.empty() ? "The self-signed TLS " + kind : "The TLS " + kind + " file '" + file + "'";
}

BioPtr readable(const std::string& text) {
  BioPtr bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  require(bio != nullptr, "OpenSSL has no memory");
  return bio;
}

template <class Write>
std::string toPem(Write write) {
  BioPtr bio(BIO_new(BIO_s_mem()));
  require(bio && write(bio.get()) == 1, "A PEM text cannot be written");
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

void addExtension(X509* certificate, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
  require(extension && X509_add_ext(certificate, extension.get(), -1) == 1,
          "A certificate extension cannot be made");
}

// Clients keep certificates apart by issuer and serial number, and every start makes a new one.
void setRandomSerial(X509* certificate) {
  std::array<unsigned char, 16> bytes{};
  require(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1, "No random numbers");
  bytes[0] &= 0x7f;  // positive (RFC 5280, 4.1.2.2)
  BIGNUM* number = BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr);
  const bool done = number != nullptr &&
                    BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nullptr;
  BN_free(number);
  require(done, "A serial number cannot be made");
}

CertificatePtr makeCertificate(EVP_PKEY* key) {
  CertificatePtr certificate(X509_new());
  require(certificate != nullptr, "OpenSSL has no memory");
  X509* x = certificate.get();
  X509_set_version(x, X509_VERSION_3);
  setRandomSerial(x);
  // A day back, for clients in containers whose clocks are behind.
  X509_gmtime_adj(X509_getm_notBefore(x), -kDaySeconds);
  X509_time_adj_ex(X509_getm_notAfter(x), kValidDays, 0, nullptr);
  X509_NAME* name = X509_get_subject_name(x);
  const auto* common = reinterpret_cast<const unsigned char*>("localhost");
  require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common, -1, -1, 0) == 1 &&
              X509_set_issuer_name(x, name) == 1 && X509_set_pubkey(x, key) == 1,
          "A certificate cannot be made");
  // Clients built on OpenSSL pass over *.localhost, since their wildcards need two dots. Those
  // built on Go and others take it, for buckets addressed by host name.
  addExtension(x, NID_subject_alt_name, "DNS:localhost,DNS:*.localhost,IP:127.0.0.1,IP:::1");
  addExtension(x, NID_basic_constraints, "critical,CA:FALSE");
  addExtension(x, NID_key_usage, "critical,digitalSignature");
  addExtension(x, NID_ext_key_usage, "serverAuth");
  addExtension(x, NID_subject_key_identifier, "hash");
  require(X509_sign(x, key, EVP_sha256()) > 0, "A certificate cannot be signed");
  return certificate;
}

// An encrypted key would otherwise be asked for on the terminal.
int refusePassword(char*, int, int, void*) { return -1; }

void useCertificates(SSL_CTX* context, const std::string& pem, const std::string& name) {
  const auto bio = readable(pem);
  CertificatePtr own(PEM_read_bio_X509(bio.get(), nullptr, refusePassword, nullptr));
  require(own != nullptr, name + " holds no PEM certificate");
  require(SSL_CTX_use_certificate(context, own.get()) == 1, name + " cannot be used");
  while (X509* next = PEM_read_bio_X509(bio.get(), nullptr, refusePassword, nullptr)) {
    CertificatePtr issuer(next);
    require(SSL_CTX_add0_chain_cert(context, issuer.get()) == 1, name + " has a bad chain");
    issuer.release();  // owned by the context now
  }
  // The end of the text is told as an error; anything else is one.
  const unsigned long last = ERR_peek_last_error();
  if (ERR_GET_REASON(last) != PEM_R_NO_START_LINE) fail(name + " has a bad chain");
  ERR_clear_error();
}

// We speak HTTP/1.1 only, and say so: some clients stop when h2 is offered and nothing is chosen.
int chooseHttp11(SSL*, const unsigned char** out, unsigned char* outSize, const unsigned char* in,
                 unsigned int inSize, void*) {
  static constexpr unsigned char kHttp11[] = "\x08http/1.1";
  unsigned char* chosen = nullptr;
  const int result =
      SSL_select_next_proto(&chosen, outSize, kHttp11, sizeof kHttp11 - 1, in, inSize);
  if (result != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_NOACK;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

void TlsContextDeleter::operator()(SSL_CTX* context) const { SSL_CTX_free(context); }

TlsIdentity makeSelfSignedIdentity() {
  KeyPtr key(EVP_EC_gen("P-256"));
  require(key != nullptr, "A TLS key cannot be made");
  const auto certificate = makeCertificate(key.get());
  return {toPem([&](BIO* bio) { return PEM_write_bio_X509(bio, certificate.get()); }),
          toPem([&](BIO* bio) {
            return PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
          })};
}

TlsIdentity loadTlsIdentity(const TlsOptions& options) {
  if (options.certificateFile.empty() != options.keyFile.empty()) {
    throw std::runtime_error("TLS needs both a certificate file and a key file, or neither");
  }
  if (options.certificateFile.empty()) return makeSelfSignedIdentity();
  return {readFile(options.certificateFile, "certificate"), readFile(options.keyFile, "key")};
}

TlsContext makeTlsContext(const TlsIdentity& identity, const TlsOptions& options) {
  ERR_clear_error();
  TlsContext context(SSL_CTX_new(TLS_server_method()));
  require(context && SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) == 1 &&
              SSL_CTX_set_cipher_list(context.get(), kTls12Ciphers) == 1,
          "TLS cannot be set up");
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                      SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_alpn_select_cb(context.get(), chooseHttp11, nullptr);

  const auto certificateName = nameOf("certificate", options.certificateFile);
  const auto keyName = nameOf("key", options.keyFile);
  useCertificates(context.get(), identity.certificatePem, certificateName);
  KeyPtr key(
      PEM_read_bio_PrivateKey(readable(identity.keyPem).get(), nullptr, refusePassword, nullptr));
  require(key != nullptr, keyName + " holds no unencrypted PEM private key");
  ERR_clear_error();
  require(SSL_CTX_use_PrivateKey(context.get(), key.get()) == 1 &&
              SSL_CTX_check_private_key(context.get()) == 1,
          keyName + " does not belong to the certificate");
  return context;
}

}  // namespace amilocal
