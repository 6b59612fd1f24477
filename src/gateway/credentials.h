#pragma once

#include <string>
#include <string_view>

#include "amilocal/net/http_message.h"

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

}  // namespace amilocal::gateway
