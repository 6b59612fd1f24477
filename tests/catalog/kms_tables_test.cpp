#include "amilocal/catalog/kms_tables.h"

#include "catalog_fixture.h"

namespace amilocal {
namespace {

using namespace domain;

class KmsTablesTest : public CatalogTest {
 protected:
  static KmsKey fullKey() {
    KmsKey key;
    key.arn = "arn:key";
    key.id = "1";
    key.account = "1";
    key.region = "us-east-1";
    key.state = KeyState::pending_deletion;
    key.description = "d";
    key.createdAt = at(1);
    key.deletionAt = at(2);
    key.deletionWindowDays = 7;
    key.rotationPeriodDays = 365;
    key.rotationSince = at(3);
    key.policy = "{}";
    key.tags = {{"k", "v"}};
    return key;
  }
};

TEST_F(KmsTablesTest, KeepAKeyWhole) {
  catalog_.kmsKeys().insert(fullKey());
  EXPECT_EQ(catalog_.kmsKeys().find("arn:key"), fullKey());
  EXPECT_EQ(catalog_.kmsKeys().list("1", "us-east-1"), std::vector<KmsKey>{fullKey()});
  EXPECT_EQ(catalog_.kmsKeys().listUnusable(), std::vector<std::string>{"arn:key"});
  auto usable = fullKey();
  usable.state = KeyState::enabled;
  catalog_.kmsKeys().update(usable);
  EXPECT_TRUE(catalog_.kmsKeys().listUnusable().empty());
}

TEST_F(KmsTablesTest, KeepAliases) {
  KmsAlias alias{"arn:alias", "1", "us-east-1", "alias/a", "arn:key", at(1), at(2)};
  catalog_.kmsAliases().insert(alias);
  alias.updatedAt = at(3);
  catalog_.kmsAliases().update(alias);
  EXPECT_EQ(catalog_.kmsAliases().find("arn:alias"), alias);
  EXPECT_EQ(catalog_.kmsAliases().list("1", "us-east-1").size(), 1U);
  catalog_.kmsAliases().removeOf("arn:key");
  EXPECT_FALSE(catalog_.kmsAliases().remove("arn:alias"));
}

}  // namespace
}  // namespace amilocal
