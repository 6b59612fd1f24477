#include "amilocal/catalog/network_tables.h"

#include "catalog_fixture.h"

namespace amilocal {
namespace {

using namespace domain;

class NetworkTables : public CatalogTest {
 protected:
  template <class Value>
  static Value owned(std::string_view id) {
    Value value;
    value.id = decltype(Value::id)::trusted(std::string(id));
    value.region = "us-east-1";
    value.owner = "111111111111";
    return value;
  }

  template <class Value>
  void expectKept(OwnedTable<Value>& table, const Value& bare, const Value& filled) {
    table.put(bare);
    EXPECT_EQ(table.find(bare.id), bare);
    table.put(filled);
    EXPECT_EQ(table.list("111111111111", "us-east-1"), (std::vector<Value>{bare, filled}));
    EXPECT_TRUE(table.list("222222222222", "us-east-1").empty());
    EXPECT_TRUE(table.remove(bare.id));
    EXPECT_FALSE(table.remove(bare.id));
  }
};

TEST_F(NetworkTables, KeepVpcsAndSubnets) {
  auto vpc = owned<Vpc>("vpc-2");
  vpc.cidrBlock = "10.0.0.0/16";
  vpc.isDefault = vpc.enableDnsHostnames = vpc.enableNetworkAddressUsageMetrics = true;
  vpc.enableDnsSupport = false;
  vpc.instanceTenancy = "dedicated";
  vpc.isDeleted = true;
  expectKept(catalog_.vpcs(), owned<Vpc>("vpc-1"), vpc);
  auto subnet = owned<Subnet>("subnet-2");
  subnet.vpcId = vpc.id;
  subnet.availabilityZone = "us-east-1a";
  subnet.cidrBlock = "10.0.1.0/24";
  subnet.isDefaultForAz = subnet.mapPublicIpOnLaunch = subnet.resourceNameDnsA = true;
  subnet.hostnameType = "resource-name";
  expectKept(catalog_.subnets(), owned<Subnet>("subnet-1"), subnet);
}

TEST_F(NetworkTables, KeepGroupsWithTheirRules) {
  auto group = owned<SecurityGroup>("sg-2");
  group.vpcId = VpcId::trusted("vpc-1");
  group.name = "web";
  group.description = "for the web";
  SecurityGroupRule bare, filled;
  bare.id = SecurityGroupRuleId::trusted("sgr-1");
  filled = {SecurityGroupRuleId::trusted("sgr-2"),
            true,
            "tcp",
            22,
            23,
            "10.0.0.0/8",
            "::/0",
            "sg-1",
            "ssh"};
  group.rules = {bare, filled};
  expectKept(catalog_.securityGroups(), owned<SecurityGroup>("sg-1"), group);
  group.rules.erase(group.rules.begin());
  catalog_.securityGroups().put(group);
  EXPECT_EQ(catalog_.securityGroups().find(group.id), group);
}

TEST_F(NetworkTables, KeepAddressesPlacementGroupsAndKeyPairs) {
  auto address = owned<ElasticAddress>("eipalloc-2");
  address.publicIp = "54.1.2.3";
  address.associationId = "eipassoc-1";
  address.instanceId = InstanceId::trusted("i-1");
  address.networkInterfaceId = "eni-1";
  address.privateIpAddress = "10.0.0.4";
  address.subnetId = "subnet-1";
  expectKept(catalog_.addresses(), owned<ElasticAddress>("eipalloc-1"), address);
  auto group = owned<PlacementGroup>("pg-2");
  group.name = "p";
  group.strategy = "partition";
  group.partitionCount = 7;
  group.spreadLevel = "rack";
  expectKept(catalog_.placementGroups(), owned<PlacementGroup>("pg-1"), group);
  auto pair = owned<KeyPair>("key-2");
  pair.name = "mine";
  pair.type = "rsa";
  pair.fingerprint = "1f:51";
  pair.publicKey = "ssh-rsa AAAA";
  pair.createdAt = at(1'700'000'000'000);
  expectKept(catalog_.keyPairs(), owned<KeyPair>("key-1"), pair);
}

}  // namespace
}  // namespace amilocal
