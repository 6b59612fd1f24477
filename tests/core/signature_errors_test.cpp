#include "amilocal/core/signature_errors.h"

#include <gtest/gtest.h>

namespace amilocal {
namespace {

void expectIs(const ApiError& error, int status, std::string_view code) {
  EXPECT_EQ(error.code(), code);
  EXPECT_EQ(error.status(), status) << code;
}

constexpr Instant kNow = std::chrono::sys_days{std::chrono::year{2026} / 11 / 21};

// aws-facts/errors.md section 2: the same words, whatever is wrong with a signature.
TEST(SignatureErrors, OfEc2TellNothing) {
  for (const auto& error :
       {errors::ec2CredentialsNotValid(), errors::unknownAccessKey("ec2-query", "AKIA"),
        errors::unknownSessionToken("ec2-query"), errors::signatureMismatch("ec2-query"),
        errors::headersNotSigned("ec2-query", "host"), errors::oldSignatureVersion("ec2-query"),
        errors::wrongCredentialDate("ec2-query", "20261120", "20261121T000000Z"),
        errors::presignedUrlNotYetValid("ec2-query")}) {
    expectIs(error, 401, "AuthFailure");
    EXPECT_EQ(error.message(), "AWS was not able to validate the provided access credentials");
  }
  expectIs(errors::requestTimeTooSkewed("ec2-query", "", kNow, ""), 400, "RequestExpired");
  expectIs(errors::presignedUrlExpired("ec2-query"), 400, "RequestExpired");
  expectIs(errors::missingCredentials("ec2-query"), 403, "MissingAuthenticationToken");
}

// STS and IAM: "Troubleshoot Signature Version 4 requests" (IAM User Guide).
TEST(SignatureErrors, OfTheQueryProtocolTellWhatIsWrong) {
  expectIs(errors::unknownAccessKey("query", "AKIA"), 403, "InvalidClientTokenId");
  expectIs(errors::unknownSessionToken("query"), 403, "InvalidClientTokenId");
  expectIs(errors::signatureMismatch("query"), 403, "SignatureDoesNotMatch");
  expectIs(errors::missingCredentials("query"), 403, "MissingAuthenticationToken");
  expectIs(errors::badQuerySignature("query", "x"), 400, "IncompleteSignature");
  EXPECT_EQ(errors::requestTimeTooSkewed("query", "", kNow, "Signature expired: …").message(),
            "Signature expired: …");
  EXPECT_EQ(errors::wrongCredentialDate("query", "20261120", "20261121T000000Z").message(),
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from "
            "HTTP: '20261120' != '20261121', from '20261121T000000Z'.");
}

TEST(SignatureErrors, OfJsonEndInException) {
  expectIs(errors::unknownAccessKey("json-1.1", "AKIA"), 400, "UnrecognizedClientException");
  expectIs(errors::unknownAccessKey("rest-json", "AKIA"), 403, "UnrecognizedClientException");
  expectIs(errors::jsonSignatureError("rest-json", "X", "y"), 403, "X");
  expectIs(errors::signatureMismatch("json-1.1"), 400, "InvalidSignatureException");
  expectIs(errors::missingCredentials("json-1.1"), 400, "MissingAuthenticationTokenException");
}

// Amazon S3 API Reference, "Error responses".
TEST(SignatureErrors, OfS3AreItsOwn) {
  expectIs(errors::unknownAccessKey("rest-xml", "AKIA"), 403, "InvalidAccessKeyId");
  expectIs(errors::unknownSessionToken("rest-xml"), 400, "InvalidToken");
  expectIs(errors::signatureMismatch("rest-xml"), 403, "SignatureDoesNotMatch");
  expectIs(errors::requestTimeTooSkewed("rest-xml", "t", kNow, ""), 403, "RequestTimeTooSkewed");
  expectIs(errors::presignedUrlExpired("rest-xml"), 403, "AccessDenied");
  expectIs(errors::presignedUrlNotYetValid("rest-xml"), 403, "AccessDenied");
  expectIs(errors::missingCredentials("rest-xml"), 403, "AccessDenied");
  expectIs(errors::headersNotSigned("rest-xml", "x-amz-acl"), 403, "AccessDenied");
  expectIs(errors::wrongCredentialDate("rest-xml", "20261120", "20261121T000000Z"), 400,
           "AuthorizationHeaderMalformed");
  expectIs(errors::oldSignatureVersion("rest-xml"), 400, "InvalidRequest");
  expectIs(errors::badQuerySignature("rest-xml", "x"), 400, "AuthorizationQueryParametersError");
  expectIs(errors::missingContentSha256(), 400, "InvalidRequest");
  expectIs(errors::unknownContentSha256("x"), 400, "InvalidArgument");
}

}  // namespace
}  // namespace amilocal
