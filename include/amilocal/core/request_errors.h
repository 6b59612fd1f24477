#pragma once

#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"

/// Refusals that every operation can give, with the texts of aws-facts/errors.md section 2.
namespace amilocal::errors {

inline ApiError missingAction() {
  return {"MissingAction", "The request must contain the parameter Action"};
}
inline ApiError invalidAction(std::string_view action) {
  return {"InvalidAction",
          "The action " + std::string(action) + " is not valid for this web service."};
}
/// The operation exists at AWS, and is not emulated. HTTP 400, because a 5xx would make every
/// client repeat the call for minutes (aws-facts/waiters-paginators.md section 5).
inline ApiError notEmulated(std::string_view action) {
  return {"UnsupportedOperation", "amilocal does not emulate " + std::string(action) +
                                      ". GET /_amilocal/operations lists what it does."};
}
/// A parameter of an emulated operation that would have an effect we cannot give. Refused, because
/// a test that relies on it must not pass by accident (docs/compatibility.md lists them).
inline ApiError unsupportedParameter(std::string_view parameter) {
  return {"UnsupportedOperation", "amilocal does not emulate the parameter " +
                                      std::string(parameter) +
                                      " of this operation (see docs/compatibility.md)."};
}
inline ApiError noSuchVersion(std::string_view version) {
  return {"NoSuchVersion", "The requested version (" + std::string(version) + ") is not valid"};
}
inline ApiError missingParameter(std::string_view name) {
  return {"MissingParameter", "The request must contain the parameter " + std::string(name)};
}
inline ApiError unknownParameter(std::string_view name) {
  return {"UnknownParameter", "The parameter " + std::string(name) + " is not recognized"};
}
inline ApiError invalidParameter(std::string_view text) {
  return {"InvalidParameter", std::string(text)};
}
/// `Value (X) for parameter Y is invalid. Reason`, the commonest shape of all.
inline ApiError invalidParameterValue(std::string_view value, std::string_view parameter,
                                      std::string_view reason) {
  return {"InvalidParameterValue", "Value (" + std::string(value) + ") for parameter " +
                                       std::string(parameter) + " is invalid. " +
                                       std::string(reason)};
}
/// The same code with a text of its own.
inline ApiError invalidValue(std::string text) {
  return {"InvalidParameterValue", std::move(text)};
}
inline ApiError invalidCombination(std::string_view text) {
  return {"InvalidParameterCombination", std::string(text)};
}
inline ApiError cannotBeUsedWith(std::string_view name, std::string_view other) {
  return invalidCombination("The parameter " + std::string(name) +
                            " cannot be used with the parameter " + std::string(other));
}
inline ApiError malformedQueryString(std::string_view reason) {
  return {"MalformedQueryString", "The query string is malformed: " + std::string(reason)};
}
/// What the services that speak JSON say of a member against the model: `Value at 'x' failed to
/// satisfy constraint: Member must not be null` (AWS's common validation text).
inline ApiError constraintViolation(std::string_view subject, std::string_view constraint) {
  return {"ValidationException", "1 validation error detected: Value " + std::string(subject) +
                                     " failed to satisfy constraint: " + std::string(constraint)};
}
/// A body that is not what the JSON protocols expect.
inline ApiError serializationException(std::string_view text) {
  return {"SerializationException", std::string(text)};
}
/// No operation of the service stands at this method and path.
inline ApiError unknownRoute() {
  return {"UnknownOperationException", "The requested operation is not recognized by the service.",
          404};
}
/// The same of an operation's name, as the JSON protocol sends it in X-Amz-Target.
inline ApiError unknownTarget(std::string_view target) {
  return {"UnknownOperationException",
          "The operation '" + std::string(target) + "' is not recognized by the service."};
}
/// Text that an XML answer could not carry back: control characters, broken UTF-8.
inline ApiError invalidCharacter() {
  return {"InvalidCharacter",
          "A parameter contains a character that is not valid, or is not encoded in UTF-8"};
}
inline ApiError invalidFilter(std::string_view name) {
  return {"InvalidParameterValue", "The filter '" + std::string(name) + "' is invalid"};
}
inline ApiError filterLimitExceeded() {
  return {"FilterLimitExceeded",
          "The maximum number of filter values specified on a single call is 200"};
}
inline ApiError invalidNextToken(std::string_view token) {
  return {"InvalidNextToken", "The token '" + std::string(token) + "' is invalid"};
}
/// Note the blanks inside the brackets (errors.md section 2, MaxResults).
inline ApiError maxResultsTooSmall(long long value, int minimum) {
  return {"InvalidParameterValue", "Value ( " + std::to_string(value) +
                                       " ) for parameter maxResults is invalid. Expecting a value "
                                       "greater than " +
                                       std::to_string(minimum) + "."};
}
inline ApiError maxResultsTooLarge(long long value, int maximum) {
  return {"InvalidParameterValue", "Value ( " + std::to_string(value) +
                                       " ) for parameter maxResults is invalid. Expecting a value "
                                       "less than or equal to " +
                                       std::to_string(maximum) + "."};
}
/// A body that is no XML, or not the XML that S3 expects.
inline ApiError malformedXml() {
  return {"MalformedXML",
          "The XML you provided was not well-formed or did not validate against our published "
          "schema"};
}
inline ApiError dryRunOperation() {
  return {"DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412};
}
inline ApiError idempotentParameterMismatch() {
  return {"IdempotentParameterMismatch",
          "Arguments on this idempotent request are inconsistent with arguments used in previous "
          "request(s)."};
}
inline ApiError invalidClientToken() {
  return {"InvalidClientToken",
          "The client token is not valid: it must have up to 128 ASCII "
          "characters"};
}
/// The credentials themselves fail: 401 (errors.md section 2).
inline ApiError invalidCredentials() {
  return {"AuthFailure", "AWS was not able to validate the provided access credentials", 401};
}
/// Temporary credentials are over. EC2 has a code of its own (errors.md section 2), the services
/// that speak JSON another ending.
inline ApiError expiredCredentials(std::string_view service) {
  if (service == "ec2") return {"RequestExpired", "Request has expired."};
  if (service == "s3") return {"ExpiredToken", "The provided token has expired."};
  const std::string text = "The security token included in the request is expired";
  if (service == "iam" || service == "sts") return {"ExpiredToken", text, 403};
  return {"ExpiredTokenException", text};
}
/// The instance that a request with this token launched is terminated.
inline ApiError idempotentInstanceTerminated() {
  return {"IdempotentInstanceTerminated",
          "The request to launch an instance uses the same client token as a previous request for "
          "which the instance has been terminated."};
}
inline ApiError incompleteSignature(std::string_view text) {
  return {"IncompleteSignature", std::string(text)};
}
inline ApiError unavailable() {
  return {"Unavailable", "The service is unavailable. Please try again shortly.", 503};
}
inline ApiError internalError() { return {"InternalError", "An internal error has occurred", 500}; }
/// `Invalid id: "VALUE" (expecting "PREFIX-...")`, always with that text; the code differs by kind.
inline ApiError malformedId(std::string code, std::string_view value, std::string_view prefix) {
  return {std::move(code), "Invalid id: \"" + std::string(value) + "\" (expecting \"" +
                               std::string(prefix) + "-...\")"};
}

}  // namespace amilocal::errors
