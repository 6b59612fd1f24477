#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "amilocal/core/instant.h"
#include "amilocal/core/signing.h"
#include "amilocal/engine/engine.h"
#include "amilocal/net/http_message.h"

namespace amilocal::gateway {

/// What finds the secret of an access key; empty when nobody has it.
using SecretLookup = std::function<std::optional<KeySecret>(const std::string& accessKeyId)>;

/// A request as its signature sees it.
struct SignedRequest {
  std::string_view protocol;  ///< of the service that it is for
  const HttpRequest& request;
  Instant now;  ///< by the clock that clients sign with: the machine's
};

/// Is the request signed at all? S3 lets others in as strangers, and STS those who come with a
/// token of their own.
bool isSigned(const HttpRequest& request);

/// What a signature has shown to be true.
struct VerifiedSignature {
  std::string accessKeyId;
  SigningScope scope;
  std::shared_ptr<ChunkSignatures> chunks;  ///< of an `aws-chunked` body; null: they have none
};

/// Verifies Signature Version 4, in a header or in the query. Throws what signature_errors.h has
/// for the protocol.
VerifiedSignature checkSignature(const SignedRequest& signedRequest, const SecretLookup& secretOf);

}  // namespace amilocal::gateway
