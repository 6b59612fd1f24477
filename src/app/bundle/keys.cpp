#include "app/bundle/keys.h"

#include <stdexcept>

#include "amilocal/core/cipher.h"
#include "amilocal/core/text.h"
#include "app/bundle/files.h"
#include "app/files.h"

namespace amilocal::bundle {
namespace {

// A PEM has a few kilobytes.
constexpr std::uint64_t kPemMax = 1ULL << 20U;

template <class Read>
auto readPem(const std::string& path, const Read& read) {
  try {
    return read(readWhole(path, kPemMax));
  } catch (const BadKey& error) {
    throw std::runtime_error("cannot use " + path + ": " + error.what());
  }
}

}  // namespace

RsaPublicKey certificateFrom(const std::string& path) {
  return readPem(path, [](const std::string& pem) { return RsaPublicKey::ofCertificate(pem); });
}

RsaPrivateKey privateKeyFrom(const std::string& path) {
  return readPem(path, [](const std::string& pem) { return RsaPrivateKey::ofPem(pem); });
}

void checkPair(const RsaPublicKey& certificate, const RsaPrivateKey& privateKey) {
  constexpr std::string_view kText = "do they belong together?";
  if (!certificate.hasSigned(kText, privateKey.sign(kText)))
    throw std::runtime_error("the certificate is not that of the private key");
}

std::string unwrap(const std::string& wrapped, const RsaPrivateKey& privateKey) {
  const auto digits = privateKey.decrypt(decodeHex(wrapped).value_or(""));
  const auto bytes = digits ? decodeHex(*digits) : std::nullopt;
  if (!bytes || bytes->size() != AesStream::kKeyBytes)
    throw std::runtime_error("the bundle was made for another private key");
  return *bytes;
}

void writeSigned(wire::BundleManifest& manifest, const RsaPrivateKey& privateKey,
                 const std::string& path) {
  manifest.signature.clear();
  const auto text = wire::signedPartOf(wire::bundleManifestXml(manifest));
  manifest.signature = encodeHex(privateKey.sign(text));
  writeFile(path, wire::bundleManifestXml(manifest));
}

}  // namespace amilocal::bundle
