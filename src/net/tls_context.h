#pragma once

#include <memory>

#include "amilocal/net/tls.h"

// OpenSSL's own declaration, so that includers need not pay for its headers.
using SSL_CTX = struct ssl_ctx_st;

namespace amilocal {

struct TlsContextDeleter {
  void operator()(SSL_CTX* context) const;
};
using TlsContext = std::unique_ptr<SSL_CTX, TlsContextDeleter>;

// A server's context: TLS 1.2 and 1.3, forward-secret AEAD ciphers only, ALPN answers http/1.1.
// `options` serve the error texts: std::runtime_error names the file whose content is bad.
TlsContext makeTlsContext(const TlsIdentity& identity, const TlsOptions& options);

}  // namespace amilocal
