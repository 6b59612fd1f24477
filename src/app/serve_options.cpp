#include "app/serve_options.h"

namespace amilocal {

std::optional<TlsOptions> ServeOptions::tlsOptions() const {
  const bool hasCertificate = !tlsCertificateFile.empty();
  if (tls == TlsMode::off || (tls == TlsMode::automatic && !hasCertificate)) return std::nullopt;
  return TlsOptions{tlsCertificateFile, tlsKeyFile};
}

void checkTogether(const ServeOptions& options) {
  if (options.durable && options.dataDirectory.empty())
    throw UsageError("--durable needs --data-dir: without a directory nothing is kept");
  const bool hasCertificate = !options.tlsCertificateFile.empty();
  if (hasCertificate != !options.tlsKeyFile.empty())
    throw UsageError(hasCertificate ? "--tls-cert needs --tls-key" : "--tls-key needs --tls-cert");
  if (hasCertificate && options.tls == TlsMode::selfSigned)
    throw UsageError("--tls self-signed and --tls-cert exclude each other");
  if (options.auth == AuthMode::sigv4 && options.credentialsFile.empty())
    throw UsageError("--auth sigv4 needs --credentials: without a file nobody has a key");
}

}  // namespace amilocal
