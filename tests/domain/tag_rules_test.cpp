#include "amilocal/domain/tag_rules.h"

#include <gtest/gtest.h>

#include <string>

#include "amilocal/domain/errors/tag_errors.h"
#include "support/refusal.h"

namespace amilocal::domain {
namespace {

using test::expectRefusal;
using test::refusalOf;

ApiError refusalOfTags(const Tags& tags) {
  return refusalOf([&] { checkTags(tags); });
}

// Exactly at the limits: 127 and 256 characters, 50 tags (EC2 User Guide, "Tag restrictions").
TEST(TagRules, TakeKeysAndValuesOfFullLength) {
  EXPECT_NO_THROW(checkTags({{std::string(127, 'k'), std::string(256, 'v')}}));
}

TEST(TagRules, TakeAnEmptyValue) { EXPECT_NO_THROW(checkTags({{"key", ""}})); }

// The limits are of characters: a letter beyond ASCII is one, whatever its bytes.
TEST(TagRules, CountCharactersAndNotBytes) {
  std::string umlauts;
  for (int i = 0; i < 127; ++i) umlauts += "ä";
  EXPECT_NO_THROW(checkTags({{umlauts, ""}}));
  expectRefusal(refusalOfTags({{umlauts + "ä", ""}}), errors::tagKeyTooLong());
}

TEST(TagRules, RefuseLongKeys) {
  expectRefusal(refusalOfTags({{std::string(128, 'k'), ""}}), errors::tagKeyTooLong());
}

TEST(TagRules, RefuseLongValues) {
  expectRefusal(refusalOfTags({{"key", std::string(257, 'v')}}), errors::tagValueTooLong());
}

TEST(TagRules, RefuseATagWithoutKey) {
  expectRefusal(refusalOfTags({{"", "value"}}), errors::emptyTagKey());
}

// Seen in a live CreateImage (aws-facts/errors.md section 7).
TEST(TagRules, RefuseAwsOwnPrefix) {
  const auto error = refusalOfTags({{"aws:cloudformation:stack-name", "x"}});
  expectRefusal(error, errors::reservedTagKey());
  EXPECT_EQ(error.message(), "Tag keys starting with 'aws:' are reserved for internal use");
}

TEST(TagRules, RefuseTheSameKeyTwice) {
  const auto error = refusalOfTags({{"project", "a"}, {"stage", "b"}, {"project", "c"}});
  expectRefusal(error, errors::duplicateTagKey("project"));
  EXPECT_EQ(error.message(), "Duplicate tag key 'project' specified");
}

// Keys are case-sensitive (EC2 User Guide, "Tag restrictions").
TEST(TagRules, TellKeysApartByCase) { EXPECT_NO_THROW(checkTags({{"Name", "a"}, {"name", "b"}})); }

TEST(TagRules, RefuseMoreThanFiftyTags) {
  Tags tags;
  for (int i = 0; i < 50; ++i) tags.push_back({"key" + std::to_string(i), ""});
  EXPECT_NO_THROW(checkTags(tags));
  tags.push_back({"one more", ""});
  expectRefusal(refusalOfTags(tags), errors::tagLimitExceeded());
}

TEST(TagRules, LimitWhatAResourceHasInAll) {
  EXPECT_NO_THROW(checkTagCount(50));
  expectRefusal(refusalOf([] { checkTagCount(51); }), errors::tagLimitExceeded());
}

}  // namespace
}  // namespace amilocal::domain
