#include "amilocal/domain/builder_rules.h"

#include <gtest/gtest.h>

#include "amilocal/domain/errors/builder_errors.h"

namespace amilocal::domain {
namespace {

TEST(BuilderRules, VersionsAreComparedAsNumbers) {
  EXPECT_LT(*SemanticVersion::parse("1.9.0"), *SemanticVersion::parse("1.10.0"));
  for (const auto* text : {"1.0", "1.0.0.0", "a.b.c", "1..0"})
    EXPECT_FALSE(SemanticVersion::parse(text)) << text;
}

TEST(BuilderRules, AnArnHasItsParts) {
  const auto arn =
      parseBuilderArn("arn:aws:imagebuilder:us-east-1:111122223333:component/hello/1.0.0/2");
  ASSERT_TRUE(arn);
  EXPECT_EQ(arn->name, "hello");
  EXPECT_EQ(arn->version, "1.0.0");
  EXPECT_EQ(arn->build, "2");
  EXPECT_FALSE(parseBuilderArn("arn:aws:imagebuilder:us-east-1:111122223333:image/hello/1.0.0"));
}

// The codes of the model of Image Builder.
TEST(BuilderErrors, HaveTheirCodes) {
  EXPECT_EQ(errors::invalidBuilderRequest("x").code(), "InvalidRequestException");
  EXPECT_EQ(errors::builderParameterInvalid("a", "b").code(), "InvalidParameterValueException");
  EXPECT_EQ(errors::builderVersionInvalid("1").code(), "InvalidVersionNumberException");
  EXPECT_EQ(errors::builderResourceExists("a").code(), "ResourceAlreadyExistsException");
  EXPECT_EQ(errors::builderResourceNotFound("a").status(), 404);
  EXPECT_EQ(errors::builderResourceNeeded("a", "b").code(), "ResourceDependencyException");
  EXPECT_EQ(errors::builderPageOutOfBounds().code(), "InvalidRequestException");
  EXPECT_EQ(errors::builderTokenInvalid().code(), "InvalidPaginationTokenException");
  EXPECT_EQ(errors::tooManyBuilderTags().code(), "InvalidParameterException");
  EXPECT_EQ(errors::reservedBuilderTag().code(), "InvalidParameterException");
}

}  // namespace
}  // namespace amilocal::domain
