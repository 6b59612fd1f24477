#pragma once

#include <string>

namespace amilocal {

/// Where the certificate of the HTTPS side comes from. Both names empty: a self-signed certificate
/// is made in memory. One without the other is refused.
struct TlsOptions {
  std::string certificateFile;  ///< PEM; the server's own certificate first, then its chain
  std::string keyFile;          // PEM, not encrypted
};

/// A certificate (chain) and its private key, as PEM text.
struct TlsIdentity {
  std::string certificatePem;
  std::string keyPem;
};

/// A new key (ECDSA P-256) and its self-signed certificate, good for ten years: CN=localhost, for
/// localhost, *.localhost, 127.0.0.1 and ::1. Throws std::runtime_error when OpenSSL cannot.
TlsIdentity makeSelfSignedIdentity();

/// What the options ask for. Throws std::runtime_error naming the file which cannot be read.
TlsIdentity loadTlsIdentity(const TlsOptions& options);

}  // namespace amilocal
