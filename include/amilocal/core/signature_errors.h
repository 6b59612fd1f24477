#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "amilocal/core/api_error.h"
#include "amilocal/core/instant.h"

/// What is said of a signature that is not right. Each protocol has words of its own: `ec2-query`,
/// `query` (STS, IAM), `rest-json`, `json-1.1`, `rest-xml` (S3). Sources: aws-facts/errors.md
/// section 2 for EC2; IAM User Guide, "Troubleshoot Signature Version 4 requests"; Amazon S3 API
/// Reference, "Error responses"; the services' common errors.
namespace amilocal::errors {

inline constexpr std::string_view kUnknownToken =
    "The security token included in the request is invalid.";

/// The services that speak JSON by paths answer 403 where those that name a target answer 400.
inline ApiError jsonSignatureError(std::string_view protocol, std::string code, std::string text) {
  return {std::move(code), std::move(text), protocol == "rest-json" ? 403 : 400};
}
/// EC2 says of all that is wrong with credentials the same, so that nobody learns what.
inline ApiError ec2CredentialsNotValid() {
  return {"AuthFailure", "AWS was not able to validate the provided access credentials", 401};
}

/// Nobody has this key.
inline ApiError unknownAccessKey(std::string_view protocol, std::string key) {
  if (protocol == "ec2-query") return ec2CredentialsNotValid();
  if (protocol == "rest-xml")
    return {"InvalidAccessKeyId",
            "The AWS Access Key Id you provided does not exist in our records.",
            403,
            {{"AWSAccessKeyId", std::move(key)}}};
  if (protocol == "query") return {"InvalidClientTokenId", std::string(kUnknownToken), 403};
  return jsonSignatureError(protocol, "UnrecognizedClientException", std::string(kUnknownToken));
}

/// The key of a session comes without its token or with another, or another key with one.
inline ApiError unknownSessionToken(std::string_view protocol) {
  if (protocol == "rest-xml")
    return {"InvalidToken", "The provided token is malformed or otherwise invalid."};
  return unknownAccessKey(protocol, {});
}

/// `detail` says why, where AWS does: `Signature expired: …`.
inline ApiError signatureMismatch(std::string_view protocol, std::string detail = {}) {
  if (protocol == "ec2-query") return ec2CredentialsNotValid();
  if (protocol == "rest-xml")
    return {"SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check "
            "your key and signing method.",
            403};
  if (detail.empty())
    detail =
        "The request signature we calculated does not match the signature you provided. Check your "
        "AWS Secret Access Key and signing method. Consult the service documentation for details.";
  if (protocol == "query") return {"SignatureDoesNotMatch", std::move(detail), 403};
  return jsonSignatureError(protocol, "InvalidSignatureException", std::move(detail));
}

/// The signature was made too long ago, or too far ahead.
inline ApiError requestTimeTooSkewed(std::string_view protocol, std::string_view time, Instant now,
                                     std::string detail) {
  if (protocol == "ec2-query") return {"RequestExpired", "Request has expired."};
  if (protocol == "rest-xml")
    return {"RequestTimeTooSkewed",
            "The difference between the request time and the current time is too large.",
            403,
            {{"RequestTime", std::string(time)},
             {"ServerTime", formatInstantSeconds(now)},
             {"MaxAllowedSkewMilliseconds", "900000"}}};
  return signatureMismatch(protocol, std::move(detail));
}

/// A URL that was signed for a while, when the while is over or has not begun.
inline ApiError presignedUrlExpired(std::string_view protocol) {
  if (protocol == "ec2-query") return {"RequestExpired", "Request has expired."};
  if (protocol == "rest-xml") return {"AccessDenied", "Request has expired", 403};
  return signatureMismatch(protocol, "Signature expired");
}
inline ApiError presignedUrlNotYetValid(std::string_view protocol) {
  if (protocol == "rest-xml") return {"AccessDenied", "Request is not valid yet", 403};
  return signatureMismatch(protocol, "Signature not yet current");
}

/// Nothing says who asks.
inline ApiError missingCredentials(std::string_view protocol) {
  if (protocol == "ec2-query" || protocol == "query")
    return {"MissingAuthenticationToken", "Request is missing Authentication Token", 403};
  if (protocol == "rest-xml") return {"AccessDenied", "Access Denied", 403};
  return jsonSignatureError(protocol, "MissingAuthenticationTokenException",
                            "Missing Authentication Token");
}

/// Headers that AWS wants signed, and that are not.
inline ApiError headersNotSigned(std::string_view protocol, std::string names) {
  if (protocol == "rest-xml")
    return {"AccessDenied",
            "There were headers present in the request which were not signed",
            403,
            {{"HeadersNotSigned", std::move(names)}}};
  return signatureMismatch(protocol);
}

/// The credential names another day than the request's time.
inline ApiError wrongCredentialDate(std::string_view protocol, std::string_view scope,
                                    std::string_view time) {
  if (protocol == "rest-xml")
    return {"AuthorizationHeaderMalformed",
            "The authorization header is malformed; Invalid credential date \"" +
                std::string(scope) + "\". This date is not the same as X-Amz-Date: \"" +
                std::string(time.substr(0, 8)) + "\"."};
  return signatureMismatch(protocol,
                           "Date in Credential scope does not match YYYYMMDD from "
                           "ISO-8601 version of date from HTTP: '" +
                               std::string(scope) + "' != '" + std::string(time.substr(0, 8)) +
                               "', from '" + std::string(time) + "'.");
}

/// Version 2, which S3 still names.
inline ApiError oldSignatureVersion(std::string_view protocol) {
  if (protocol == "rest-xml")
    return {"InvalidRequest",
            "The authorization mechanism you have provided is not supported. Please use "
            "AWS4-HMAC-SHA256."};
  if (protocol == "ec2-query") return ec2CredentialsNotValid();
  return signatureMismatch(protocol);
}

/// Parameters of a presigned URL that are not all there, or not what they should be.
inline ApiError badQuerySignature(std::string_view protocol, std::string text) {
  if (protocol == "rest-xml") return {"AuthorizationQueryParametersError", std::move(text)};
  return {"IncompleteSignature", std::move(text)};
}

/// S3 asks each request to say what its body is.
inline ApiError missingContentSha256() {
  return {"InvalidRequest", "Missing required header for this request: x-amz-content-sha256"};
}
inline ApiError unknownContentSha256(std::string value) {
  return {"InvalidArgument",
          "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, "
          "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a "
          "valid sha256 value.",
          400,
          {{"ArgumentName", "x-amz-content-sha256"}, {"ArgumentValue", std::move(value)}}};
}

}  // namespace amilocal::errors
