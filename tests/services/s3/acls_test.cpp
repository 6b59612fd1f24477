#include "amilocal/domain/errors/s3_errors.h"
#include "s3_test.h"

namespace amilocal::test {
namespace {

class S3Acls : public S3Test {
 protected:
  S3Acls() {
    givenBucket("open", {{"x-amz-object-ownership", "ObjectWriter"}});
    send("DELETE", "/open?publicAccessBlock");
    givenBucket("closed");
  }
};

TEST_F(S3Acls, NameTheOwner) {
  put("/open/a", "x");
  const auto acl = send("GET", "/open/a?acl");
  EXPECT_EQ(acl.element("Permission"), "FULL_CONTROL");
  EXPECT_EQ(acl.element("ID").size(), 64U);
}

TEST_F(S3Acls, LetOthersRead) {
  put("/open/a", "x");
  put("/open/b", "y", {{"x-amz-acl", "public-read"}});
  as(kOther);
  EXPECT_EQ(codeOf("GET", "/open/a"), "AccessDenied");
  EXPECT_EQ(get("/open/b"), "y");
  EXPECT_EQ(codeOf("PUT", "/open/c", {}, "z"), "AccessDenied");
  // Who may not list is not told what is missing.
  EXPECT_EQ(codeOf("GET", "/open/none"), "AccessDenied");
}

// EC2 reads the bundles of S3-backed images by this ACL (EC2 User Guide, "ec2-upload-bundle").
TEST_F(S3Acls, KnowTheCannedOnes) {
  put("/open/a", "x", {{"x-amz-acl", "aws-exec-read"}});
  EXPECT_TRUE(send("GET", "/open/a?acl")
                  .contains("6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c"));
  send("PUT", "/open?acl", {{"x-amz-acl", "public-read-write"}});
  as(kOther);
  EXPECT_EQ(put("/open/b", "y").status, 200);
  EXPECT_EQ(codeOf("PUT", "/open/c", {{"x-amz-acl", "other"}}, "z"), "InvalidArgument");
}

TEST_F(S3Acls, TakeGrantsFromHeadersAndDocuments) {
  put("/open/a", "x", {{"x-amz-grant-read", "id=\"" + std::string(kOther) + "\""}});
  as(kOther);
  EXPECT_EQ(get("/open/a"), "x");
  as(kOwner);
  send("PUT", "/open/a?acl", {},
       "<AccessControlPolicy><AccessControlList><Grant><Grantee><URI>http://acs.amazonaws.com/"
       "groups/global/AuthenticatedUsers</URI></Grantee><Permission>READ_ACP</Permission></Grant>"
       "</AccessControlList></AccessControlPolicy>");
  as(kOther);
  EXPECT_EQ(codeOf("GET", "/open/a"), "AccessDenied");
  EXPECT_EQ(send("GET", "/open/a?acl").status, 200);
  as(kOwner);
  EXPECT_EQ(codeOf("PUT", "/open/a?acl", {}, "<AccessControlPolicy/>"), "MalformedXML");
  EXPECT_EQ(codeOf("PUT", "/open/a?acl"), "MissingSecurityHeader");
}

// "The bucket owner enforced setting": no ACL but one that gives the owner everything.
TEST_F(S3Acls, AreNotForBucketsThatDoWithoutThem) {
  EXPECT_EQ(codeOf("PUT", "/closed/a", {{"x-amz-acl", "public-read"}}, "x"),
            errors::aclsNotSupported().code());
  EXPECT_EQ(put("/closed/a", "x", {{"x-amz-acl", "bucket-owner-full-control"}}).status, 200);
}

TEST_F(S3Acls, AreRefusedToThePublicWhereThatIsBlocked) {
  send("PUT", "/open?publicAccessBlock", {},
       "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls>"
       "</PublicAccessBlockConfiguration>");
  EXPECT_EQ(codeOf("PUT", "/open/a", {{"x-amz-acl", "public-read"}}, "x"), "AccessDenied");
}

TEST_F(S3Acls, HaveNoForceWhereThatIsIgnored) {
  put("/open/a", "x", {{"x-amz-acl", "public-read"}});
  send("PUT", "/open?publicAccessBlock", {},
       "<PublicAccessBlockConfiguration><IgnorePublicAcls>true</IgnorePublicAcls>"
       "</PublicAccessBlockConfiguration>");
  as(kOther);
  EXPECT_EQ(codeOf("GET", "/open/a"), "AccessDenied");
}

}  // namespace
}  // namespace amilocal::test
