#include "app/s3_endpoint.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "support/scripted_server.h"

namespace amilocal {
namespace {

using test::ScriptedServer;

std::string answer(const std::string& head, const std::string& body = {}) {
  return "HTTP/1.1 " + head + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         body;
}

std::shared_ptr<RemoteS3> endpointAt(const std::string& url) {
  return s3Endpoint({.url = url, .accessKey = "AKIDEXAMPLE", .secretKey = "secret"});
}

RemoteS3::NewObject objectOf(const std::string& bytes) {
  RemoteS3::NewObject object{.bucket = "disks", .key = "a b/c"};
  object.bytes = {.size = bytes.size(),
                  .readAt = [bytes](std::uint64_t offset, char* into, std::size_t room) {
                    return bytes.copy(into, room, static_cast<std::size_t>(offset));
                  }};
  return object;
}

std::string errorOf(const std::function<void()>& work) {
  try {
    work();
  } catch (const RemoteS3Error& error) {
    return std::to_string(error.status()) + " " + error.what();
  }
  return "it went well";
}

TEST(S3Endpoint, FindsBucketsAndObjects) {
  ScriptedServer server({answer("200 OK"), answer("404 Not Found"),
                         "HTTP/1.1 200 OK\r\nContent-Length: 7\r\nETag: \"x\"\r\n\r\n",
                         answer("404 Not Found")});
  const auto s3 = endpointAt(server.url());
  EXPECT_TRUE(s3->hasBucket("disks"));
  EXPECT_FALSE(s3->hasBucket("none"));
  const auto object = s3->find("disks", "k").value();
  EXPECT_EQ(object.size, 7U);
  EXPECT_EQ(object.etag, "\"x\"");
  EXPECT_FALSE(s3->find("disks", "none"));
  EXPECT_TRUE(server.requests()[2].starts_with("HEAD /disks/k HTTP/1.0\r\n"));
  EXPECT_NE(
      server.requests()[2].find("\r\nauthorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"),
      std::string::npos);
}

TEST(S3Endpoint, SaysWhatWasRefusedAndByWhom) {
  ScriptedServer server(
      {answer("403 Forbidden"),
       answer("412 Precondition Failed",
              "<Error><Code>PreconditionFailed</Code><Message>No.</Message></Error>")});
  const auto s3 = endpointAt(server.url());
  EXPECT_EQ(errorOf([&] { s3->hasBucket("disks"); }),
            "403 The S3 endpoint " + server.url() + " says: HEAD /disks was refused: HTTP 403");
  EXPECT_EQ(errorOf([&] {
              s3->read({"disks", "k", "\"x\"", 3}, [](std::string_view) {});
            }),
            "412 The S3 endpoint " + server.url() +
                " says: GET /disks/k was refused: PreconditionFailed: No.");
  EXPECT_NE(server.requests()[1].find("if-match: \"x\"\r\n"), std::string::npos);
}

TEST(S3Endpoint, TriesAgainWhatMayPass) {
  ScriptedServer server({answer("503 Slow Down"), "", answer("200 OK")});
  EXPECT_TRUE(endpointAt(server.url())->hasBucket("disks"));
}

// Four times in all.
TEST(S3Endpoint, GivesUpInTheEnd) {
  const auto broken = answer("500 Internal Server Error");
  ScriptedServer server({broken, broken, broken, broken});
  EXPECT_EQ(errorOf([&] { endpointAt(server.url())->hasBucket("disks"); }),
            "500 The S3 endpoint " + server.url() + " says: HEAD /disks was refused: HTTP 500");
  EXPECT_EQ(server.requests().size(), 4U);
}

TEST(S3Endpoint, SaysThatNobodyIsThere) {
  const auto s3 = endpointAt("http://127.0.0.1:1");
  EXPECT_EQ(errorOf([&] { s3->hasBucket("disks"); }),
            "0 The S3 endpoint http://127.0.0.1:1 cannot be reached: Connection refused");
}

TEST(S3Endpoint, EndsAtOnceWhenItIsStopped) {
  const auto s3 = endpointAt("http://127.0.0.1:1");
  s3->stop();
  EXPECT_EQ(errorOf([&] { s3->hasBucket("disks"); }).substr(0, 2), "0 ");
}

TEST(S3Endpoint, GoesOnBehindWhatHasComeWhenAConnectionBreaks) {
  ScriptedServer server({"HTTP/1.1 206 Partial Content\r\nContent-Length: 10\r\n\r\nabcd",
                         answer("206 Partial Content", "efghij")});
  std::string bytes;
  endpointAt(server.url())->read({"disks", "k", "", 10}, [&](std::string_view some) {
    bytes += some;
  });
  EXPECT_EQ(bytes, "abcdefghij");
  EXPECT_NE(server.requests()[0].find("range: bytes=0-9\r\n"), std::string::npos);
  EXPECT_NE(server.requests()[1].find("range: bytes=4-9\r\n"), std::string::npos);
}

TEST(S3Endpoint, TakesEverythingFromWhoKnowsNoRanges) {
  ScriptedServer server(
      {"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nabcd", answer("200 OK", "abcdefghijkl")});
  std::string bytes;
  endpointAt(server.url())->read({"disks", "k", "", 10}, [&](std::string_view some) {
    bytes += some;
  });
  EXPECT_EQ(bytes, "abcdefghij");
}

TEST(S3Endpoint, TakesNoLessThanThereShouldBe) {
  ScriptedServer server({answer("206 Partial Content", "abcd")});
  EXPECT_EQ(errorOf([&] {
              endpointAt(server.url())->read({"disks", "k", "", 10}, [](std::string_view) {});
            }),
            "0 The S3 endpoint " + server.url() + " gives 4 bytes of disks/k, which has 10");
}

TEST(S3Endpoint, WritesWithMetadataAndTags) {
  ScriptedServer server({answer("200 OK")});
  auto object = objectOf("bytes");
  object.metadata = {{"ami-name", "a  b"}, {"ami-description", "x\r\nevil: y"}};
  object.tags = "k=v%26w";
  endpointAt(server.url())->write(object);
  const auto& request = server.requests()[0];
  EXPECT_TRUE(request.starts_with("PUT /disks/a%20b/c HTTP/1.0\r\n"));
  EXPECT_TRUE(request.ends_with("\r\n\r\nbytes"));
  for (const auto* header : {"x-amz-meta-ami-name: a  b\r\n", "x-amz-tagging: k=v%26w\r\n",
                             "x-amz-meta-ami-description: =?UTF-8?B?eA0KZXZpbDogeQ==?=\r\n"})
    EXPECT_NE(request.find(header), std::string::npos) << header;
}

// An answer of S3 may begin well and be an error (Amazon S3 API Reference, CopyObject).
TEST(S3Endpoint, BelievesNoCopyThatIsAnError) {
  const auto failed =
      answer("200 OK", "<Error><Code>AccessDenied</Code><Message>No.</Message></Error>");
  ScriptedServer server({failed, answer("200 OK",
                                        "<CopyObjectResult><ETag>x</ETag>"
                                        "</CopyObjectResult>")});
  endpointAt(server.url())->copy("disks/a b", "others/c");
  EXPECT_NE(server.requests()[1].find("x-amz-copy-source: /disks/a%20b\r\n"), std::string::npos);
}

TEST(S3Endpoint, MakesABucketThatIsThereOnlyOnce) {
  ScriptedServer server(
      {answer("409 Conflict",
              "<Error><Code>BucketAlreadyOwnedByYou</Code><Message>No.</Message></Error>"),
       answer("200 OK")});
  EXPECT_NO_THROW(endpointAt(server.url())->makeBucket("disks"));
  EXPECT_TRUE(server.requests()[1].starts_with("HEAD /disks "));
}

}  // namespace
}  // namespace amilocal
