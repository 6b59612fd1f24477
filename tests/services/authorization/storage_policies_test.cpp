#include "amilocal/core/api_error.h"
#include "amilocal/core/log.h"
#include "services/s3/s3_test.h"

namespace amilocal::test {
namespace {

class StoragePolicies : public S3Test {
 protected:
  StoragePolicies() {
    log::configure(log::Format::text, log::Level::off);  // each refusal is a line
    of("s3");
    with("AKIDROOT");
    send("PUT", "/images");
  }

  /// The code of the refusal that alice meets; empty when there is none.
  std::string codeOf(std::string_view method, std::string_view target, Headers headers = {}) {
    with("AKIAALICE");
    try {
      send(method, target, std::move(headers));
    } catch (const ApiError& error) {
      return error.code();
    }
    return "";
  }

  void allow(const std::string& action, const std::string& resource,
             const std::string& condition = {}) {
    domain::User alice{.account = std::string(kOwner), .name = "alice"};
    alice.keys = {{"AKIAALICE", "secret"}};
    alice.inlinePolicies = {
        {"own", R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":")" + action +
                    R"(","Resource":")" + resource + R"(","Condition":{)" + condition + "}}}"}};
    enforce({.users = {alice}, .policies = {}});
  }
};

// Service Authorization Reference, Amazon S3: ListObjectsV2 is allowed by s3:ListBucket.
TEST_F(StoragePolicies, NameBucketsAndObjectsApart) {
  allow("s3:ListBucket", "arn:aws:s3:::images");
  EXPECT_EQ(codeOf("GET", "/images?list-type=2"), "");
  EXPECT_EQ(codeOf("PUT", "/images/a"), "AccessDenied");
  allow("s3:PutObject", "arn:aws:s3:::images/${aws:username}/*");
  EXPECT_EQ(codeOf("PUT", "/images/alice/a"), "");
  EXPECT_EQ(codeOf("PUT", "/images/bob/a"), "AccessDenied");
  EXPECT_EQ(codeOf("GET", "/images?list-type=2"), "AccessDenied");
}

TEST_F(StoragePolicies, AreAskedForTheSourceOfACopy) {
  allow("s3:PutObject", "*");
  EXPECT_EQ(codeOf("PUT", "/images/alice/a"), "");
  const Headers from{{"x-amz-copy-source", "/images/alice/a"}};
  EXPECT_EQ(codeOf("PUT", "/images/alice/b", from), "AccessDenied");
  allow("s3:*Object", "*");
  EXPECT_EQ(codeOf("PUT", "/images/alice/b", from), "");
}

// Amazon S3 User Guide, "Bucket policy examples": only what stands under a prefix is listed.
TEST_F(StoragePolicies, LookAtThePrefixOfAList) {
  allow("s3:ListBucket", "*", R"("StringLike":{"s3:prefix":"${aws:username}/*"})");
  EXPECT_EQ(codeOf("GET", "/images?list-type=2&prefix=alice%2Fa"), "");
  EXPECT_EQ(codeOf("GET", "/images?list-type=2&prefix=bob%2Fa"), "AccessDenied");
  EXPECT_EQ(codeOf("GET", "/images?list-type=2"), "AccessDenied");
  // Of a parameter that comes twice the first one counts, for the list as for the policy.
  EXPECT_EQ(codeOf("GET", "/images?list-type=2&prefix=bob%2F&prefix=alice%2F"), "AccessDenied");
}

// Service Authorization Reference, Amazon S3: to name a version is an action of its own.
TEST_F(StoragePolicies, TellVersionsFromObjects) {
  allow("s3:PutObject", "*");
  EXPECT_EQ(codeOf("PUT", "/images/a"), "");
  allow("s3:GetObject", "*");
  EXPECT_EQ(codeOf("GET", "/images/a"), "");
  EXPECT_EQ(codeOf("HEAD", "/images/a"), "");
  EXPECT_EQ(codeOf("GET", "/images/a?versionId=null"), "AccessDenied");
  allow("s3:GetObjectVersion", "*");
  EXPECT_EQ(codeOf("GET", "/images/a?versionId=null"), "");
}

// The same: tags and grants that come with an object are actions of their own.
TEST_F(StoragePolicies, AreAskedForTagsAndGrants) {
  allow("s3:PutObject", "*");
  EXPECT_EQ(codeOf("PUT", "/images/a", {{"x-amz-tagging", "k=v"}}), "AccessDenied");
  EXPECT_EQ(codeOf("PUT", "/images/a", {{"x-amz-acl", "private"}}), "AccessDenied");
  allow("s3:PutObject*", "*");
  EXPECT_EQ(codeOf("PUT", "/images/a", {{"x-amz-tagging", "k=v"}}), "");
  EXPECT_EQ(codeOf("PUT", "/images/a", {{"x-amz-acl", "private"}}), "");
  // A copy takes the tags along.
  const Headers from{{"x-amz-copy-source", "/images/a"}};
  EXPECT_EQ(codeOf("PUT", "/images/a", {{"x-amz-tagging", "k=v"}}), "");
  allow("s3:*Object", "*");
  EXPECT_EQ(codeOf("PUT", "/images/b", from), "AccessDenied");
  allow("s3:*Object*", "*");
  EXPECT_EQ(codeOf("PUT", "/images/b", from), "");
}

// Parts of an upload are parts of an object that is put.
TEST_F(StoragePolicies, NameUploadsAsObjects) {
  allow("s3:ListMultipartUploadParts", "*");
  EXPECT_EQ(codeOf("POST", "/images/a?uploads"), "AccessDenied");
  EXPECT_EQ(codeOf("PUT", "/images/a?uploadId=x&partNumber=1"), "AccessDenied");
  EXPECT_EQ(codeOf("POST", "/images/a?uploadId=x"), "AccessDenied");
  EXPECT_EQ(codeOf("GET", "/images/a?uploadId=x"), "NoSuchUpload");
  EXPECT_EQ(codeOf("DELETE", "/images/a?uploadId=x"), "AccessDenied");
  EXPECT_EQ(codeOf("GET", "/images?location"), "AccessDenied");
  allow("s3:GetBucketLocation", "arn:aws:s3:::images");
  EXPECT_EQ(codeOf("GET", "/images?location"), "");
}

// A header that belongs to another operation says nothing here.
TEST_F(StoragePolicies, DoNotTakeAReadForACopy) {
  allow("s3:*Object", "arn:aws:s3:::images/a");
  EXPECT_EQ(codeOf("PUT", "/images/a"), "");
  EXPECT_EQ(codeOf("GET", "/images/a", {{"x-amz-copy-source", "/images/b"}}), "");
}

}  // namespace
}  // namespace amilocal::test
