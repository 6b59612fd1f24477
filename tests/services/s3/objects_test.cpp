#include "amilocal/core/digest.h"
#include "amilocal/domain/bucket_rules.h"
#include "amilocal/domain/errors/s3_errors.h"
#include "s3_test.h"

namespace amilocal::test {
namespace {

class S3Objects : public S3Test {
 protected:
  S3Objects() { givenBucket("images"); }
};

TEST_F(S3Objects, ArePutAndGot) {
  const auto answer = put("/images/a/b.txt", "hello",
                          {{"content-type", "text/plain"},
                           {"x-amz-meta-color", "blue"},
                           {"cache-control", "no-store"}});
  EXPECT_EQ(answer.header("etag"), "\"5d41402abc4b2a76b9719d911017c592\"");
  const auto got = send("GET", "/images/a/b.txt");
  EXPECT_EQ(got.body, "hello");
  EXPECT_EQ(got.header("content-type"), "text/plain");
  EXPECT_EQ(got.header("x-amz-meta-color"), "blue");
  EXPECT_EQ(got.header("cache-control"), "no-store");
  EXPECT_EQ(got.header("last-modified"), "Fri, 20 Nov 2026 12:00:00 GMT");
  const auto head = send("HEAD", "/images/a/b.txt");
  EXPECT_EQ(head.header("content-length"), "5");
  EXPECT_EQ(head.body, "");
}

TEST_F(S3Objects, AreReplacedAndDeleted) {
  put("/images/a", "one");
  put("/images/a", "two");
  EXPECT_EQ(get("/images/a"), "two");
  EXPECT_EQ(send("DELETE", "/images/a").status, 204);
  EXPECT_EQ(send("DELETE", "/images/a").status, 204);  // what is not there is deleted, too
  const auto error = refusal("GET", "/images/a");
  EXPECT_EQ(error.code(), errors::noSuchKey("a").code());
  EXPECT_EQ(error.status(), 404);
}

TEST_F(S3Objects, MayBeEmpty) {
  put("/images/a", "");
  EXPECT_EQ(get("/images/a"), "");
  EXPECT_EQ(send("HEAD", "/images/a").header("content-length"), "0");
}

TEST_F(S3Objects, GiveRanges) {
  put("/images/a", "0123456789");
  const auto part = send("GET", "/images/a", {{"range", "bytes=2-4"}});
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, "234");
  EXPECT_EQ(part.header("content-range"), "bytes 2-4/10");
  EXPECT_EQ(send("GET", "/images/a", {{"range", "bytes=-3"}}).body, "789");
  EXPECT_EQ(send("GET", "/images/a", {{"range", "bytes=8-"}}).body, "89");
  EXPECT_EQ(send("GET", "/images/a", {{"range", "bytes=8-99"}}).body, "89");
  EXPECT_EQ(send("GET", "/images/a", {{"range", "lines=1"}}).body.size(), 10U);
  EXPECT_EQ(send("GET", "/images/a", {{"range", "bytes=4-2"}}).status, 200);
  const auto error = refusal("GET", "/images/a", {{"range", "bytes=10-"}});
  EXPECT_EQ(error.code(), errors::invalidRange().code());
  EXPECT_EQ(error.status(), 416);
}

// RFC 9110, 13.2.2: an entity tag goes before a date.
TEST_F(S3Objects, KeepConditions) {
  put("/images/a", "hello");
  const Headers same{{"if-none-match", "\"5d41402abc4b2a76b9719d911017c592\""}};
  const auto unchanged = send("GET", "/images/a", same);
  EXPECT_EQ(unchanged.status, errors::notModified().status());
  EXPECT_EQ(unchanged.body, "");
  EXPECT_EQ(
      send("GET", "/images/a", {{"if-modified-since", "Fri, 20 Nov 2026 12:00:00 GMT"}}).status,
      304);
  EXPECT_EQ(
      send("GET", "/images/a", {{"if-modified-since", "Fri, 20 Nov 2026 11:59:59 GMT"}}).status,
      200);
  EXPECT_EQ(codeOf("GET", "/images/a", {{"if-match", "\"other\""}}),
            errors::preconditionFailed("").code());
  EXPECT_EQ(codeOf("GET", "/images/a", {{"if-unmodified-since", "Fri, 20 Nov 2026 11:00:00 GMT"}}),
            "PreconditionFailed");
  EXPECT_EQ(refusal("PUT", "/images/a", {{"if-none-match", "*"}}, "x").status(), 412);
  EXPECT_EQ(codeOf("PUT", "/images/b", {{"if-match", "\"x\""}}, "x"), "NoSuchKey");
}

TEST_F(S3Objects, CheckWhatTheyAreToldOfTheirBytes) {
  EXPECT_EQ(codeOf("PUT", "/images/a", {{"content-md5", "AAAA"}}, "x"),
            errors::invalidContentMd5().code());
  EXPECT_EQ(codeOf("PUT", "/images/a", {{"content-md5", encodeBase64(std::string(16, 'x'))}}, "x"),
            errors::badContentMd5().code());
  EXPECT_EQ(codeOf("PUT", "/images/a", {{"x-amz-checksum-crc32", "AAAAAA=="}}, "x"),
            errors::badChecksum("CRC32").code());
  EXPECT_EQ(codeOf("PUT", "/images/a", {{"x-amz-content-sha256", std::string(64, '0')}}, "x"),
            errors::badContentSha256().code());
  EXPECT_EQ(codeOf("PUT", "/images/a", {{"x-amz-sdk-checksum-algorithm", "CRC7"}}, "x"),
            errors::invalidS3Request("").code());
  EXPECT_EQ(blobs().bytesUsed(), 0U);  // what was refused has left nothing
}

TEST_F(S3Objects, TellTheChecksumThatTheyWereGiven) {
  for (const auto kind : {DigestKind::crc32, DigestKind::crc32c, DigestKind::crc64nvme,
                          DigestKind::sha1, DigestKind::sha256}) {
    const auto name = "x-amz-checksum-" + toLower(toString(kind));
    const auto checksum = encodeBase64(digestOf(kind, "hello"));
    EXPECT_EQ(put("/images/a", "hello", {{name, checksum}}).header(name), checksum);
    const auto head = send("HEAD", "/images/a", {{"x-amz-checksum-mode", "ENABLED"}});
    EXPECT_EQ(head.header(name), checksum);
    EXPECT_EQ(head.header("x-amz-checksum-type"), "FULL_OBJECT");
    EXPECT_FALSE(send("HEAD", "/images/a").header(name));
  }
}

// The SDKs of today send bytes in chunks with a checksum behind them.
TEST_F(S3Objects, ComeInChunks) {
  const auto checksum = encodeBase64(digestOf(DigestKind::crc32, "hello world"));
  const Headers headers{{"x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"},
                        {"content-encoding", "gzip,aws-chunked"},
                        {"x-amz-decoded-content-length", "11"},
                        {"x-amz-trailer", "x-amz-checksum-crc32"}};
  const auto chunks =
      "6\r\nhello \r\n5\r\nworld\r\n0\r\nx-amz-checksum-crc32:" + checksum + "\r\n\r\n";
  EXPECT_EQ(put("/images/a", chunks, headers).header("x-amz-checksum-crc32"), checksum);
  EXPECT_EQ(get("/images/a"), "hello world");
  EXPECT_EQ(send("HEAD", "/images/a").header("content-encoding"), "gzip");
  for (const auto* bad : {"", "6\r\nhello ", "zz\r\n", "5\r\nhelloworld\r\n0\r\n\r\n", "0\r\n\r\n",
                          "6\r\nhello \r\n5\r\nworld\r\n0\r\n\r\n", "fffffffffffffff\r\nx"})
    EXPECT_EQ(codeOf("PUT", "/images/b", headers, bad), errors::incompleteBody().code()) << bad;
  const auto wrong = "6\r\nhello \r\n5\r\nworld\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n";
  EXPECT_EQ(codeOf("PUT", "/images/b", headers, wrong), "BadDigest");
}

// The signatures of chunks are not verified, as no signature is (docs/compatibility.md).
TEST_F(S3Objects, ComeInSignedChunks) {
  put("/images/a",
      "5;chunk-signature=0123\r\nhello\r\n0;chunk-signature=4567\r\n"
      "x-amz-trailer-signature:89\r\n\r\n",
      {{"x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"}});
  EXPECT_EQ(get("/images/a"), "hello");
}

TEST_F(S3Objects, AreCopied) {
  put("/images/a", "hello", {{"x-amz-meta-k", "v"}, {"x-amz-tagging", "t=1"}});
  givenBucket("others");
  const auto answer = send("PUT", "/others/b", {{"x-amz-copy-source", "/images/a"}});
  EXPECT_TRUE(answer.contains("5d41402abc4b2a76b9719d911017c592"));
  const auto copy = send("GET", "/others/b");
  EXPECT_EQ(copy.body, "hello");
  EXPECT_EQ(copy.header("x-amz-meta-k"), "v");
  EXPECT_EQ(copy.header("x-amz-tagging-count"), "1");
  send("DELETE", "/images/a");
  EXPECT_EQ(get("/others/b"), "hello");
  send("PUT", "/others/c",
       {{"x-amz-copy-source", "others/b"},
        {"x-amz-metadata-directive", "REPLACE"},
        {"x-amz-meta-new", "n"}});
  EXPECT_FALSE(send("HEAD", "/others/c").header("x-amz-meta-k"));
  EXPECT_EQ(codeOf("PUT", "/others/c", {{"x-amz-copy-source", "others/c"}}), "InvalidRequest");
  EXPECT_EQ(codeOf("PUT", "/others/c", {{"x-amz-copy-source", "others"}}), "InvalidArgument");
  EXPECT_EQ(codeOf("PUT", "/others/c", {{"x-amz-copy-source", "others/none"}}), "NoSuchKey");
  EXPECT_EQ(codeOf("PUT", "/others/d",
                   {{"x-amz-copy-source", "others/b"}, {"x-amz-copy-source-if-match", "x"}}),
            "PreconditionFailed");
}

TEST_F(S3Objects, AreDeletedInNumbers) {
  put("/images/a", "x");
  put("/images/b", "y");
  const auto answer = send("POST", "/images?delete", {},
                           "<Delete><Object><Key>a</Key></Object><Object><Key>none</Key></Object>"
                           "<Object><Key>b</Key><VersionId>v</VersionId></Object></Delete>");
  EXPECT_TRUE(answer.contains("<Deleted><Key>a</Key></Deleted><Deleted><Key>none</Key>"));
  EXPECT_EQ(answer.element("Code"), errors::noSuchObjectVersion("b").code());
  EXPECT_EQ(get("/images/b"), "y");
  EXPECT_FALSE(send("POST", "/images?delete", {},
                    "<Delete><Quiet>true</Quiet><Object><Key>b</Key></Object></Delete>")
                   .contains("Deleted"));
  EXPECT_EQ(codeOf("POST", "/images?delete", {}, "<Delete/>"), "MalformedXML");
}

TEST_F(S3Objects, HaveTags) {
  put("/images/a", "x", {{"x-amz-tagging", "k=v&empty="}});
  EXPECT_TRUE(send("GET", "/images/a?tagging").contains("<Key>k</Key><Value>v</Value>"));
  send("PUT", "/images/a?tagging", {},
       "<Tagging><TagSet><Tag><Key>n</Key><Value/></Tag></TagSet></Tagging>");
  EXPECT_TRUE(send("GET", "/images/a?tagging").contains("<Key>n</Key><Value></Value>"));
  EXPECT_EQ(send("DELETE", "/images/a?tagging").status, 204);
  EXPECT_FALSE(send("GET", "/images/a?tagging").contains("<Tag>"));
  EXPECT_EQ(codeOf("PUT", "/images/a", {{"x-amz-tagging", "k=1&k=2"}}, "x"),
            errors::invalidObjectTag("").code());
}

TEST_F(S3Objects, HaveOneVersion) {
  put("/images/a", "x");
  EXPECT_EQ(send("GET", "/images/a?versionId=null").body, "x");
  EXPECT_EQ(codeOf("GET", "/images/a?versionId=other"), "NoSuchVersion");
  EXPECT_EQ(codeOf("GET", "/images/a?versionId="), "InvalidArgument");
  EXPECT_EQ(send("GET", "/images?versions").element("VersionId"), "null");
}

TEST_F(S3Objects, RefuseNamesAndTraitsThatCannotBe) {
  EXPECT_EQ(codeOf("PUT", "/images/" + std::string(1025, 'k'), {}, "x"),
            errors::keyTooLong().code());
  EXPECT_EQ(codeOf("PUT", "/images/%ff", {}, "x"), errors::invalidUri().code());
  EXPECT_EQ(codeOf("PUT", "/images/a", {{"x-amz-storage-class", "DEEP"}}, "x"),
            errors::invalidStorageClass().code());
  EXPECT_EQ(codeOf("PUT", "/images/a", {{"x-amz-meta-k", std::string(2049, 'v')}}, "x"),
            errors::metadataTooLarge().code());
  EXPECT_EQ(codeOf("PUT", "/images/a", {{"x-amz-server-side-encryption", "aws:kms"}}, "x"),
            "NotImplemented");
}

// Amazon S3 User Guide, "Uploading objects": 5 GiB in a single operation.
TEST(S3Limits, AreThoseOfS3) { EXPECT_EQ(errors::entityTooLarge().code(), "EntityTooLarge"); }

TEST_F(S3Objects, LetTheAnswersHeadBeChosen) {
  put("/images/a", "x");
  const auto answer =
      send("GET", "/images/a?response-content-type=text%2Fplain&response-cache-control=none");
  EXPECT_EQ(answer.header("content-type"), "text/plain");
  EXPECT_EQ(answer.header("cache-control"), "none");
}

TEST_F(S3Objects, TellTheirAttributes) {
  put("/images/a", "hello");
  const auto answer = send("GET", "/images/a?attributes",
                           {{"x-amz-object-attributes", "ETag,ObjectSize,Checksum"}});
  EXPECT_EQ(answer.element("ETag"), "5d41402abc4b2a76b9719d911017c592");
  EXPECT_EQ(answer.element("ObjectSize"), "5");
  EXPECT_NE(answer.element("ChecksumCRC64NVME"), "(none)");
  EXPECT_EQ(codeOf("GET", "/images/a?attributes"), "InvalidArgument");
}

// A URL that was signed for an hour is good for an hour, by the server's clock.
TEST_F(S3Objects, AreNotGotByAnExpiredUrl) {
  put("/images/a", "x");
  EXPECT_EQ(get("/images/a?X-Amz-Date=20261120T113000Z&X-Amz-Expires=3600"), "x");
  EXPECT_EQ(codeOf("GET", "/images/a?X-Amz-Date=20261120T103000Z&X-Amz-Expires=3600"),
            "AccessDenied");
}

TEST_F(S3Objects, AreFoundByTheHost) {
  put("/images/a/b", "x");
  for (const auto* host : {"images.s3.us-east-1.amazonaws.com", "images.s3.localhost:4566",
                           "images.localhost:4566", "images.127.0.0.1:4566"})
    EXPECT_EQ(send("GET", "/a/b", {{"host", host}}).body, "x") << host;
  EXPECT_EQ(send("GET", "/images/a/b", {{"host", "s3.us-east-1.amazonaws.com"}}).body, "x");
  EXPECT_EQ(
      send("GET", "http://images.s3.amazonaws.com/a/b", {{"host", "images.s3.amazonaws.com"}}).body,
      "x");
}

}  // namespace
}  // namespace amilocal::test
