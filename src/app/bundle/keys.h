#pragma once

#include <string>

#include "amilocal/core/rsa.h"
#include "amilocal/wire/bundle_manifest.h"

/// The user's certificate and private key, and what they are for.
namespace amilocal::bundle {

/// They throw std::runtime_error with the name of the file.
RsaPublicKey certificateFrom(const std::string& path);
RsaPrivateKey privateKeyFrom(const std::string& path);

/// Throws std::runtime_error when they do not belong together: nobody could open the bundle.
void checkPair(const RsaPublicKey& certificate, const RsaPrivateKey& privateKey);

/// What was encrypted for the key's owner, as its bytes. Throws std::runtime_error for the key of
/// somebody else.
std::string unwrap(const std::string& wrapped, const RsaPrivateKey& privateKey);

/// Signs the manifest and writes it.
void writeSigned(wire::BundleManifest& manifest, const RsaPrivateKey& privateKey,
                 const std::string& path);

}  // namespace amilocal::bundle
