#include "amilocal/domain/organization.h"

#include <gtest/gtest.h>

namespace amilocal::domain {
namespace {

const std::string kArn = "arn:aws:organizations::999999999999:";
const Account kAccount{.id = "111111111111",
                       .organization = "o-exampleorgid",
                       .unitPath = "ou-exam-ple00001/ou-exam-ple00002"};

Grantees organization(const std::string& id) {
  return {{GranteeKind::organizationArn, kArn + "organization/" + id}};
}
Grantees unit(const std::string& id) {
  return {{GranteeKind::organizationalUnitArn, kArn + "ou/o-exampleorgid/" + id}};
}

TEST(Organization, APermissionReachesTheAccountByNumber) {
  EXPECT_TRUE(reaches({{GranteeKind::userId, "111111111111"}}, kAccount));
  EXPECT_FALSE(reaches({{GranteeKind::userId, "222222222222"}}, kAccount));
}

// The public is no permission of one's own.
TEST(Organization, ThePublicDoesNotCount) {
  EXPECT_FALSE(reaches({{GranteeKind::group, "all"}}, kAccount));
}

TEST(Organization, APermissionOfTheOrganizationReachesItsAccounts) {
  EXPECT_TRUE(reaches(organization("o-exampleorgid"), kAccount));
  EXPECT_FALSE(reaches(organization("o-anotherorgid"), kAccount));
  EXPECT_FALSE(reaches(organization("o-exampleorgid"), {.id = "111111111111"}));
}

// EC2 User Guide: sharing with a unit shares with all units below it.
TEST(Organization, APermissionOfAUnitReachesTheUnitsBelow) {
  EXPECT_TRUE(reaches(unit("ou-exam-ple00001"), kAccount));
  EXPECT_TRUE(reaches(unit("ou-exam-ple00002"), kAccount));
  EXPECT_FALSE(reaches(unit("ou-exam-ple00003"), kAccount));
  const Account parent{
      .id = "222222222222", .organization = "o-exampleorgid", .unitPath = "ou-exam-ple00001"};
  EXPECT_TRUE(reaches(unit("ou-exam-ple00001"), parent));
  EXPECT_FALSE(reaches(unit("ou-exam-ple00002"), parent));
}

TEST(Organization, EntitiesAreTheEndsOfTheirArns) {
  EXPECT_EQ(entitiesOf(kAccount), (std::vector<std::string>{"organization/o-exampleorgid",
                                                            "ou/o-exampleorgid/ou-exam-ple00001",
                                                            "ou/o-exampleorgid/ou-exam-ple00002"}));
  EXPECT_TRUE(entitiesOf({.id = "111111111111"}).empty());
}

TEST(Organization, AnAccountThatCannotBeSaysWhy) {
  EXPECT_EQ(whatIsWrongWith(kAccount), "");
  EXPECT_EQ(whatIsWrongWith({.id = "111111111111"}), "");
  const Account bad[] = {
      {.id = "1"},
      {.id = "111111111111", .name = ""},
      {.id = "111111111111", .organization = "exampleorg"},
      {.id = "111111111111", .unitPath = "ou-exam-ple00001"},
      {.id = "111111111111", .organization = "o-exampleorgid", .unitPath = "/ou-exam-ple00001"},
      {.id = "111111111111", .organization = "o-exampleorgid", .unitPath = "r-exam"}};
  for (const auto& account : bad) EXPECT_NE(whatIsWrongWith(account), "") << account.unitPath;
}

}  // namespace
}  // namespace amilocal::domain
