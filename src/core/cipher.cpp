#include "amilocal/core/cipher.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

namespace amilocal {
namespace {

const unsigned char* bytesOf(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytesOf(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace

struct AesStream::State {
  Way way;
  EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
  ~State() { EVP_CIPHER_CTX_free(context); }
};

AesStream::AesStream(Way way, std::string_view key, std::string_view iv) : state_(new State{way}) {
  if (key.size() != kKeyBytes || iv.size() != kKeyBytes)
    throw std::invalid_argument("AES-128 has a key and an initialization vector of 16 bytes");
  if (EVP_CipherInit_ex(state_->context, EVP_aes_128_cbc(), nullptr, bytesOf(key), bytesOf(iv),
                        way == Way::encrypt ? 1 : 0) != 1)
    throw std::runtime_error("OpenSSL has no AES-128-CBC");
}

AesStream::~AesStream() = default;

std::string AesStream::update(std::string_view bytes) {
  std::string out(bytes.size() + kKeyBytes, '\0');
  int size = 0;
  if (EVP_CipherUpdate(state_->context, bytesOf(out), &size, bytesOf(bytes),
                       static_cast<int>(bytes.size())) != 1)
    throw std::runtime_error("OpenSSL cannot encrypt or decrypt");
  out.resize(static_cast<std::size_t>(size));
  return out;
}

std::string AesStream::finish() {
  std::string out(kKeyBytes, '\0');
  int size = 0;
  if (EVP_CipherFinal_ex(state_->context, bytesOf(out), &size) != 1)
    throw BadCiphertext("the bytes are cut short or damaged, or the key is another");
  out.resize(static_cast<std::size_t>(size));
  return out;
}

std::string randomBytes(std::size_t count) {
  std::string bytes(count, '\0');
  if (RAND_bytes(bytesOf(bytes), static_cast<int>(count)) != 1)
    throw std::runtime_error("OpenSSL has no random bytes");
  return bytes;
}

}  // namespace amilocal
