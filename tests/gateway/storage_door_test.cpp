#include <gtest/gtest.h>

#include "amilocal/gateway/gateway.h"
#include "gateway/doors.h"

namespace amilocal {
namespace {

constexpr wire::ServiceTable kService{.name = "s3", .protocol = "rest-xml"};

// Amazon S3 API Reference, "REST error responses": members beside the message are elements.
TEST(StorageDoor, TellsErrorsWithTheirMembers) {
  const auto& door = gateway::doorFor("rest-xml");
  const auto answer = door.encodeError(
      kService, ApiError("NoSuchKey", "Not <there>", 404, {{"Key", "a&b"}}), "id-1");
  EXPECT_EQ(answer.body,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchKey</Code>"
            "<Message>Not &lt;there&gt;</Message><Key>a&amp;b</Key><RequestId>id-1</RequestId>"
            "<HostId>id-1</HostId></Error>");
}

TEST(StorageDoor, HasNamesOfItsOwnForCommonErrors) {
  const auto& door = gateway::doorFor("rest-xml");
  const auto text = [&](const char* code) {
    return door.encodeError(kService, ApiError(code, ""), "").body;
  };
  EXPECT_NE(text("AuthFailure").find("<Code>InvalidAccessKeyId<"), std::string::npos);
  EXPECT_NE(text("Unavailable").find("<Code>ServiceUnavailable<"), std::string::npos);
}

TEST(StorageDoor, AddsTheLinesOfS3) {
  HeaderList headers;
  gateway::addStorageHead(headers, "id-1");
  EXPECT_EQ(headers.find("x-amz-request-id"), "id-1");
  EXPECT_FALSE(headers.contains("cache-control"));
}

// Only what goes to S3 may be longer than --max-body-bytes: the others keep bodies in memory.
TEST(LongBodies, AreForS3Alone) {
  const auto takes = [](const char* method, const char* target, const char* scope) {
    HttpRequest request{.method = method, .target = target};
    if (*scope != 0)
      request.headers.add("Authorization",
                          std::string("AWS4-HMAC-SHA256 Credential=k/d/us-east-1/") + scope +
                              "/aws4_request, Signature=0");
    return Gateway::takesLongBody(request);
  };
  EXPECT_TRUE(takes("PUT", "/bucket/key", "s3"));
  EXPECT_FALSE(takes("PUT", "/rules/x", "rbin"));
  EXPECT_FALSE(takes("POST", "/bucket/key", "s3"));
  EXPECT_TRUE(takes("PUT", "/bucket/key", ""));
  EXPECT_FALSE(takes("PUT", "/", ""));
  EXPECT_TRUE(takes("PUT", "/b/k?X-Amz-Credential=k%2Fd%2Fr%2Fs3%2Faws4_request", ""));
}

}  // namespace
}  // namespace amilocal
