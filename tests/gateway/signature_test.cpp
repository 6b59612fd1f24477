#include "gateway/signature.h"

#include <gtest/gtest.h>

#include "amilocal/core/api_error.h"
#include "amilocal/core/hash.h"
#include "amilocal/core/text.h"
#include "gateway/canonical_request.h"
#include "support/refusal.h"

namespace amilocal::gateway {
namespace {

using test::refusalOf;

Instant at(std::string_view iso) { return parseInstant(iso).value(); }

std::optional<KeySecret> exampleSecret(const std::string& key) {
  if (key == "AKIDEXAMPLE") return KeySecret{"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", ""};
  if (key == "AKIAIOSFODNN7EXAMPLE")
    return KeySecret{"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", ""};
  if (key == "ASIASESSION") return KeySecret{"secret", "token"};
  return std::nullopt;
}

// The example of "Create a signed AWS API request" (IAM User Guide).
HttpRequest listUsers() {
  return {
      .method = "GET",
      .target = "/?Action=ListUsers&Version=2010-05-08",
      .headers = {{"Host", "iam.amazonaws.com"},
                  {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"},
                  {"X-Amz-Date", "20150830T123600Z"},
                  {"Authorization",
                   "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
                   "SignedHeaders=content-type;host;x-amz-date, "
                   "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"}}};
}

const Instant kListedAt = at("2015-08-30T12:36:00Z");

std::shared_ptr<ChunkSignatures> check(const HttpRequest& request, Instant now,
                                       std::string_view protocol = "query") {
  return checkSignature({protocol, request, now}, exampleSecret).chunks;
}

TEST(Signature, OfTheGuidesExampleIsRight) { EXPECT_EQ(check(listUsers(), kListedAt), nullptr); }

TEST(Signature, CoversMethodTargetAndBody) {
  auto request = listUsers();
  request.body = "x";
  EXPECT_EQ(refusalOf([&] { check(request, kListedAt); }).code(), "SignatureDoesNotMatch");
  request = listUsers();
  request.method = "POST";
  EXPECT_EQ(refusalOf([&] { check(request, kListedAt); }).code(), "SignatureDoesNotMatch");
  request = listUsers();
  request.target = "/?Action=DeleteUser&Version=2010-05-08";
  EXPECT_EQ(refusalOf([&] { check(request, kListedAt); }).code(), "SignatureDoesNotMatch");
}

// aws-facts/errors.md section 2, RequestExpired: fifteen minutes.
TEST(Signature, LivesForFifteenMinutes) {
  using std::chrono::minutes, std::chrono::seconds;
  EXPECT_EQ(check(listUsers(), kListedAt + minutes{15}), nullptr);
  EXPECT_EQ(check(listUsers(), kListedAt - minutes{15}), nullptr);
  EXPECT_EQ(refusalOf([&] { check(listUsers(), kListedAt + minutes{15} + seconds{1}); }).message(),
            "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z "
            "(20150830T125101Z - 15 min.)");
  EXPECT_EQ(refusalOf([&] { check(listUsers(), kListedAt - minutes{16}); }).message(),
            "Signature not yet current: 20150830T123600Z is still later than 20150830T123500Z "
            "(20150830T122000Z + 15 min.)");
  EXPECT_EQ(refusalOf([&] { check(listUsers(), kListedAt + minutes{16}, "ec2-query"); }).code(),
            "RequestExpired");
}

TEST(Signature, OfAKeyThatNobodyHasIsRefused) {
  auto request = listUsers();
  HeaderList headers;
  for (const auto& [name, value] : request.headers)
    headers.add(name, name == "Authorization"
                          ? "AWS4-HMAC-SHA256 Credential=AKIDNOBODY/20150830/us-east-1/iam/"
                            "aws4_request, SignedHeaders=host, Signature=00"
                          : value);
  request.headers = headers;
  EXPECT_EQ(refusalOf([&] { check(request, kListedAt); }).code(), "InvalidClientTokenId");
  EXPECT_EQ(refusalOf([&] { check(request, kListedAt, "ec2-query"); }).code(), "AuthFailure");
}

TEST(Signature, NeedsAllItsParts) {
  const HttpRequest request{
      .method = "GET",
      .target = "/",
      .headers = {{"Authorization",
                   "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request"}}};
  const auto error = refusalOf([&] { check(request, kListedAt); });
  EXPECT_EQ(error.code(), "IncompleteSignature");
  EXPECT_TRUE(error.message().starts_with(
      "Authorization header requires 'Signature' parameter. Authorization header requires "
      "'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' "
      "or a 'Date' header."))
      << error.message();
}

// The examples of "Signature Calculations for the Authorization Header" (Amazon S3 API Reference).
TEST(Signature, OfS3sExampleIsRight) {
  const HttpRequest request{
      .method = "GET",
      .target = "/test.txt",
      .headers = {{"Host", "examplebucket.s3.amazonaws.com"},
                  {"Range", "bytes=0-9"},
                  {"x-amz-content-sha256",
                   "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
                  {"x-amz-date", "20130524T000000Z"},
                  {"Authorization",
                   "AWS4-HMAC-SHA256 "
                   "Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                   "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                   "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"}}};
  EXPECT_EQ(check(request, at("2013-05-24T00:00:00Z"), "rest-xml"), nullptr);
}

// "Authenticating Requests: Using Query Parameters" (the same).
HttpRequest presigned() {
  return {.method = "GET",
          .target =
              "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
              "AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
              "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
              "&X-Amz-Signature="
              "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
          .headers = {{"Host", "examplebucket.s3.amazonaws.com"}}};
}

TEST(Signature, OfAUrlLivesAsLongAsItSays) {
  const auto made = at("2013-05-24T00:00:00Z");
  EXPECT_EQ(check(presigned(), made + std::chrono::hours{24}, "rest-xml"), nullptr);
  const auto late = refusalOf([&] {
    check(presigned(), made + std::chrono::hours{24} + std::chrono::seconds{1}, "rest-xml");
  });
  EXPECT_EQ(late.message(), "Request has expired");
  const auto early =
      refusalOf([&] { check(presigned(), made - std::chrono::minutes{16}, "rest-xml"); });
  EXPECT_EQ(early.message(), "Request is not valid yet");
}

TEST(Signature, OfAUrlNeedsAllItsParameters) {
  auto request = presigned();
  request.target = request.target.substr(0, request.target.find("&X-Amz-SignedHeaders"));
  EXPECT_EQ(refusalOf([&] { check(request, kListedAt, "rest-xml"); }).code(),
            "AuthorizationQueryParametersError");
}

/// Signs as a client does.
HttpRequest signedBy(const std::string& key, HttpRequest request, std::vector<std::string> names,
                     std::string_view service, std::string_view payload) {
  const SigningScope scope{"20150830", "us-east-1", std::string(service)};
  request.headers.add("X-Amz-Date", "20150830T123600Z");
  const auto form = service == "s3" ? PathForm::once : PathForm::twice;
  const auto canonical = canonicalRequest(request, form, names, payload);
  const SigningKey signingKey(exampleSecret(key)->secret, scope);
  request.headers.add("Authorization",
                      "AWS4-HMAC-SHA256 Credential=" + key + "/" + scope.text() +
                          ", SignedHeaders=" + join(names, ";") + ", Signature=" +
                          signingKey.sign(textToSign("20150830T123600Z", scope, canonical)));
  return request;
}

// STS gives a token with each key, and it must come with each request.
TEST(Signature, OfASessionNeedsItsToken) {
  const auto request = [](std::string_view token) {
    HttpRequest made{.method = "GET", .target = "/", .headers = {{"Host", "ec2"}}};
    if (!token.empty()) made.headers.add("X-Amz-Security-Token", token);
    return signedBy("ASIASESSION", made, {"host", "x-amz-date"}, "ec2", sha256Hex(""));
  };
  EXPECT_EQ(check(request("token"), kListedAt, "ec2-query"), nullptr);
  for (const auto* token : {"", "other"})
    EXPECT_EQ(refusalOf([&] { check(request(token), kListedAt, "ec2-query"); }).code(),
              "AuthFailure");
}

TEST(Signature, MustCoverWhatAwsReadsOfTheHead) {
  HttpRequest made{.method = "PUT", .target = "/b/k", .headers = {{"Host", "s3"}}};
  made.headers.add("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
  made.headers.add("x-amz-acl", "public-read");
  const std::vector<std::string> names{"host", "x-amz-content-sha256", "x-amz-date"};
  const auto request = signedBy("AKIDEXAMPLE", made, names, "s3", "UNSIGNED-PAYLOAD");
  const auto error = refusalOf([&] { check(request, kListedAt, "rest-xml"); });
  EXPECT_EQ(error.message(), "There were headers present in the request which were not signed");
}

// Keys of objects are percent-coded once; a path of another service is coded again.
TEST(Signature, CodesThePathAsTheServiceDoes) {
  const HttpRequest request{.method = "GET", .target = "/a%20b//c/../d?x=%2F&a=1+2"};
  EXPECT_TRUE(canonicalRequest(request, PathForm::once, {}, "")
                  .starts_with("GET\n/a%20b//c/../d\na=1%202&x=%2F\n"));
  EXPECT_TRUE(canonicalRequest(request, PathForm::twice, {}, "").starts_with("GET\n/a%2520b/d\n"));
}

TEST(Signature, OfChunksGoesOnFromTheHead) {
  HttpRequest made{.method = "PUT", .target = "/b/k", .headers = {{"Host", "s3"}}};
  made.headers.add("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
  const auto request = signedBy("AKIDEXAMPLE", made, {"host", "x-amz-content-sha256", "x-amz-date"},
                                "s3", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
  EXPECT_NE(check(request, kListedAt, "rest-xml"), nullptr);
}

TEST(Signature, OfVersion2IsRefused) {
  const HttpRequest request{.method = "GET",
                            .target = "/b/k",
                            .headers = {{"Authorization", "AWS AKIDEXAMPLE:c2lnbmF0dXJl"}}};
  EXPECT_EQ(refusalOf([&] { check(request, kListedAt, "rest-xml"); }).message(),
            "The authorization mechanism you have provided is not supported. Please use "
            "AWS4-HMAC-SHA256.");
}

}  // namespace
}  // namespace amilocal::gateway
