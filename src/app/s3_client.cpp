#include "app/s3_client.h"

#include <algorithm>
#include <array>

#include "amilocal/core/clock.h"
#include "amilocal/core/digest.h"
#include "amilocal/core/hash.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/core/signing.h"
#include "amilocal/core/text.h"
#include "amilocal/wire/xml_reader.h"
#include "amilocal/wire/xml_writer.h"

namespace amilocal {
namespace {

// A part of an object is written to the disk before the answer comes.
constexpr std::chrono::minutes kPatience{5};
constexpr std::chrono::seconds kHeadPatience{30};

/// `20130524T000000Z`
std::string basicTime(Instant now) {
  std::string basic;
  for (const char c : formatInstant(wholeSeconds(now)).substr(0, 19))
    if (c != '-' && c != ':') basic += c;
  return basic + "Z";
}

std::string queryText(const NamedTexts& query) {
  auto sorted = query;
  std::ranges::sort(sorted);
  std::string text;
  for (const auto& [name, value] : sorted) {
    if (!text.empty()) text += '&';
    text += encodePercent(name) + "=" + encodePercent(value);
  }
  return text;
}

struct Canonical {
  std::string headers;
  std::string names;
};

// Trimmed, and with one blank where there are several.
std::string canonicalValue(std::string_view value) {
  std::string out;
  for (const char c : trim(value))
    if (c != ' ' || !out.ends_with(' ')) out += c;
  return out;
}

Canonical canonicalHeaders(NamedTexts headers) {
  std::ranges::sort(headers);
  Canonical canonical;
  for (const auto& [name, value] : headers) {
    canonical.headers += name + ":" + canonicalValue(value) + "\n";
    canonical.names += (canonical.names.empty() ? "" : ";") + name;
  }
  return canonical;
}

std::string payloadDigest(const S3Request& request) {
  if (!request.source) return sha256Hex(request.body);
  Digest digest(DigestKind::sha256);
  std::array<char, 65536> buffer;
  for (std::uint64_t at = 0; at < request.source->size;) {
    const auto room = std::min<std::uint64_t>(buffer.size(), request.source->size - at);
    const auto count = request.source->readAt(at, buffer.data(), static_cast<std::size_t>(room));
    if (count == 0) break;
    digest.update({buffer.data(), count});
    at += count;
  }
  return encodeHex(digest.finish());
}

S3Error refusalOf(const S3Request& request, const ClientAnswer& answer) {
  auto text = "HTTP " + std::to_string(answer.status);
  try {
    const wire::XmlDocument document(answer.body);
    const auto root = document.root();
    if (root.name() == "Error")
      text = root.child("Code").text() + ": " + root.child("Message").text();
  } catch (const ApiError&) {
    // An answer without a document has its status alone.
  }
  return {request.method + " " + request.path + " was refused: " + text, answer.status};
}

}  // namespace

ClientRequest signedRequest(const S3Access& access, const std::string& host,
                            const S3Request& request, Instant now) {
  const auto time = basicTime(now);
  const auto payload = payloadDigest(request);
  auto headers = request.headers;
  headers.emplace_back("x-amz-content-sha256", payload);
  headers.emplace_back("x-amz-date", time);
  if (!access.token.empty()) headers.emplace_back("x-amz-security-token", access.token);
  auto named = headers;
  named.emplace_back("host", host);
  const auto canonical = canonicalHeaders(std::move(named));
  const auto path = encodePercent(request.path, "/");
  const auto query = queryText(request.query);
  const auto text = request.method + "\n" + path + "\n" + query + "\n" + canonical.headers + "\n" +
                    canonical.names + "\n" + payload;
  const SigningScope scope{time.substr(0, 8), access.region, "s3"};
  auto authorization = "AWS4-HMAC-SHA256 Credential=" + access.accessKey + "/" + scope.text() +
                       ",SignedHeaders=" + canonical.names + ",Signature=" +
                       SigningKey(access.secretKey, scope).sign(textToSign(time, scope, text));
  headers.emplace_back("authorization", std::move(authorization));
  return {request.method, path + (query.empty() ? "" : "?" + query), headers, request.body,
          request.source};
}

ClientAnswer S3Client::require(const S3Request& request, decltype(Asking::take) take) const {
  auto answer = ask(access_.server,
                    signedRequest(access_, hostOf(access_.server), request, SystemClock().now()),
                    {.patience = request.method == "HEAD" ? kHeadPatience : kPatience,
                     .isStopped = isStopped_,
                     .take = std::move(take)});
  if (!answer.isGood()) throw refusalOf(request, answer);
  return answer;
}

std::optional<std::string> S3Client::findRegion(const std::string& bucket) const {
  constexpr int kNotFound = 404;
  const S3Request request{.method = "GET", .path = "/" + bucket, .query = {{"location", ""}}};
  try {
    const wire::XmlDocument document(require(request).body);
    const auto region = document.root().text();
    return region.empty() ? "us-east-1" : region;
  } catch (const S3Error& error) {
    if (error.status() == kNotFound) return std::nullopt;
    throw;
  } catch (const ApiError&) {
    throw S3Error("the answer of S3 on the place of " + bucket + " is no XML", 0);
  }
}

void S3Client::makeBucket(const std::string& bucket, const std::string& region,
                          NamedTexts headers) const {
  std::string body;
  if (region != "us-east-1") {
    body = "<CreateBucketConfiguration><LocationConstraint>";
    wire::appendEscaped(body, region);
    body += "</LocationConstraint></CreateBucketConfiguration>";
  }
  require({.method = "PUT", .path = "/" + bucket, .headers = std::move(headers), .body = body});
}

void S3Client::removeBucket(const std::string& bucket) const {
  require({.method = "DELETE", .path = "/" + bucket});
}

void S3Client::put(const std::string& bucket, const std::string& key, std::string_view bytes,
                   const std::string& acl) const {
  S3Request request{.method = "PUT", .path = "/" + bucket + "/" + key, .body = bytes};
  request.headers.emplace_back("content-md5", encodeBase64(digestOf(DigestKind::md5, bytes)));
  if (!acl.empty()) request.headers.emplace_back("x-amz-acl", acl);
  require(request);
}

std::string S3Client::get(const std::string& bucket, const std::string& key) const {
  return require({.method = "GET", .path = "/" + bucket + "/" + key}).body;
}

void S3Client::remove(const std::string& bucket, const std::string& key) const {
  require({.method = "DELETE", .path = "/" + bucket + "/" + key});
}

std::vector<std::string> S3Client::keysUnder(const std::string& bucket,
                                             const std::string& prefix) const {
  std::vector<std::string> keys;
  for (bool isMore = true; isMore;) {
    S3Request request{.method = "GET", .path = "/" + bucket};
    request.query = {{"prefix", prefix}};
    if (!keys.empty()) request.query.emplace_back("marker", keys.back());
    const auto before = keys.size();
    const auto body = require(request).body;
    try {
      const wire::XmlDocument document(body);
      for (const auto& each : document.root().children("Contents"))
        keys.push_back(each.child("Key").wholeText());
      isMore = document.root().child("IsTruncated").text() == "true" && keys.size() > before;
    } catch (const ApiError&) {
      throw S3Error("the listing of " + bucket + " is no XML", 0);
    }
  }
  return keys;
}

std::string elementOf(const ClientAnswer& answer, std::string_view name) {
  try {
    const wire::XmlDocument document(answer.body);
    const auto root = document.root();
    if (root.name() == "Error")
      throw S3Error(root.child("Code").text() + ": " + root.child("Message").text(), 500);
    return root.child(name).wholeText();
  } catch (const ApiError&) {
    throw S3Error("the answer of S3 is no XML", 0);
  }
}

}  // namespace amilocal
