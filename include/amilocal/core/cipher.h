#pragma once

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace amilocal {

/// Bytes that cannot be decrypted: cut short, damaged, or of another key.
class BadCiphertext : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// AES-128 in CBC mode with padding (PKCS#7), of bytes that come in pieces.
class AesStream {
 public:
  enum class Way { encrypt, decrypt };
  static constexpr std::size_t kKeyBytes = 16;

  /// Key and initialization vector have 16 bytes. Throws std::invalid_argument for other sizes.
  AesStream(Way way, std::string_view key, std::string_view iv);
  ~AesStream();
  AesStream(const AesStream&) = delete;
  AesStream& operator=(const AesStream&) = delete;

  /// What can be said of the bytes so far.
  std::string update(std::string_view bytes);

  /// The rest. Throws BadCiphertext when what was decrypted does not end in a padding.
  std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Bytes for keys, as unpredictable as the machine has them.
std::string randomBytes(std::size_t count);

}  // namespace amilocal
