#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

/// RSA with the paddings of PKCS#1 version 1.5, as bundles of images have it.
namespace amilocal {

/// A text that is no key or certificate.
class BadKey : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct RsaKeyHandle;  ///< OpenSSL's key

class RsaPublicKey {
 public:
  /// The key of an X.509 certificate in PEM. Throws BadKey.
  static RsaPublicKey ofCertificate(std::string_view pem);
  ~RsaPublicKey();
  RsaPublicKey(RsaPublicKey&&) noexcept;

  /// Throws std::runtime_error for a text too long for the key.
  std::string encrypt(std::string_view text) const;

  /// Has the owner of the key signed the text, with SHA-1?
  bool hasSigned(std::string_view text, std::string_view signature) const;

 private:
  explicit RsaPublicKey(std::unique_ptr<RsaKeyHandle> handle);
  std::unique_ptr<RsaKeyHandle> handle_;
};

class RsaPrivateKey {
 public:
  /// A key in PEM, without a pass phrase. Throws BadKey.
  static RsaPrivateKey ofPem(std::string_view pem);
  ~RsaPrivateKey();
  RsaPrivateKey(RsaPrivateKey&&) noexcept;

  /// Empty when the text was not encrypted for this key.
  std::optional<std::string> decrypt(std::string_view text) const;

  /// A signature of the text's SHA-1.
  std::string sign(std::string_view text) const;

 private:
  explicit RsaPrivateKey(std::unique_ptr<RsaKeyHandle> handle);
  std::unique_ptr<RsaKeyHandle> handle_;
};

}  // namespace amilocal
