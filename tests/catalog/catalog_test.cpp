#include "amilocal/catalog/catalog.h"

#include "catalog_fixture.h"

namespace amilocal {
namespace {

using namespace domain;

class CatalogResetTest : public CatalogTest {
 protected:
  void givenARowInEveryTable() {
    const Grantees permissions{{GranteeKind::group, "all"}};
    Image image;
    image.id = ImageId::trusted("ami-1");
    image.blockDevices = {BlockDevice{"/dev/sda", std::nullopt, EbsDevice{}, false}};
    image.productCodes = {{"code", "devpay"}};
    image.launchPermissions = permissions;
    catalog_.images().insert(image);
    Snapshot snapshot;
    snapshot.createVolumePermissions = permissions;
    catalog_.snapshots().insert(snapshot);
    Volume volume;
    volume.attachments = {Attachment{}};
    catalog_.volumes().insert(volume);
    Instance instance;
    instance.securityGroups = {{"sg-1", "default"}};
    instance.productCodes = image.productCodes;
    instance.ephemeralDevices = {BlockDevice{"/dev/sdb", "ephemeral0", std::nullopt, false}};
    catalog_.instances().insert(instance);
    catalog_.fastRestores().put({});
    catalog_.fastLaunches().put({});
    catalog_.vpcs().put({});
    catalog_.subnets().put({});
    SecurityGroup group;
    group.rules = {SecurityGroupRule{}};
    catalog_.securityGroups().put(group);
    catalog_.addresses().put({});
    catalog_.placementGroups().put({});
    catalog_.keyPairs().put({});
    catalog_.tags().put({"1", "r", "image", "ami-1"}, {{"a", "b"}});
    catalog_.tasks().insert({});
    catalog_.idempotency().insert({"1", "r", "o", "t"}, {});
    catalog_.settings().put({"1", "r", "n", "v"});
    catalog_.journal().append({});
    domain::RetentionRule rule;
    rule.resourceTags = rule.excludedTags = {{"a", "b"}};
    rule.tags = {{"a", "b"}};
    catalog_.retentionRules().insert(rule);
    catalog_.recycleBin().insert({});
    givenSmallServices(volume);
  }

  void givenSmallServices(const Volume& volume) {
    VolumeModification change;
    change.volumeId = volume.id;
    catalog_.volumeModifications().put(change);
    Role role;
    role.inlinePolicies = {{"name", "{}"}};
    role.attachedPolicies = {"arn"};
    role.tags = {{"a", "b"}};
    catalog_.roles().insert(role);
    ManagedPolicy policy;
    policy.tags = role.tags;
    catalog_.policies().insert(policy);
    InstanceProfile profile;
    profile.tags = role.tags;
    catalog_.instanceProfiles().insert(profile);
    catalog_.sessions().insert({});
    KmsKey key;
    key.tags = role.tags;
    catalog_.kmsKeys().insert(key);
    catalog_.kmsAliases().insert({});
    catalog_.bundleTasks().insert({});
  }

  /// Asked of the schema, so that a new table cannot be forgotten.
  Texts tablesWithRows() {
    Statement tables(database_,
                     "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    Texts withRows;
    for (const auto& table : columnOf<std::string>(tables))
      if (countRows(table) > 0) withRows.push_back(table);
    return withRows;
  }
};

TEST_F(CatalogResetTest, EmptiesEveryTable) {
  givenARowInEveryTable();
  ASSERT_EQ(tablesWithRows().size(), 47U);
  catalog_.reset();
  EXPECT_EQ(tablesWithRows(), Texts{});
}

TEST_F(CatalogResetTest, BeginsNumbersAnew) {
  givenARowInEveryTable();
  catalog_.reset();
  EXPECT_EQ(catalog_.tasks().insert({}), 1);
  EXPECT_EQ(catalog_.journal().append({}), 1);
}

// Emptying is done without foreign keys; what comes after must have them again.
TEST_F(CatalogResetTest, LeavesForeignKeysOn) {
  catalog_.reset();
  givenARowInEveryTable();
  catalog_.images().remove(ImageId::trusted("ami-1"));
  EXPECT_EQ(countRows("image_block_device"), 0);
}

TEST_F(CatalogResetTest, IsUndoneWithTheTransactionAroundIt) {
  givenARowInEveryTable();
  {
    Transaction transaction(database_, Transaction::Kind::write);
    catalog_.reset();
  }
  EXPECT_EQ(tablesWithRows().size(), 47U);
}

}  // namespace
}  // namespace amilocal
