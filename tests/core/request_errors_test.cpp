#include "amilocal/core/request_errors.h"

#include <gtest/gtest.h>

namespace amilocal {
namespace {

struct Refusal {
  ApiError error;
  int status;
  const char* code;
  const char* message;
};

// aws-facts/errors.md section 2, text by text. Those that are amilocal's own say so.
TEST(RequestErrors, HaveTheCodesAndTextsOfAws) {
  const Refusal refusals[] = {
      {errors::missingAction(), 400, "MissingAction",
       "The request must contain the parameter Action"},
      {errors::invalidAction("NoSuchThing"), 400, "InvalidAction",
       "The action NoSuchThing is not valid for this web service."},
      {errors::notEmulated("CreateVpc"), 400, "UnsupportedOperation",
       "amilocal does not emulate CreateVpc. GET /_amilocal/operations lists what it does."},
      {errors::unsupportedParameter("Operator"), 400, "UnsupportedOperation",
       "amilocal does not emulate the parameter Operator of this operation (see "
       "docs/compatibility.md)."},
      {errors::noSuchVersion("1"), 400, "NoSuchVersion", "The requested version (1) is not valid"},
      {errors::missingParameter("size/snapshot"), 400, "MissingParameter",
       "The request must contain the parameter size/snapshot"},
      {errors::unknownParameter("NetworkCardIndex"), 400, "UnknownParameter",
       "The parameter NetworkCardIndex is not recognized"},
      {errors::invalidParameter("text"), 400, "InvalidParameter", "text"},
      {errors::invalidParameterValue("X", "y", "Reason."), 400, "InvalidParameterValue",
       "Value (X) for parameter y is invalid. Reason."},
      {errors::invalidValue("text"), 400, "InvalidParameterValue", "text"},
      {errors::invalidCombination("text"), 400, "InvalidParameterCombination", "text"},
      {errors::cannotBeUsedWith("imageIdsSet", "maxResults"), 400, "InvalidParameterCombination",
       "The parameter imageIdsSet cannot be used with the parameter maxResults"},
      {errors::malformedQueryString("why"), 400, "MalformedQueryString",
       "The query string is malformed: why"},
      {errors::invalidCharacter(), 400, "InvalidCharacter",
       "A parameter contains a character that is not valid, or is not encoded in UTF-8"},
      {errors::invalidFilter("foo"), 400, "InvalidParameterValue", "The filter 'foo' is invalid"},
      {errors::filterLimitExceeded(), 400, "FilterLimitExceeded",
       "The maximum number of filter values specified on a single call is 200"},
      {errors::invalidNextToken("abc"), 400, "InvalidNextToken", "The token 'abc' is invalid"},
      {errors::maxResultsTooSmall(3, 5), 400, "InvalidParameterValue",
       "Value ( 3 ) for parameter maxResults is invalid. Expecting a value greater than 5."},
      {errors::maxResultsTooLarge(1001, 1000), 400, "InvalidParameterValue",
       "Value ( 1001 ) for parameter maxResults is invalid. Expecting a value less than or equal "
       "to 1000."},
      {errors::dryRunOperation(), 412, "DryRunOperation",
       "Request would have succeeded, but DryRun flag is set."},
      {errors::idempotentParameterMismatch(), 400, "IdempotentParameterMismatch",
       "Arguments on this idempotent request are inconsistent with arguments used in previous "
       "request(s)."},
      {errors::invalidClientToken(), 400, "InvalidClientToken",
       "The client token is not valid: it must have up to 128 ASCII characters"},
      {errors::invalidCredentials(), 401, "AuthFailure",
       "AWS was not able to validate the provided access credentials"},
      {errors::incompleteSignature("text"), 400, "IncompleteSignature", "text"},
      {errors::unavailable(), 503, "Unavailable",
       "The service is unavailable. Please try again shortly."},
      {errors::internalError(), 500, "InternalError", "An internal error has occurred"},
      {errors::malformedId("InvalidAMIID.Malformed", "x", "ami"), 400, "InvalidAMIID.Malformed",
       "Invalid id: \"x\" (expecting \"ami-...\")"},
  };
  for (const auto& refusal : refusals) {
    EXPECT_EQ(refusal.error.status(), refusal.status) << refusal.code;
    EXPECT_EQ(refusal.error.code(), refusal.code);
    EXPECT_EQ(refusal.error.message(), refusal.message);
  }
}

// AWS's common validation text, as its JSON services give it.
TEST(RequestErrors, TellJsonServicesClientsWhatTheModelSays) {
  const auto violation = errors::constraintViolation("at 'name'", "Member must not be null");
  EXPECT_EQ(violation.code(), "ValidationException");
  EXPECT_EQ(
      violation.message(),
      "1 validation error detected: Value at 'name' failed to satisfy constraint: Member must "
      "not be null");
  EXPECT_EQ(errors::serializationException("x").code(), "SerializationException");
  EXPECT_EQ(errors::unknownRoute().status(), 404);
}

}  // namespace
}  // namespace amilocal
