#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Key pairs as SSH uses them, made and read as EC2 does (EC2 User Guide, "Amazon EC2 key pairs and
/// Amazon EC2 instances").
namespace amilocal {

enum class KeyType { rsa, ed25519 };

/// How the private key is written: for OpenSSH, or for PuTTY.
enum class KeyFormat { pem, ppk };

struct NewKeyPair {
  std::string privateKey;   ///< RSA in PKCS#1, ED25519 in OpenSSH's own form; or PuTTY's version 2
  std::string publicKey;    ///< `ssh-rsa AAAA…`, without a comment
  std::string fingerprint;  ///< as EC2 computes it for keys that it made
};

/// A new key of 2048 bits (RSA) or 256 (ED25519). `comment` is kept in the file of the private key
/// where its form has a place for it. Throws std::runtime_error when OpenSSL fails.
NewKeyPair makeKeyPair(KeyType type, KeyFormat format, std::string_view comment);

struct ImportedKey {
  KeyType type = KeyType::rsa;
  std::string publicKey;    ///< without its comment
  std::string fingerprint;  ///< as EC2 computes it for keys that it was given
};

/// Reads a public key: OpenSSH's line, the same between SSH2 marks (RFC 4716), the base64 of the
/// key alone, or a PEM of SubjectPublicKeyInfo. Empty when it is none of these, when its type is
/// not RSA or ED25519, or when an RSA key has not 1024, 2048 or 4096 bits.
std::optional<ImportedKey> readPublicKey(std::string_view text);

/// `text` encrypted for the owner of the private key by RSA with the padding of PKCS#1 v1.5, as
/// EC2 hands out the passwords of Windows; another time it reads otherwise. `publicKey` is
/// OpenSSH's line. Empty when that is not an RSA key.
std::optional<std::string> encryptFor(std::string_view publicKey, std::string_view text);

}  // namespace amilocal
