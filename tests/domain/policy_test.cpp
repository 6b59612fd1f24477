#include "amilocal/domain/policy.h"

#include <gtest/gtest.h>

#include "amilocal/core/api_error.h"
#include "amilocal/domain/errors/iam_errors.h"
#include "amilocal/domain/permissions.h"
#include "support/refusal.h"

namespace amilocal::domain {
namespace {

constexpr auto kAllowed = Verdict::allowed, kDenied = Verdict::denied, kSilent = Verdict::silent;

Policy statement(const std::string& inner) {
  return Policy::parse(R"({"Version":"2012-10-17","Statement":[{)" + inner + "}]}");
}

Verdict verdict(const std::string& inner, const std::string& action,
                const std::string& resource = "*", RequestFacts facts = {}) {
  return statement(inner).verdict({action, resource, std::move(facts)});
}

// IAM User Guide, "IAM JSON policy elements: Action".
TEST(Policy, MatchesActionsWithWildcardsWhateverTheirCase) {
  const std::string inner = R"("Effect":"Allow","Action":["ec2:Describe*","EC2:copyimage"],)"
                            R"("Resource":"*")";
  EXPECT_EQ(verdict(inner, "ec2:DescribeImages"), kAllowed);
  EXPECT_EQ(verdict(inner, "ec2:CopyImage"), kAllowed);
  EXPECT_EQ(verdict(inner, "ec2:CreateImage"), kSilent);
}

TEST(Policy, MatchesAllButWhatNotActionAndNotResourceName) {
  EXPECT_EQ(verdict(R"("Effect":"Allow","NotAction":"iam:*","Resource":"*")", "ec2:CopyImage"),
            kAllowed);
  EXPECT_EQ(verdict(R"("Effect":"Allow","NotAction":"iam:*","Resource":"*")", "iam:GetRole"),
            kSilent);
  const std::string inner =
      R"("Effect":"Deny","Action":"*","NotResource":"arn:aws:ec2:us-east-1::image/*")";
  EXPECT_EQ(verdict(inner, "ec2:X", "arn:aws:ec2:us-east-1::image/ami-1"), kSilent);
  EXPECT_EQ(verdict(inner, "ec2:X", "arn:aws:ec2:eu-west-1::image/ami-1"), kDenied);
}

TEST(Policy, MatchesResourcesWithWildcards) {
  const std::string inner =
      R"("Effect":"Allow","Action":"*","Resource":"arn:aws:ec2:*::snapshot/snap-?2*")";
  EXPECT_EQ(verdict(inner, "a:b", "arn:aws:ec2:us-east-1::snapshot/snap-123"), kAllowed);
  EXPECT_EQ(verdict(inner, "a:b", "arn:aws:ec2:us-east-1::snapshot/snap-23"), kSilent);
  EXPECT_EQ(verdict(inner, "a:b", "arn:aws:ec2:us-east-1::image/snap-12"), kSilent);
}

// "Policy evaluation logic": an explicit deny counts more than any number of permissions.
TEST(Policy, DeniesWhatOneStatementDenies) {
  const auto policy = Policy::parse(
      R"({"Statement":[{"Effect":"Deny","Action":"ec2:CopyImage","Resource":"*"},
                       {"Effect":"Allow","Action":"*","Resource":"*"}]})");
  EXPECT_EQ(policy.verdict({"ec2:CopyImage", "*"}), kDenied);
  EXPECT_EQ(policy.verdict({"ec2:CreateImage", "*"}), kAllowed);
}

struct Case {
  const char* condition;
  const char* value;  ///< of the key `k`; null for none
  bool isMet;
};

// IAM User Guide, "IAM JSON policy elements: Condition operators".
TEST(Policy, KnowsTheOperatorsOfConditions) {
  const Case cases[] = {
      {R"("StringEquals":{"k":["a","b"]})", "b", true},
      {R"("StringEquals":{"K":"a"})", "A", false},
      {R"("StringEquals":{"k":"a"})", nullptr, false},
      {R"("StringNotEquals":{"k":["a","b"]})", "b", false},
      {R"("StringNotEquals":{"k":["a","b"]})", "c", true},
      {R"("StringNotEquals":{"k":"a"})", nullptr, true},
      {R"("StringEqualsIgnoreCase":{"k":"AbC"})", "aBc", true},
      {R"("StringNotEqualsIgnoreCase":{"k":"AbC"})", "aBc", false},
      {R"("StringEquals":{"k":"a*"})", "ab", false},
      {R"("StringLike":{"k":"a*z?"})", "abczz", true},
      {R"("StringLike":{"k":"a?"})", "a", false},
      {R"("StringNotLike":{"k":"a*"})", "ab", false},
      {R"("StringEqualsIfExists":{"k":"a"})", nullptr, true},
      {R"("StringEqualsIfExists":{"k":"a"})", "b", false},
      {R"("NumericLessThanEquals":{"k":"8"})", "8", true},
      {R"("NumericLessThan":{"k":8})", "8", false},
      {R"("NumericGreaterThan":{"k":"8"})", "100", true},
      {R"("NumericGreaterThanEquals":{"k":"8"})", "7.5", false},
      {R"("NumericEquals":{"k":"8"})", "8.0", true},
      {R"("NumericNotEquals":{"k":"8"})", "8", false},
      {R"("NumericEquals":{"k":"8"})", "eight", false},
      {R"("DateGreaterThan":{"k":"2026-11-21T00:00:00Z"})", "2026-11-21T00:00:01Z", true},
      {R"("DateLessThan":{"k":"2026-11-21T00:00:00Z"})", "2026-11-21T00:00:01Z", false},
      {R"("DateLessThanEquals":{"k":"2026-11-21"})", "2026-11-21T00:00:00Z", true},
      {R"("DateGreaterThanEquals":{"k":"1795219200"})", "2026-11-21T00:00:00Z", true},
      {R"("DateEquals":{"k":"2026-11-21"})", "2026-11-21T00:00:00Z", true},
      {R"("DateNotEquals":{"k":"2026-11-21"})", "2026-11-21T00:00:00Z", false},
      {R"("Bool":{"k":true})", "true", true},
      {R"("Bool":{"k":"false"})", "true", false},
      {R"("BinaryEquals":{"k":"QQ=="})", "QQ==", true},
      {R"("IpAddress":{"k":"10.0.0.0/8"})", "10.1.2.3", true},
      {R"("IpAddress":{"k":"10.1.2.3"})", "10.1.2.4", false},
      {R"("NotIpAddress":{"k":"10.0.0.0/8"})", "10.1.2.3", false},
      {R"("IpAddress":{"k":"2001:db8::/32"})", "2001:db8:1::5", true},
      {R"("IpAddress":{"k":"::1"})", "::2", false},
      {R"("ArnLike":{"k":"arn:aws:iam::*:role/build*"})", "arn:aws:iam::1:role/builder", true},
      {R"("ArnEquals":{"k":"arn:aws:*:role/x"})", "arn:aws:iam::1:role/x", false},
      {R"("ArnNotLike":{"k":"arn:aws:iam::1:*"})", "arn:aws:iam::1:user/x", false},
      {R"("ArnNotEquals":{"k":"arn:aws:iam::1:user/y"})", "arn:aws:iam::1:user/x", true},
      {R"("Null":{"k":"true"})", nullptr, true},
      {R"("Null":{"k":true})", "x", false},
      {R"("Null":{"k":"false"})", "x", true},
  };
  for (const auto& [condition, value, isMet] : cases) {
    RequestFacts facts;
    if (value != nullptr) facts.put("k", value);
    const auto inner = R"("Effect":"Allow","Action":"*","Resource":"*","Condition":{)" +
                       std::string(condition) + "}";
    EXPECT_EQ(verdict(inner, "a:b", "*", facts), isMet ? kAllowed : kSilent)
        << condition << " " << (value != nullptr ? value : "-");
  }
}

// "Single-valued vs. multivalued context keys".
TEST(Policy, LooksAtSetsOfValues) {
  const auto met = [](const std::string& condition, std::vector<std::string> tags) {
    RequestFacts facts;
    for (auto& tag : tags) facts.add("aws:TagKeys", std::move(tag));
    return verdict(
               R"("Effect":"Allow","Action":"*","Resource":"*","Condition":{)" + condition + "}",
               "a:b", "*", facts) == kAllowed;
  };
  const std::string all = R"("ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]})";
  EXPECT_TRUE(met(all, {"a"}));
  EXPECT_TRUE(met(all, {}));
  EXPECT_FALSE(met(all, {"a", "c"}));
  const std::string any = R"("ForAnyValue:StringLike":{"aws:TagKeys":"a*"})";
  EXPECT_TRUE(met(any, {"c", "ab"}));
  EXPECT_FALSE(met(any, {"c"}));
  EXPECT_FALSE(met(any, {}));
}

// "IAM policy elements: Variables and tags".
TEST(Policy, PutsValuesInThePlaceOfVariables) {
  RequestFacts facts;
  facts.put("aws:username", "alice");
  const std::string inner =
      R"("Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/${aws:username}/*")";
  EXPECT_EQ(verdict(inner, "s3:GetObject", "arn:aws:s3:::b/alice/x", facts), kAllowed);
  EXPECT_EQ(verdict(inner, "s3:GetObject", "arn:aws:s3:::b/bob/x", facts), kSilent);
  EXPECT_EQ(verdict(inner, "s3:GetObject", "arn:aws:s3:::b/alice/x"), kSilent);
  const std::string otherwise =
      R"("Effect":"Allow","Action":"*","Resource":"${aws:PrincipalTag/team, 'all'}${*}")";
  EXPECT_EQ(verdict(otherwise, "a:b", "all*"), kAllowed);
  EXPECT_EQ(verdict(otherwise, "a:b", "all!"), kSilent);
}

// A value must not bring wildcards of its own.
TEST(Policy, TakesValuesOfVariablesLiterally) {
  RequestFacts facts;
  facts.put("aws:username", "*");
  EXPECT_EQ(
      verdict(R"("Effect":"Allow","Action":"*","Resource":"${aws:username}")", "a:b", "x", facts),
      kSilent);
}

TEST(Policy, OfTheOldVersionHasNoVariables) {
  RequestFacts facts;
  facts.put("aws:username", "alice");
  const auto policy = Policy::parse(
      R"({"Statement":{"Effect":"Allow","Action":"*","Resource":"${aws:username}"}})");
  EXPECT_EQ(policy.verdict({"a:b", "alice", facts}), kSilent);
  EXPECT_EQ(policy.verdict({"a:b", "${aws:username}", facts}), kAllowed);
}

TEST(Policy, IsRefusedWhereItIsNone) {
  test::expectRefusal(test::refusalOf([] { Policy::parse("{"); }), errors::malformedPolicy());
  test::expectRefusal(test::refusalOf([] { Policy::parse("{}"); }),
                      errors::policySyntax("Statement is missing"));
  for (const auto* inner :
       {R"("Effect":"Allow","Action":"*")", R"("Effect":"Allow","Resource":"*")",
        R"("Effect":"No","Action":"*","Resource":"*")",
        R"("Effect":"Allow","Action":"*","NotAction":"*","Resource":"*")",
        R"("Effect":"Allow","Action":"*","Resource":"*","Extra":1)",
        R"("Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringIs":{"k":"v"}})"})
    EXPECT_EQ(test::refusalOf([&] { statement(inner); }).code(), "MalformedPolicyDocument")
        << inner;
}

TEST(Policy, OfTrustNamesWhomItIsAbout) {
  const auto policy = Policy::parse(
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
          "Principal":{"AWS":["arn:aws:iam::1:root","arn:aws:iam::1:user/alice"]}}]})");
  std::string by;
  const AccessQuestion question{"sts:AssumeRole", "arn:role"};
  EXPECT_EQ(
      policy.verdict(question, {"AWS", {"arn:aws:iam::1:user/alice", "arn:aws:iam::1:root"}}, by),
      kAllowed);
  EXPECT_EQ(by, "arn:aws:iam::1:user/alice");
  EXPECT_EQ(policy.verdict(question, {"AWS", {"arn:aws:iam::2:user/bob"}}, by), kSilent);
}

AccessQuestion copying() { return {"ec2:CopyImage", "*"}; }

Policy allowing(const std::string& action) {
  return statement(R"("Effect":"Allow","Resource":"*","Action":")" + action + "\"");
}

// IAM User Guide, "Permissions boundaries for IAM entities" and "Session policies".
TEST(Permissions, AreWhatAllLayersAllow) {
  Permissions permissions;
  EXPECT_EQ(denialOf(permissions, copying())->reason("ec2:CopyImage"),
            "because no identity-based policy allows the ec2:CopyImage action");
  permissions.identity.push_back(allowing("ec2:*"));
  EXPECT_FALSE(denialOf(permissions, copying()));
  permissions.boundary = {allowing("ec2:Describe*")};
  EXPECT_EQ(denialOf(permissions, copying())->reason("ec2:CopyImage"),
            "because no permissions boundary allows the ec2:CopyImage action");
  permissions.boundary->push_back(allowing("ec2:CopyImage"));
  EXPECT_FALSE(denialOf(permissions, copying()));
  permissions.session.emplace();
  EXPECT_EQ(denialOf(permissions, copying())->reason("ec2:CopyImage"),
            "because no session policy allows the ec2:CopyImage action");
}

TEST(Permissions, SayWhereSomethingIsDenied) {
  Permissions permissions;
  permissions.identity.push_back(
      statement(R"("Effect":"Deny","Action":"ec2:CopyImage","Resource":"*")"));
  EXPECT_EQ(denialOf(permissions, copying())->reason("ec2:CopyImage"),
            "with an explicit deny in an identity-based policy");
}

TEST(Permissions, OfTheRootUserHaveNoEnd) {
  Permissions permissions;
  permissions.isRoot = true;
  EXPECT_FALSE(denialOf(permissions, copying()));
  permissions.session.emplace();
  EXPECT_TRUE(denialOf(permissions, copying()));
}

// Within an account, a policy of a resource that names the caller itself is enough, and one that
// names the account is not (IAM User Guide, "Cross-account policy evaluation logic"): so the more
// exact of two statements counts, in whatever order they stand.
TEST(Policy, TellsTheMostExactNameThatItHas) {
  const std::string account = R"({"Effect":"Allow","Action":"*","Resource":"*",
      "Principal":{"AWS":"111111111111"}})";
  const std::string user = R"({"Effect":"Allow","Action":"*","Resource":"*",
      "Principal":{"AWS":"arn:aws:iam::111111111111:user/a"}})";
  const Principal who{.names = {"arn:aws:iam::111111111111:user/a", "111111111111"}};
  for (const auto& statements : {account + "," + user, user + "," + account}) {
    std::string by;
    const auto policy = Policy::parse(R"({"Statement":[)" + statements + "]}");
    EXPECT_EQ(policy.verdict({"a:b", "*"}, who, by), kAllowed);
    EXPECT_EQ(by, who.names[0]);
  }
}

}  // namespace
}  // namespace amilocal::domain
