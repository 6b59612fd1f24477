#include <gtest/gtest.h>

#include <algorithm>

#include "amilocal/core/instant.h"
#include "app/s3_client.h"

namespace amilocal {
namespace {

std::string headerOf(const ClientRequest& request, std::string_view name) {
  const auto found =
      std::ranges::find(request.headers, name, &std::pair<std::string, std::string>::first);
  return found == request.headers.end() ? "" : found->second;
}

S3Access access() {
  return {.server = {},
          .accessKey = "AKIAIOSFODNN7EXAMPLE",
          .secretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
          .token = {},
          .region = "us-east-1"};
}

const auto kThen = *parseInstant("2013-05-24T00:00:00Z");
const std::string kHost = "examplebucket.s3.amazonaws.com";

std::string signatureOf(const S3Request& request) {
  const auto header = headerOf(signedRequest(access(), kHost, request, kThen), "authorization");
  return header.substr(header.rfind('=') + 1);
}

// The examples of the Amazon S3 API Reference, "Signature Calculations for the Authorization
// Header: Transferring Payload in a Single Chunk".
TEST(S3Signature, IsThatOfTheExamples) {
  EXPECT_EQ(
      signatureOf({.method = "GET", .path = "/test.txt", .headers = {{"range", "bytes=0-9"}}}),
      "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  EXPECT_EQ(signatureOf({.method = "PUT",
                         .path = "/test$file.text",
                         .headers = {{"date", "Fri, 24 May 2013 00:00:00 GMT"},
                                     {"x-amz-storage-class", "REDUCED_REDUNDANCY"}},
                         .body = "Welcome to Amazon S3."}),
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  EXPECT_EQ(signatureOf({.method = "GET", .path = "/", .query = {{"lifecycle", ""}}}),
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
  EXPECT_EQ(
      signatureOf({.method = "GET", .path = "/", .query = {{"prefix", "J"}, {"max-keys", "2"}}}),
      "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
}

TEST(S3Signature, GoesWithTheTokenOfASession) {
  auto withToken = access();
  withToken.token = "token";
  const auto request = signedRequest(withToken, kHost, {.method = "GET", .path = "/a b/c"}, kThen);
  EXPECT_EQ(request.target, "/a%20b/c");
  EXPECT_EQ(headerOf(request, "x-amz-security-token"), "token");
  EXPECT_NE(headerOf(request, "authorization")
                .find("SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token"),
            std::string::npos);
}

}  // namespace
}  // namespace amilocal
