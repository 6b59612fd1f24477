#include "amilocal/core/digest.h"
#include "amilocal/domain/errors/s3_errors.h"
#include "s3_test.h"

namespace amilocal::test {
namespace {

class S3Uploads : public S3Test {
 protected:
  static constexpr std::size_t kPart = 5U << 20U;

  S3Uploads() { givenBucket("images"); }

  std::string begun(Headers headers = {}) {
    return send("POST", "/images/big?uploads", std::move(headers)).element("UploadId");
  }
  std::string partOf(const std::string& upload, int number) {
    return "/images/big?partNumber=" + std::to_string(number) + "&uploadId=" + upload;
  }
  std::string upload(const std::string& id, int number, std::string_view bytes) {
    return put(partOf(id, number), bytes).header("etag").value();
  }
  static std::string listOf(const std::vector<std::pair<int, std::string>>& parts) {
    std::string xml = "<CompleteMultipartUpload>";
    for (const auto& [number, etag] : parts)
      xml += "<Part><PartNumber>" + std::to_string(number) + "</PartNumber><ETag>" + etag +
             "</ETag></Part>";
    return xml + "</CompleteMultipartUpload>";
  }
};

TEST_F(S3Uploads, MakeOneObjectOfParts) {
  const auto id = begun({{"content-type", "text/plain"}, {"x-amz-meta-k", "v"}});
  const std::string first(kPart, 'a');
  const auto two = upload(id, 7, "tail");
  const auto one = upload(id, 2, first);
  const auto answer = send("POST", "/images/big?uploadId=" + id, {}, listOf({{2, one}, {7, two}}));
  const auto etag = encodeHex(digestOf(DigestKind::md5, digestOf(DigestKind::md5, first) +
                                                            digestOf(DigestKind::md5, "tail"))) +
                    "-2";
  EXPECT_TRUE(answer.contains(etag));
  EXPECT_EQ(get("/images/big"), first + "tail");
  const auto head = send("HEAD", "/images/big", {{"x-amz-checksum-mode", "ENABLED"}});
  EXPECT_EQ(head.header("content-type"), "text/plain");
  EXPECT_EQ(head.header("x-amz-meta-k"), "v");
  // The checksum is that of the whole, joined from those of the parts.
  EXPECT_EQ(head.header("x-amz-checksum-crc64nvme"),
            encodeBase64(digestOf(DigestKind::crc64nvme, first + "tail")));
  EXPECT_EQ(codeOf("POST", "/images/big?uploadId=" + id, {}, listOf({{2, one}})),
            errors::noSuchUpload(id).code());
}

TEST_F(S3Uploads, GiveTheirPartsOneByOne) {
  const auto id = begun();
  const auto one = upload(id, 1, std::string(kPart, 'a'));
  const auto two = upload(id, 2, "tail");
  send("POST", "/images/big?uploadId=" + id, {}, listOf({{1, one}, {2, two}}));
  const auto part = send("GET", "/images/big?partNumber=2");
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, "tail");
  EXPECT_EQ(part.header("x-amz-mp-parts-count"), "2");
  EXPECT_EQ(send("GET", "/images/big", {{"range", "bytes=5242878-5242881"}}).body, "aata");
  EXPECT_EQ(codeOf("GET", "/images/big?partNumber=3"), errors::invalidPartNumber().code());
}

// User Guide, "Checking object integrity": a composite checksum is that of the parts' checksums.
TEST_F(S3Uploads, HaveACompositeChecksumForSha256) {
  const auto id = begun({{"x-amz-checksum-algorithm", "SHA256"}});
  const std::string first(kPart, 'a');
  const auto checksum = [](std::string_view text) {
    return encodeBase64(digestOf(DigestKind::sha256, text));
  };
  const auto one =
      put(partOf(id, 1), first, {{"x-amz-checksum-sha256", checksum(first)}}).header("etag");
  const auto two =
      put(partOf(id, 2), "tail", {{"x-amz-checksum-sha256", checksum("tail")}}).header("etag");
  send("POST", "/images/big?uploadId=" + id, {}, listOf({{1, *one}, {2, *two}}));
  const auto head = send("HEAD", "/images/big", {{"x-amz-checksum-mode", "ENABLED"}});
  EXPECT_EQ(
      head.header("x-amz-checksum-sha256"),
      checksum(digestOf(DigestKind::sha256, first) + digestOf(DigestKind::sha256, "tail")) + "-2");
  EXPECT_EQ(head.header("x-amz-checksum-type"), "COMPOSITE");
  const auto other = begun({{"x-amz-checksum-algorithm", "SHA256"}});
  EXPECT_EQ(codeOf("PUT", partOf(other, 1), {{"x-amz-checksum-crc32", "AAAAAA=="}}, ""),
            "InvalidRequest");
  EXPECT_EQ(
      codeOf("POST", "/images/big?uploads",
             {{"x-amz-checksum-algorithm", "SHA256"}, {"x-amz-checksum-type", "FULL_OBJECT"}}),
      "InvalidRequest");
}

TEST_F(S3Uploads, RefusePartsThatDoNotFit) {
  const auto id = begun();
  const auto one = upload(id, 1, "small");
  const auto two = upload(id, 2, "tail");
  const auto complete = [&](const std::vector<std::pair<int, std::string>>& parts) {
    return codeOf("POST", "/images/big?uploadId=" + id, {}, listOf(parts));
  };
  EXPECT_EQ(complete({{1, one}, {2, two}}), errors::entityTooSmall().code());
  EXPECT_EQ(complete({{2, two}, {1, one}}), errors::invalidPartOrder().code());
  EXPECT_EQ(complete({{1, two}}), errors::invalidPart().code());
  EXPECT_EQ(complete({{3, two}}), "InvalidPart");
  EXPECT_EQ(complete({}), "MalformedXML");
  EXPECT_EQ(codeOf("PUT", partOf(id, 0), {}, "x"), "InvalidArgument");
  EXPECT_EQ(codeOf("PUT", partOf("Unone", 1), {}, "x"), "NoSuchUpload");
}

TEST_F(S3Uploads, AreListedAndAborted) {
  const auto id = begun();
  upload(id, 1, "one");
  upload(id, 2, "two");
  EXPECT_TRUE(send("GET", "/images?uploads").contains(id));
  const auto parts = send("GET", "/images/big?uploadId=" + id + "&max-parts=1");
  EXPECT_EQ(parts.element("PartNumber"), "1");
  EXPECT_EQ(parts.element("NextPartNumberMarker"), "1");
  const auto rest = send("GET", "/images/big?part-number-marker=1&uploadId=" + id);
  EXPECT_EQ(rest.element("PartNumber"), "2");
  EXPECT_EQ(rest.element("IsTruncated"), "false");
  EXPECT_EQ(send("DELETE", "/images/big?uploadId=" + id).status, 204);
  EXPECT_FALSE(send("GET", "/images?uploads").contains(id));
  EXPECT_EQ(codeOf("GET", "/images/big"), "NoSuchKey");
}

// An upload does not keep its bucket, and goes with it.
TEST_F(S3Uploads, GoWithTheirBucket) {
  upload(begun(), 1, "one");
  EXPECT_EQ(send("DELETE", "/images").status, 204);
  givenBucket("images");
  EXPECT_FALSE(send("GET", "/images?uploads").contains("<Upload>"));
}

TEST_F(S3Uploads, TakePartsOfOtherObjects) {
  put("/images/source", std::string(kPart, 'a') + "0123456789");
  const auto id = begun();
  const auto copied = send(
      "PUT", partOf(id, 1),
      {{"x-amz-copy-source", "/images/source"}, {"x-amz-copy-source-range", "bytes=10-5242889"}});
  const auto tail = send("PUT", partOf(id, 2),
                         {{"x-amz-copy-source", "/images/source"},
                          {"x-amz-copy-source-range", "bytes=5242880-5242882"}});
  const auto plain = [](std::string text) {
    for (std::size_t at = 0; (at = text.find("&quot;")) != std::string::npos;) text.erase(at, 6);
    return text;
  };
  send("POST", "/images/big?uploadId=" + id, {},
       listOf({{1, plain(copied.element("ETag"))}, {2, plain(tail.element("ETag"))}}));
  EXPECT_EQ(get("/images/big"), std::string(kPart - 10, 'a') + "0123456789012");
  EXPECT_EQ(codeOf("PUT", partOf(id, 1), {{"x-amz-copy-source", "/images/source"}}),
            "NoSuchUpload");
}

}  // namespace
}  // namespace amilocal::test
