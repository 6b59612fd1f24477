#pragma once

#include <string>
#include <string_view>
#include <utility>

/// Signature Version 4, as far as it is arithmetic (IAM User Guide, "Create a signed AWS API
/// request"; Amazon S3 API Reference, "Transferring payload in multiple chunks").
namespace amilocal {

/// What a signature is good for: `20261121/us-east-1/ec2/aws4_request`.
struct SigningScope {
  std::string date;  ///< eight digits
  std::string region;
  std::string service;

  std::string text() const { return date + "/" + region + "/" + service + "/aws4_request"; }
};

/// A key that is derived from a secret and signs for one scope only.
class SigningKey {
 public:
  SigningKey(std::string_view secret, const SigningScope& scope);

  /// 64 hexadecimal digits.
  std::string sign(std::string_view text) const;

 private:
  std::string key_;
};

/// The text that is signed for a request: its time (`20261121T092012Z`), scope and canonical form.
std::string textToSign(std::string_view time, const SigningScope& scope,
                       std::string_view canonicalRequest);

/// The signatures of a body that comes in chunks: each continues the one before it, the first that
/// of the request's head.
class ChunkSignatures {
 public:
  ChunkSignatures(SigningKey key, std::string time, const SigningScope& scope, std::string seed)
      : key_(std::move(key)),
        time_(std::move(time)),
        scope_(scope.text()),
        previous_(std::move(seed)) {}

  /// Is this the signature of the next chunk, whose bytes have that SHA-256 (hexadecimal)?
  bool accepts(std::string_view signature, std::string_view sha256);
  /// The same of the headers behind the last chunk: `name:value` and a line feed each.
  bool acceptsTrailers(std::string_view signature, std::string_view trailers);

 private:
  bool isNext(std::string_view signature, std::string_view kind, const std::string& digests);

  SigningKey key_;
  std::string time_;
  std::string scope_;
  std::string previous_;
};

}  // namespace amilocal
