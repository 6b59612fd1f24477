#include "app/bundle/s3_client.h"

#include <algorithm>

#include "amilocal/core/clock.h"
#include "amilocal/core/digest.h"
#include "amilocal/core/hash.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"
#include "amilocal/wire/xml_reader.h"
#include "amilocal/wire/xml_writer.h"

namespace amilocal::bundle {
namespace {

// A part of ten megabytes is written to the disk before the answer comes.
constexpr std::chrono::minutes kPatience{5};

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";

std::string hmac(std::string_view key, std::string_view text) {
  const auto digest = hmacSha256(key, text);
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

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

Canonical canonicalHeaders(NamedTexts headers) {
  std::ranges::sort(headers);
  Canonical canonical;
  for (const auto& [name, value] : headers) {
    canonical.headers += name + ":" + std::string(trim(value)) + "\n";
    canonical.names += (canonical.names.empty() ? "" : ";") + name;
  }
  return canonical;
}

std::string signatureOf(const S3Access& access, const std::string& date, std::string_view text) {
  auto key = hmac("AWS4" + access.secretKey, date);
  key = hmac(key, access.region);
  key = hmac(key, "s3");
  key = hmac(key, "aws4_request");
  return encodeHex(hmac(key, text));
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
  const auto date = time.substr(0, 8);
  auto headers = request.headers;
  headers.emplace_back("x-amz-content-sha256", sha256Hex(request.body));
  headers.emplace_back("x-amz-date", time);
  if (!access.token.empty()) headers.emplace_back("x-amz-security-token", access.token);
  auto named = headers;
  named.emplace_back("host", host);
  const auto canonical = canonicalHeaders(std::move(named));
  const auto path = encodePercent(request.path, "/");
  const auto query = queryText(request.query);
  const auto text = request.method + "\n" + path + "\n" + query + "\n" + canonical.headers + "\n" +
                    canonical.names + "\n" + sha256Hex(request.body);
  const auto scope = date + "/" + access.region + "/s3/aws4_request";
  std::string toSign(kAlgorithm), authorization(kAlgorithm);
  for (const auto& line : {time, scope, sha256Hex(text)}) (toSign += '\n') += line;
  authorization += " Credential=";
  ((authorization += access.accessKey) += '/') += scope;
  (authorization += ",SignedHeaders=") += canonical.names;
  (authorization += ",Signature=") += signatureOf(access, date, toSign);
  headers.emplace_back("authorization", std::move(authorization));
  return {request.method, path + (query.empty() ? "" : "?" + query), headers, request.body};
}

ClientAnswer S3Client::send(const S3Request& request) {
  return ask(access_.server,
             signedRequest(access_, hostOf(access_.server), request, SystemClock().now()),
             kPatience);
}

ClientAnswer S3Client::require(const S3Request& request) {
  constexpr int kGood = 200, kNoLongerGood = 300;
  auto answer = send(request);
  if (answer.status < kGood || answer.status >= kNoLongerGood) throw refusalOf(request, answer);
  return answer;
}

std::optional<std::string> S3Client::findRegion(const std::string& bucket) {
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

void S3Client::makeBucket(const std::string& bucket, const std::string& region) {
  std::string body;
  if (region != "us-east-1") {
    body = "<CreateBucketConfiguration><LocationConstraint>";
    wire::appendEscaped(body, region);
    body += "</LocationConstraint></CreateBucketConfiguration>";
  }
  // EC2 is let in by an ACL, which new buckets do not have of themselves (Amazon S3 User Guide,
  // "Controlling ownership of objects and disabling ACLs for your bucket").
  require({.method = "PUT",
           .path = "/" + bucket,
           .headers = {{"x-amz-object-ownership", "BucketOwnerPreferred"}},
           .body = body});
}

void S3Client::removeBucket(const std::string& bucket) {
  require({.method = "DELETE", .path = "/" + bucket});
}

void S3Client::put(const std::string& bucket, const std::string& key, std::string_view bytes,
                   const std::string& acl) {
  S3Request request{.method = "PUT", .path = "/" + bucket + "/" + key, .body = bytes};
  request.headers.emplace_back("content-md5", encodeBase64(digestOf(DigestKind::md5, bytes)));
  if (!acl.empty()) request.headers.emplace_back("x-amz-acl", acl);
  require(request);
}

std::string S3Client::get(const std::string& bucket, const std::string& key) {
  return require({.method = "GET", .path = "/" + bucket + "/" + key}).body;
}

void S3Client::remove(const std::string& bucket, const std::string& key) {
  require({.method = "DELETE", .path = "/" + bucket + "/" + key});
}

std::vector<std::string> S3Client::keysUnder(const std::string& bucket, const std::string& prefix) {
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

}  // namespace amilocal::bundle
