#include "gateway/signature.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "amilocal/core/hash.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/core/signature_errors.h"
#include "amilocal/core/text.h"
#include "gateway/canonical_request.h"
#include "gateway/doors.h"

namespace amilocal::gateway {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
constexpr std::string_view kStorage = "rest-xml";

// AWS allows fifteen minutes between the client's clock and its own (aws-facts/errors.md section 2,
// RequestExpired), and presigned URLs a week (Amazon S3 API Reference, "Authenticating requests:
// using query parameters").
constexpr auto kSkew = std::chrono::minutes{15};
constexpr std::int64_t kWeek = 7LL * 24 * 3600;

/// What a request says of its signature.
struct Claim {
  std::string accessKeyId;
  SigningScope scope;
  std::string time;  ///< `20261121T092012Z`
  std::vector<std::string> signedHeaders;
  std::string signature;
  std::string token;
  std::optional<std::int64_t> lifetime{};  ///< seconds, of a presigned URL
};

std::optional<Instant> instantOf(std::string_view time) {
  constexpr std::size_t kSize = 16;
  if (time.size() != kSize || time[8] != 'T' || time.back() != 'Z') return std::nullopt;
  const auto part = [&](std::size_t from, std::size_t size) {
    return std::string(time.substr(from, size));
  };
  return parseInstant(part(0, 4) + "-" + part(4, 2) + "-" + part(6, 2) + "T" + part(9, 2) + ":" +
                      part(11, 2) + ":" + part(13, 2) + "Z");
}

/// Credential, SignedHeaders, Signature: in the header's list, or as parameters.
using Named = std::function<std::string(std::string_view name)>;

void readCredential(Claim& claim, const std::string& credential) {
  const auto parts = split(credential, '/');
  if (parts.size() != 5 || parts[4] != "aws4_request")
    throw errors::incompleteSignature(
        "Credential must have exactly 5 slash-delimited elements, e.g. "
        "keyid/date/region/service/term, got '" +
        credential + "'");
  claim.accessKeyId = parts[0];
  claim.scope = {std::string(parts[1]), std::string(parts[2]), std::string(parts[3])};
}

void readSignedHeaders(Claim& claim, const std::string& names) {
  for (const auto name : split(names, ';')) claim.signedHeaders.emplace_back(name);
}

// `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`
Claim readHeader(const HttpRequest& request, std::string_view header) {
  const auto list = trim(header.substr(kAlgorithm.size()));
  const auto find = [&](std::string_view name) {
    for (auto part : split(list, ',')) {
      part = trim(part);
      if (part.starts_with(name) && part.substr(name.size()).starts_with('='))
        return std::string(part.substr(name.size() + 1));
    }
    return std::string();
  };
  const auto time = request.headers.find("X-Amz-Date").value_or("");
  std::string missing;
  for (const std::string_view name : {"Credential", "Signature", "SignedHeaders"})
    if (find(name).empty())
      missing += "Authorization header requires '" + std::string(name) + "' parameter. ";
  if (time.empty())
    missing +=
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
  if (!missing.empty())
    throw errors::incompleteSignature(missing + "Authorization=" + std::string(kAlgorithm));
  Claim claim;
  readCredential(claim, find("Credential"));
  readSignedHeaders(claim, find("SignedHeaders"));
  claim.signature = find("Signature");
  claim.time = time;
  claim.token = request.headers.find("X-Amz-Security-Token").value_or("");
  return claim;
}

Claim readQuery(const SignedRequest& signedRequest) {
  const auto parameters = queryParameters(signedRequest.request);
  const auto find = [&](std::string_view name) {
    const auto found = std::ranges::find(parameters, name, &Parameter::name);
    return found == parameters.end() ? std::string() : found->value;
  };
  if (find("X-Amz-Algorithm").empty() && !find("Signature").empty())
    throw errors::oldSignatureVersion(signedRequest.protocol);
  for (const std::string_view name : {"X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature",
                                      "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Expires"})
    if (find(name).empty() && (name != "X-Amz-Expires" || signedRequest.protocol == kStorage))
      throw errors::badQuerySignature(
          signedRequest.protocol,
          "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, "
          "X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
  if (find("X-Amz-Algorithm") != kAlgorithm)
    throw errors::badQuerySignature(signedRequest.protocol,
                                    "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
  Claim claim;
  readCredential(claim, find("X-Amz-Credential"));
  readSignedHeaders(claim, find("X-Amz-SignedHeaders"));
  claim.signature = find("X-Amz-Signature");
  claim.time = find("X-Amz-Date");
  claim.token = find("X-Amz-Security-Token");
  const auto expires = find("X-Amz-Expires");
  if (expires.empty()) return claim;
  claim.lifetime = parseInteger(expires);
  if (!claim.lifetime || *claim.lifetime < 0 || *claim.lifetime > kWeek)
    throw errors::badQuerySignature(signedRequest.protocol,
                                    "X-Amz-Expires must be a number of seconds, less than a week: "
                                    "that is, the given X-Amz-Expires must be at most 604800");
  return claim;
}

// Who stands before this server may have looked at another one of several.
void checkOneAuthorization(const HttpRequest& request) {
  int count = 0;
  for (const auto& [name, value] : request.headers)
    if (equalsIgnoringCase(name, "Authorization")) ++count;
  if (count > 1)
    throw errors::incompleteSignature("A request has one Authorization header, and this one has " +
                                      std::to_string(count) + ".");
}

Claim readClaim(const SignedRequest& signedRequest) {
  checkOneAuthorization(signedRequest.request);
  const auto header = signedRequest.request.headers.find("Authorization");
  if (!header) return readQuery(signedRequest);
  if (header->starts_with(kAlgorithm)) return readHeader(signedRequest.request, *header);
  throw errors::oldSignatureVersion(signedRequest.protocol);
}

std::string compact(Instant at) {
  std::string text;
  for (const char c : formatInstantSeconds(at))
    if (c != '-' && c != ':') text += c;
  return text;
}

// `Signature expired: A is now earlier than B (C - 15 min.)`
std::string skewText(const Claim& claim, Instant now, bool isLate) {
  const auto limit = isLate ? now - kSkew : now + kSkew;
  return std::string(isLate ? "Signature expired: " : "Signature not yet current: ") + claim.time +
         (isLate ? " is now earlier than " : " is still later than ") + compact(limit) + " (" +
         compact(now) + (isLate ? " - 15 min.)" : " + 15 min.)");
}

void checkTime(const SignedRequest& signedRequest, const Claim& claim) {
  const auto& [protocol, request, now] = signedRequest;
  const auto at = instantOf(claim.time);
  if (!at)
    throw errors::incompleteSignature("Date must be in ISO-8601 'basic format'. Got '" +
                                      claim.time + "'. See http://en.wikipedia.org/wiki/ISO_8601");
  if (claim.time.substr(0, 8) != claim.scope.date)
    throw errors::wrongCredentialDate(protocol, claim.scope.date, claim.time);
  if (claim.lifetime) {
    if (*at > now + kSkew) throw errors::presignedUrlNotYetValid(protocol);
    if (*at + std::chrono::seconds{*claim.lifetime} < now)
      throw errors::presignedUrlExpired(protocol);
    return;
  }
  if (*at + kSkew < now || *at > now + kSkew)
    throw errors::requestTimeTooSkewed(protocol, claim.time, now, skewText(claim, now, *at < now));
}

// Whatever AWS understands of a request's head must be signed, as the host must. A session's token
// may be added afterwards.
void checkSignedHeaders(const SignedRequest& signedRequest, const Claim& claim) {
  const auto isSignedHeader = [&](const std::string& name) {
    return std::ranges::find(claim.signedHeaders, name) != claim.signedHeaders.end();
  };
  std::string open = isSignedHeader("host") ? "" : "host";
  for (const auto& [name, value] : signedRequest.request.headers) {
    const auto lower = toLower(name);
    if (!lower.starts_with("x-amz-") || lower == "x-amz-security-token") continue;
    if (isSignedHeader(lower)) continue;
    if (!open.empty()) open += ", ";
    open += lower;
  }
  if (!open.empty()) throw errors::headersNotSigned(signedRequest.protocol, open);
}

bool isSha256(std::string_view text) {
  constexpr std::size_t kDigits = 64;
  return text.size() == kDigits && decodeHex(text).has_value();
}

// What S3 lets a request say of its body. Whether a digest is right is seen where the body is read.
std::string storagePayload(const HttpRequest& request, const Claim& claim) {
  static constexpr std::string_view kWords[] = {
      "UNSIGNED-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
      "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"};
  const auto given = request.headers.find("x-amz-content-sha256");
  if (!given) {
    if (!request.headers.contains("Authorization")) return std::string(kWords[0]);
    throw errors::missingContentSha256();
  }
  if (!isSha256(*given) && std::ranges::find(kWords, *given) == std::end(kWords))
    throw errors::unknownContentSha256(std::string(*given));
  if (given->starts_with("STREAMING-") && claim.lifetime)
    throw errors::unknownContentSha256(std::string(*given));
  return std::string(*given);
}

// The other services look at the body themselves, but where an operation leaves it unsigned (EBS
// direct APIs, PutSnapshotBlock).
std::string payloadOf(const SignedRequest& signedRequest, const Claim& claim) {
  const auto& request = signedRequest.request;
  if (signedRequest.protocol == kStorage) return storagePayload(request, claim);
  const auto given = request.headers.find("x-amz-content-sha256").value_or("");
  if (signedRequest.protocol == "rest-json" && given == "UNSIGNED-PAYLOAD")
    return std::string(given);
  return sha256Hex(request.body);
}

void checkToken(std::string_view protocol, const Claim& claim, const KeySecret& secret) {
  if (!isSameSecret(claim.token, secret.token)) throw errors::unknownSessionToken(protocol);
}

}  // namespace

bool isSigned(const HttpRequest& request) {
  if (request.headers.contains("Authorization")) return true;
  const auto parameters = queryParameters(request);
  return std::ranges::any_of(parameters, [](const Parameter& parameter) {
    return parameter.name == "X-Amz-Algorithm" || parameter.name == "X-Amz-Signature" ||
           parameter.name == "X-Amz-Credential" || parameter.name == "Signature";
  });
}

VerifiedSignature checkSignature(const SignedRequest& signedRequest, const SecretLookup& secretOf) {
  const auto protocol = signedRequest.protocol;
  const auto claim = readClaim(signedRequest);
  const auto secret = secretOf(claim.accessKeyId);
  if (!secret) throw errors::unknownAccessKey(protocol, claim.accessKeyId);
  checkToken(protocol, claim, *secret);
  checkTime(signedRequest, claim);
  checkSignedHeaders(signedRequest, claim);
  const auto payload = payloadOf(signedRequest, claim);
  const auto path = protocol == kStorage ? PathForm::once : PathForm::twice;
  const auto canonical =
      canonicalRequest(signedRequest.request, path, claim.signedHeaders, payload);
  const SigningKey key(secret->secret, claim.scope);
  if (!isSameSecret(claim.signature, key.sign(textToSign(claim.time, claim.scope, canonical))))
    throw errors::signatureMismatch(protocol);
  VerifiedSignature verified{claim.accessKeyId, claim.scope, nullptr};
  if (payload.starts_with("STREAMING-AWS4-HMAC-SHA256-PAYLOAD"))
    verified.chunks =
        std::make_shared<ChunkSignatures>(key, claim.time, claim.scope, claim.signature);
  return verified;
}

}  // namespace amilocal::gateway
