#pragma once

#include <string>
#include <string_view>

#include "amilocal/net/http_message.h"
#include "amilocal/wire/operation.h"

namespace amilocal::gateway {

/// What a request's signature says: `Credential=KEY/DATE/REGION/SERVICE/aws4_request` is the only
/// place that names service and Region (clients/contract.md 2.1). Empty members for an unsigned
/// request.
struct CredentialScope {
  std::string accessKeyId;
  std::string region;
  std::string service;
};

/// Reads the `Authorization` header, else the presigned or version 2 parameters of the query or of
/// a form. Throws IncompleteSignature for a header that has not the
/// form of a signature.
CredentialScope readCredentials(const HttpRequest& request);

/// Which requests need no signature: those to S3, whose grants know strangers, and the one of STS
/// that brings a token of its own.
bool takesStrangers(const wire::ServiceTable& service, const HttpRequest& request);

}  // namespace amilocal::gateway
