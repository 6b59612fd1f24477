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

  void allow(const std::string& action, const std::string& resource) {
    domain::User alice{.account = std::string(kOwner), .name = "alice"};
    alice.keys = {{"AKIAALICE", "secret"}};
    alice.inlinePolicies = {
        {"own", R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":")" + action +
                    R"(","Resource":")" + resource + "\"}}"}};
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

}  // namespace
}  // namespace amilocal::test
