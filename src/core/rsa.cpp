#include "amilocal/core/rsa.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <utility>

namespace amilocal {
namespace {

template <auto release>
struct Release {
  template <class T>
  void operator()(T* held) const {
    release(held);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Release<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>>;
using Memory = std::unique_ptr<BIO, Release<BIO_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;

const unsigned char* bytesOf(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytesOf(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

void require(bool success) {
  if (!success) throw std::runtime_error("OpenSSL cannot encrypt or sign");
}

Memory memoryOf(std::string_view text) {
  return Memory(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

// A key with a pass phrase must not make OpenSSL ask for it at the terminal.
int noPassPhrase(char*, int, int, void*) { return 0; }

Key checkedRsa(Key key, const std::string& what) {
  ERR_clear_error();
  if (!key) throw BadKey("it is no " + what + " in PEM");
  if (EVP_PKEY_base_id(key.get()) != EVP_PKEY_RSA) throw BadKey("its key is not an RSA key");
  return key;
}

}  // namespace

struct RsaKeyHandle {
  Key key;
};

// ---- The public key ----------------------------------------------------------------------------

RsaPublicKey::RsaPublicKey(std::unique_ptr<RsaKeyHandle> handle) : handle_(std::move(handle)) {}
RsaPublicKey::~RsaPublicKey() = default;
RsaPublicKey::RsaPublicKey(RsaPublicKey&&) noexcept = default;

RsaPublicKey RsaPublicKey::ofCertificate(std::string_view pem) {
  const auto memory = memoryOf(pem);
  const Certificate certificate(PEM_read_bio_X509(memory.get(), nullptr, &noPassPhrase, nullptr));
  Key key(certificate ? X509_get_pubkey(certificate.get()) : nullptr);
  return RsaPublicKey(std::unique_ptr<RsaKeyHandle>(
      new RsaKeyHandle{checkedRsa(std::move(key), "X.509 certificate")}));
}

std::string RsaPublicKey::encrypt(std::string_view text) const {
  const KeyContext context(EVP_PKEY_CTX_new(handle_->key.get(), nullptr));
  require(EVP_PKEY_encrypt_init(context.get()) == 1);
  require(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1);
  std::size_t size = 0;
  require(EVP_PKEY_encrypt(context.get(), nullptr, &size, bytesOf(text), text.size()) == 1);
  std::string out(size, '\0');
  require(EVP_PKEY_encrypt(context.get(), bytesOf(out), &size, bytesOf(text), text.size()) == 1);
  out.resize(size);
  return out;
}

bool RsaPublicKey::hasSigned(std::string_view text, std::string_view signature) const {
  const DigestContext context(EVP_MD_CTX_new());
  const auto* key = handle_->key.get();
  require(EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha1(), nullptr,
                               const_cast<EVP_PKEY*>(key)) == 1);
  const bool isRight = EVP_DigestVerify(context.get(), bytesOf(signature), signature.size(),
                                        bytesOf(text), text.size()) == 1;
  ERR_clear_error();
  return isRight;
}

// ---- The private key ---------------------------------------------------------------------------

RsaPrivateKey::RsaPrivateKey(std::unique_ptr<RsaKeyHandle> handle) : handle_(std::move(handle)) {}
RsaPrivateKey::~RsaPrivateKey() = default;
RsaPrivateKey::RsaPrivateKey(RsaPrivateKey&&) noexcept = default;

RsaPrivateKey RsaPrivateKey::ofPem(std::string_view pem) {
  const auto memory = memoryOf(pem);
  Key key(PEM_read_bio_PrivateKey(memory.get(), nullptr, &noPassPhrase, nullptr));
  return RsaPrivateKey(std::unique_ptr<RsaKeyHandle>(
      new RsaKeyHandle{checkedRsa(std::move(key), "private key without a pass phrase")}));
}

std::optional<std::string> RsaPrivateKey::decrypt(std::string_view text) const {
  const KeyContext context(EVP_PKEY_CTX_new(handle_->key.get(), nullptr));
  require(EVP_PKEY_decrypt_init(context.get()) == 1);
  require(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1);
  std::string out(static_cast<std::size_t>(EVP_PKEY_size(handle_->key.get())), '\0');
  auto size = out.size();
  const bool fits =
      EVP_PKEY_decrypt(context.get(), bytesOf(out), &size, bytesOf(text), text.size()) == 1;
  ERR_clear_error();
  if (!fits) return std::nullopt;
  out.resize(size);
  return out;
}

std::string RsaPrivateKey::sign(std::string_view text) const {
  const DigestContext context(EVP_MD_CTX_new());
  require(EVP_DigestSignInit(context.get(), nullptr, EVP_sha1(), nullptr, handle_->key.get()) == 1);
  std::size_t size = 0;
  require(EVP_DigestSign(context.get(), nullptr, &size, bytesOf(text), text.size()) == 1);
  std::string out(size, '\0');
  require(EVP_DigestSign(context.get(), bytesOf(out), &size, bytesOf(text), text.size()) == 1);
  out.resize(size);
  return out;
}

}  // namespace amilocal
