#include "amilocal/domain/parameter_rules.h"

#include <gtest/gtest.h>

#include "amilocal/domain/errors/parameter_errors.h"

namespace amilocal::domain {
namespace {

TEST(ParameterRules, ASelectorFollowsTheName) {
  EXPECT_EQ(parseParameterSelector("/a/b:3").selector, ":3");
  EXPECT_EQ(parseParameterSelector("/a/b").selector, "");
  const auto path = parseParameterSelector("arn:aws:ssm:us-east-1:111122223333:parameter/a/b:x");
  EXPECT_EQ(path.name, "/a/b");
  EXPECT_EQ(path.selector, ":x");
  EXPECT_EQ(path.account, "111122223333");
  EXPECT_EQ(path.region, "us-east-1");
  EXPECT_EQ(parseParameterSelector("arn:aws:ssm:us-east-1:111122223333:parameter/plain").name,
            "plain");
}

TEST(ParameterRules, APathEndsAtASlash) {
  EXPECT_TRUE(isBelowPath("/a/b", "/a", false));
  EXPECT_TRUE(isBelowPath("/a/b", "/a/", false));
  EXPECT_FALSE(isBelowPath("/ab", "/a", true));
  EXPECT_FALSE(isBelowPath("/a/b/c", "/a", false));
  EXPECT_TRUE(isBelowPath("/a/b/c", "/a", true));
  EXPECT_FALSE(isBelowPath("/a", "/a", true));
  EXPECT_TRUE(isBelowPath("plain", "/", false));
}

// The codes of the model of Systems Manager.
TEST(ParameterErrors, HaveTheirCodes) {
  EXPECT_EQ(errors::parameterNotFound("a").code(), "ParameterNotFound");
  EXPECT_EQ(errors::parameterVersionNotFound("a", "2").code(), "ParameterVersionNotFound");
  EXPECT_EQ(errors::parameterExists().code(), "ParameterAlreadyExists");
  EXPECT_EQ(errors::reservedParameterName("/aws").code(), "AccessDeniedException");
  EXPECT_EQ(errors::parameterTooDeep(15).code(), "HierarchyLevelLimitExceededException");
  EXPECT_EQ(errors::parameterTypeChanged().code(), "HierarchyTypeMismatchException");
  EXPECT_EQ(errors::tooManyParameters().code(), "ParameterLimitExceeded");
  EXPECT_EQ(errors::oldestVersionLabelled("a", 1).code(), "ParameterMaxVersionLimitExceeded");
  EXPECT_EQ(errors::tooManyLabels().code(), "ParameterVersionLabelLimitExceeded");
  EXPECT_EQ(errors::invalidSsmToken().code(), "InvalidNextToken");
  EXPECT_EQ(errors::invalidFilterKey("a").code(), "InvalidFilterKey");
  EXPECT_EQ(errors::invalidFilterOption("a", "b").code(), "InvalidFilterOption");
  EXPECT_EQ(errors::invalidFilterValue("a").code(), "InvalidFilterValue");
  EXPECT_EQ(errors::resourceTypeNotTaggable("a").code(), "InvalidResourceType");
  EXPECT_EQ(errors::resourceIdInvalid("a").code(), "InvalidResourceId");
  EXPECT_EQ(errors::tooManySsmTags().code(), "TooManyTagsError");
  for (const auto& error :
       {errors::ssmValidation("x"), errors::prefixedParameterName(), errors::invalidParameterName(),
        errors::parameterPathInvalid(), errors::parameterTypeMissing(),
        errors::emptyParameterValue(), errors::standardValueTooLong(),
        errors::advancedValueTooLong(), errors::parameterTierLowered(),
        errors::unknownDataType("x"), errors::dataTypeNeedsString("x"), errors::notAnImage("x"),
        errors::keyOfPlainParameter(), errors::tagsWithOverwrite(),
        errors::repeatedParameterNames(), errors::listOutOfBounds("names", 10),
        errors::pageSizeOutOfBounds(11, 10), errors::bothKindsOfFilters()})
    EXPECT_EQ(error.code(), "ValidationException");
}

}  // namespace
}  // namespace amilocal::domain
