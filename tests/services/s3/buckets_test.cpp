#include "amilocal/domain/bucket_rules.h"
#include "amilocal/domain/errors/s3_errors.h"
#include "s3_test.h"
#include "support/fake_s3.h"

namespace amilocal::test {
namespace {

using S3Buckets = S3Test;

std::string location(const std::string& region) {
  return "<CreateBucketConfiguration><LocationConstraint>" + region +
         "</LocationConstraint></CreateBucketConfiguration>";
}

TEST_F(S3Buckets, AreMadeFoundListedAndDeleted) {
  EXPECT_EQ(send("PUT", "/images").header("location"), "/images");
  EXPECT_EQ(send("HEAD", "/images").header("x-amz-bucket-region"), "us-east-1");
  const auto list = send("GET", "/");
  EXPECT_EQ(list.element("Name"), "images");
  EXPECT_EQ(list.element("BucketRegion"), "us-east-1");
  EXPECT_EQ(send("DELETE", "/images").status, 204);
  const auto gone = refusal("HEAD", "/images");
  EXPECT_EQ(gone.code(), errors::noSuchBucket("").code());
  EXPECT_EQ(gone.status(), 404);
}

TEST_F(S3Buckets, AreInTheRegionThatTheyAreToldTo) {
  in("eu-west-1");
  EXPECT_EQ(codeOf("PUT", "/images"), errors::unspecifiedLocation().code());
  send("PUT", "/images", {}, location("eu-west-1"));
  EXPECT_TRUE(send("GET", "/images?location").contains(">eu-west-1</LocationConstraint>"));
  EXPECT_EQ(codeOf("PUT", "/others", {}, location("eu-west-2")),
            errors::incompatibleLocation("eu-west-2").code());
  EXPECT_EQ(codeOf("PUT", "/others", {}, location("nowhere")),
            errors::invalidLocation("nowhere").code());
}

// Only the endpoint of us-east-1 makes buckets elsewhere, and none leaves its partition.
TEST_F(S3Buckets, StayInTheirPartition) {
  send("PUT", "/images", {}, location("ap-south-1"));
  EXPECT_EQ(send("HEAD", "/images").header("x-amz-bucket-region"), "ap-south-1");
  EXPECT_EQ(codeOf("PUT", "/gov", {}, location("us-gov-west-1")), "InvalidLocationConstraint");
  in("us-gov-west-1");
  send("PUT", "/gov", {}, location("us-gov-west-1"));
  EXPECT_EQ(send("HEAD", "/gov").header("x-amz-bucket-region"), "us-gov-west-1");
}

// Amazon S3 User Guide, "Bucket naming rules".
TEST(BucketNames, AreChecked) {
  for (const auto* name : {"abc", "a.b-c.9", "123"}) EXPECT_NO_THROW(domain::checkBucketName(name));
  for (const auto* name : {"ab", "Abc", "a_b", "-abc", "abc-", "a..b", "192.168.5.4", "xn--abc",
                           "sthree-abc", "abc-s3alias", "abc--ol-s3"})
    EXPECT_THROW(domain::checkBucketName(name), ApiError) << name;
  EXPECT_THROW(domain::checkBucketName(std::string(64, 'a')), ApiError);
  EXPECT_EQ(errors::invalidBucketName("x").code(), "InvalidBucketName");
}

TEST_F(S3Buckets, HaveOneOwner) {
  givenBucket("images");
  EXPECT_EQ(send("PUT", "/images").status, 200);  // us-east-1 does not mind
  as(kOther);
  EXPECT_EQ(codeOf("PUT", "/images"), errors::bucketAlreadyExists("").code());
  EXPECT_EQ(refusal("HEAD", "/images").status(), errors::accessDenied().status());
  EXPECT_EQ(codeOf("DELETE", "/images"), "AccessDenied");
  EXPECT_FALSE(send("GET", "/").contains("images"));
  as(kOwner);
  in("eu-west-1");
  EXPECT_EQ(codeOf("PUT", "/images", {}, location("eu-west-1")),
            errors::bucketAlreadyOwnedByYou("").code());
  EXPECT_EQ(codeOf("HEAD", "/images", {{"x-amz-expected-bucket-owner", std::string(kOther)}}),
            "AccessDenied");
}

TEST_F(S3Buckets, AreNotDeletedWithObjects) {
  givenBucket("images");
  put("/images/a", "x");
  const auto error = refusal("DELETE", "/images");
  EXPECT_EQ(error.code(), errors::bucketNotEmpty("").code());
  EXPECT_EQ(error.status(), 409);
}

TEST_F(S3Buckets, AreListedInPages) {
  for (const auto* name : {"img-a", "img-b", "img-c", "other"}) givenBucket(name);
  const auto first = send("GET", "/?prefix=img-&max-buckets=2");
  EXPECT_TRUE(first.contains("img-b"));
  EXPECT_EQ(first.element("ContinuationToken"), "img-b");
  const auto second = send("GET", "/?prefix=img-&max-buckets=2&continuation-token=img-b");
  EXPECT_EQ(second.element("Name"), "img-c");
  EXPECT_EQ(second.element("ContinuationToken"), "(none)");
  EXPECT_EQ(codeOf("GET", "/?max-buckets=0"), errors::invalidArgument("", "", "").code());
}

// New buckets have no ACLs and block public access; the rest is as S3 has it by default.
TEST_F(S3Buckets, HaveTheSettingsOfNewBuckets) {
  givenBucket("images");
  EXPECT_EQ(send("GET", "/images?ownershipControls").element("ObjectOwnership"),
            "BucketOwnerEnforced");
  EXPECT_EQ(send("GET", "/images?publicAccessBlock").element("BlockPublicAcls"), "true");
  EXPECT_TRUE(send("GET", "/images?versioning").contains("<VersioningConfiguration xmlns="));
  EXPECT_EQ(send("GET", "/images?encryption").element("SSEAlgorithm"), "AES256");
  EXPECT_EQ(codeOf("GET", "/images?policy"), "NoSuchBucketPolicy");
  EXPECT_EQ(codeOf("GET", "/images?lifecycle"), "NoSuchLifecycleConfiguration");
  EXPECT_EQ(errors::noBucketConfiguration("a", "b").status(), 404);
  EXPECT_EQ(send("DELETE", "/images?policy").status, 204);
}

TEST_F(S3Buckets, TakeSettingsAndLoseThem) {
  givenBucket("images");
  send("PUT", "/images?ownershipControls", {},
       "<OwnershipControls><Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule>"
       "</OwnershipControls>");
  EXPECT_EQ(send("GET", "/images?ownershipControls").element("ObjectOwnership"), "ObjectWriter");
  send("DELETE", "/images?ownershipControls");
  EXPECT_EQ(codeOf("GET", "/images?ownershipControls"), errors::noOwnershipControls().code());
  send("PUT", "/images?publicAccessBlock", {},
       "<PublicAccessBlockConfiguration><IgnorePublicAcls>true</IgnorePublicAcls>"
       "</PublicAccessBlockConfiguration>");
  EXPECT_EQ(send("GET", "/images?publicAccessBlock").element("IgnorePublicAcls"), "true");
  EXPECT_EQ(send("GET", "/images?publicAccessBlock").element("BlockPublicAcls"), "false");
  send("DELETE", "/images?publicAccessBlock");
  EXPECT_EQ(codeOf("GET", "/images?publicAccessBlock"), errors::noPublicAccessBlock().code());
  EXPECT_EQ(codeOf("PUT", "/images?publicAccessBlock", {}, "<x/>"), "MalformedXML");
}

TEST_F(S3Buckets, HaveTags) {
  givenBucket("images");
  EXPECT_EQ(codeOf("GET", "/images?tagging"), errors::noSuchTagSet().code());
  send("PUT", "/images?tagging", {},
       "<Tagging><TagSet><Tag><Key>k</Key><Value>a &amp; b</Value></Tag></TagSet></Tagging>");
  EXPECT_EQ(send("GET", "/images?tagging").element("Value"), "a &amp; b");
  EXPECT_EQ(send("DELETE", "/images?tagging").status, 204);
  EXPECT_EQ(codeOf("GET", "/images?tagging"), "NoSuchTagSet");
}

// With `--s3-endpoint` there is nothing here; 501 is not tried again.
TEST_F(S3Buckets, TellWhereTheyAreWhenTheyAreElsewhere) {
  givenBucket("images");
  bucketsAt(std::make_shared<FakeS3>());
  for (const auto* target : {"/", "/images", "/images/key"}) {
    const auto error = refusal("GET", target);
    EXPECT_EQ(error.message(), errors::s3Elsewhere("http://s3.test").message());
    EXPECT_EQ(error.status(), 501);
  }
}

// What is not emulated is said, not ignored.
TEST_F(S3Buckets, RefuseWhatIsNotEmulated) {
  givenBucket("images");
  const auto error = refusal("PUT", "/images?versioning", {}, "<VersioningConfiguration/>");
  EXPECT_EQ(error.code(), errors::s3NotImplemented("x").code());
  EXPECT_EQ(error.status(), 501);
  EXPECT_EQ(codeOf("POST", "/images"), errors::s3MethodNotAllowed().code());
}

}  // namespace
}  // namespace amilocal::test
