#include "amilocal/core/signing.h"

#include "amilocal/core/hash.h"
#include "amilocal/core/text.h"

namespace amilocal {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";

std::string mac(std::string_view key, std::string_view text) {
  const auto bytes = hmacSha256(key, text);
  return {bytes.begin(), bytes.end()};
}

}  // namespace

SigningKey::SigningKey(std::string_view secret, const SigningScope& scope)
    : key_("AWS4" + std::string(secret)) {
  for (const std::string_view part :
       {std::string_view(scope.date), std::string_view(scope.region),
        std::string_view(scope.service), std::string_view("aws4_request")})
    key_ = mac(key_, part);
}

std::string SigningKey::sign(std::string_view text) const {
  return encodeHex(std::string_view(mac(key_, text)));
}

std::string textToSign(std::string_view time, const SigningScope& scope,
                       std::string_view canonicalRequest) {
  std::string text(kAlgorithm);
  (text += '\n') += time;
  (text += '\n') += scope.text();
  return (text += '\n') += sha256Hex(canonicalRequest);
}

bool ChunkSignatures::isNext(std::string_view signature, std::string_view kind,
                             const std::string& digests) {
  std::string text(kAlgorithm);
  ((text += '-') += kind) += '\n';
  text += time_ + "\n" + scope_ + "\n" + previous_ + "\n" + digests;
  previous_ = key_.sign(text);
  return isSameSecret(signature, previous_);
}

bool ChunkSignatures::accepts(std::string_view signature, std::string_view sha256) {
  return isNext(signature, "PAYLOAD", sha256Hex("") + "\n" + std::string(sha256));
}

bool ChunkSignatures::acceptsTrailers(std::string_view signature, std::string_view trailers) {
  return isNext(signature, "TRAILER", sha256Hex(trailers));
}

}  // namespace amilocal
