#include "amilocal/catalog/iam_tables.h"

#include "amilocal/catalog/catalog_error.h"
#include "catalog_fixture.h"

namespace amilocal {
namespace {

using namespace domain;

class IamTablesTest : public CatalogTest {
 protected:
  static Role fullRole() {
    Role role;
    role.arn = "arn:role";
    role.id = "AROA";
    role.account = "1";
    role.name = "Builder";
    role.path = "/a/";
    role.createdAt = at(1);
    role.description = "d";
    role.maxSessionSeconds = 7200;
    role.permissionsBoundary = "arn:boundary";
    role.lastUsedAt = at(2);
    role.lastUsedRegion = "us-east-1";
    role.trustPolicy = "{}";
    role.inlinePolicies = {{"i", "{}"}};
    role.attachedPolicies = {"arn:policy"};
    role.tags = {{"k", "v"}};
    return role;
  }
};

TEST_F(IamTablesTest, KeepARoleWhole) {
  catalog_.roles().insert(fullRole());
  EXPECT_EQ(catalog_.roles().find("arn:role"), fullRole());
  EXPECT_EQ(catalog_.roles().list("1"), std::vector<Role>{fullRole()});
  auto changed = fullRole();
  changed.tags.clear();
  changed.attachedPolicies.clear();
  changed.description.reset();
  catalog_.roles().update(changed);
  EXPECT_EQ(catalog_.roles().find("arn:role"), changed);
}

TEST_F(IamTablesTest, FindNamesWhateverTheirCase) {
  catalog_.roles().insert(fullRole());
  EXPECT_TRUE(catalog_.roles().findNamed("1", "builder").has_value());
  EXPECT_FALSE(catalog_.roles().findNamed("2", "builder").has_value());
  auto other = fullRole();
  other.arn = "arn:other";
  other.name = "BUILDER";
  EXPECT_THROW(catalog_.roles().insert(other), CatalogError);
}

TEST_F(IamTablesTest, CountTheRolesOfAPolicy) {
  catalog_.roles().insert(fullRole());
  EXPECT_EQ(catalog_.roles().countAttached("arn:policy"), 1);
  catalog_.roles().remove("arn:role");
  EXPECT_EQ(catalog_.roles().countAttached("arn:policy"), 0);
}

TEST_F(IamTablesTest, KeepPoliciesProfilesAndSessions) {
  const ManagedPolicy policy{"arn:p", "ANPA", "1", "p", "/", at(1), "d", "{}", {{"k", "v"}}};
  catalog_.policies().insert(policy);
  EXPECT_EQ(catalog_.policies().find("arn:p"), policy);
  EXPECT_EQ(catalog_.policies().findNamed("1", "P"), policy);
  EXPECT_TRUE(catalog_.policies().remove("arn:p"));

  InstanceProfile profile{"arn:i", "AIPA", "1", "i", "/", at(1), {}, {{"k", "v"}}};
  catalog_.instanceProfiles().insert(profile);
  profile.roleArn = "arn:role";
  catalog_.instanceProfiles().update(profile);
  EXPECT_EQ(catalog_.instanceProfiles().find("arn:i"), profile);
  EXPECT_EQ(catalog_.instanceProfiles().findNamed("1", "I"), profile);
  EXPECT_TRUE(catalog_.instanceProfiles().remove("arn:i"));

  const Session session{"ASIA",   "1",     "arn:s",    "id", at(5),
                        "secret", "token", "arn:role", "{}", {"arn:p", "arn:q"}};
  catalog_.sessions().insert(session);
  EXPECT_EQ(catalog_.sessions().find("ASIA"), session);
}

}  // namespace
}  // namespace amilocal
