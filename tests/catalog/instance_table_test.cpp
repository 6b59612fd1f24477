#include "amilocal/catalog/instance_table.h"

#include "catalog_fixture.h"

namespace amilocal {
namespace {

using namespace domain;

Instance bareInstance(const std::string& id) {
  Instance instance;
  instance.id = InstanceId::trusted(id);
  instance.region = "us-east-1";
  instance.owner = "111111111111";
  instance.imageId = ImageId::trusted("ami-1");
  return instance;
}

void fillMachine(Instance& instance) {
  instance.architecture = "x86_64";
  instance.virtualizationType = "hvm";
  instance.rootDeviceType = "ebs";
  instance.rootDeviceName = "/dev/xvda";
  instance.enaSupport = true;
  instance.sriovNetSupport = "simple";
  instance.kernelId = "aki-1";
  instance.ramdiskId = "ari-1";
  instance.platform = "windows";
  instance.platformDetails = "Windows";
  instance.usageOperation = "RunInstances:0002";
  instance.bootMode = "uefi";
  instance.tpmSupport = "v2.0";
  instance.productCodes = {{"code", "marketplace"}};
  instance.ephemeralDevices = {{"/dev/sdb", "ephemeral0", std::nullopt, false},
                               {"/dev/sdc", "ephemeral1", std::nullopt, false}};
}

void fillOptions(Instance& instance) {
  instance.clientToken = "token";
  instance.keyName = "key";
  instance.passwordData = "c2VjcmV0";
  instance.spotRequestId = "sir-1";
  instance.userData = "IyEvYmluL3No";
  instance.iamInstanceProfileArn = "arn:aws:iam::profile";
  instance.iamInstanceProfileId = "AIPA";
  instance.iamAssociationId = "iip-assoc-1";
  instance.iamAssociatedAt = at(7);
  instance.rebootMigration = "disabled";
  instance.monitoring = true;
  instance.ebsOptimized = true;
  instance.sourceDestCheck = false;
  instance.disableApiTermination = true;
  instance.disableApiStop = true;
  instance.hibernationConfigured = true;
  instance.enclaveEnabled = true;
  instance.shutdownBehavior = "terminate";
  instance.cpuCredits = "unlimited";
  instance.coreCount = 4;
  instance.threadsPerCore = 2;
  instance.amdSevSnp = "enabled";
  instance.metadataOptions = {"optional", 5, "disabled", "enabled", "enabled"};
  instance.autoRecovery = "disabled";
  instance.capacityReservationPreference = "none";
  instance.privateDnsHostnameType = "resource-name";
  instance.resourceNameDnsA = true;
  instance.resourceNameDnsAaaa = true;
}

Instance filledInstance() {
  auto instance = bareInstance("i-1");
  instance.reservationId = ReservationId::trusted("r-1");
  instance.state = InstanceState::shutting_down;
  instance.stateReason = StateReason{"Client.UserInitiatedShutdown", "message"};
  instance.stateTransitionReason = "User initiated";
  instance.instanceType = "t3.micro";
  instance.launchIndex = 3;
  instance.launchedAt = at(1'700'000'000'000);
  instance.terminatedAt = at(1'700'000'000'001);
  instance.availabilityZone = "us-east-1a";
  instance.tenancy = "dedicated";
  instance.placementGroup = "group";
  instance.placementPartition = 2;
  instance.vpcId = "vpc-1";
  instance.subnetId = "subnet-1";
  instance.privateIpAddress = "10.0.0.4";
  instance.publicIpAddress = "54.0.0.4";
  instance.securityGroups = {{"sg-2", "web"}, {"sg-1", "default"}};
  instance.placementGroupId = "pg-1";
  instance.elasticAllocationId = "eipalloc-1";
  instance.networkInterfaceId = "eni-1";
  instance.macAddress = "02:00:00:00:00:01";
  fillOptions(instance);
  fillMachine(instance);
  return instance;
}

class InstanceTableTest : public CatalogTest {
 protected:
  InstanceTable& instances_ = catalog_.instances();
};

TEST_F(InstanceTableTest, KeepsEveryMember) {
  instances_.insert(filledInstance());
  EXPECT_EQ(instances_.find(filledInstance().id), filledInstance());
  EXPECT_EQ(instances_.list({.region = "us-east-1"}), std::vector{filledInstance()});
}

TEST_F(InstanceTableTest, KeepsTheAbsenceOfMembers) {
  instances_.insert(bareInstance("i-1"));
  EXPECT_EQ(instances_.find(InstanceId::trusted("i-1")), bareInstance("i-1"));
  EXPECT_EQ(instances_.find(InstanceId::trusted("i-2")), std::nullopt);
}

TEST_F(InstanceTableTest, UpdatesEveryMember) {
  instances_.insert(bareInstance("i-1"));
  instances_.update(filledInstance());
  EXPECT_EQ(instances_.find(filledInstance().id), filledInstance());
  instances_.update(bareInstance("i-1"));
  EXPECT_EQ(instances_.find(filledInstance().id), bareInstance("i-1"));
}

TEST_F(InstanceTableTest, RemovesAnInstanceWithItsLists) {
  instances_.insert(filledInstance());
  EXPECT_TRUE(instances_.remove(filledInstance().id));
  EXPECT_FALSE(instances_.remove(filledInstance().id));
  EXPECT_EQ(countRows("instance_security_group"), 0);
  EXPECT_EQ(countRows("instance_product_code"), 0);
  EXPECT_EQ(countRows("instance_block_device"), 0);
}

TEST_F(InstanceTableTest, ListsByIdAndByScope) {
  auto ofOther = bareInstance("i-2");
  ofOther.owner = "222222222222";
  auto terminated = bareInstance("i-4");
  terminated.state = InstanceState::terminated;
  for (const auto& each : {bareInstance("i-3"), ofOther, bareInstance("i-1"), terminated})
    instances_.insert(each);
  InstanceScope scope{.region = "us-east-1",
                      .owners = {"111111111111"},
                      .statesLeftOut = {InstanceState::terminated}};
  EXPECT_EQ(idsOf(instances_.list(scope)), (Texts{"i-1", "i-3"}));
  scope.limit = 1;
  EXPECT_EQ(idsOf(instances_.list(scope)), (Texts{"i-1"}));
  const std::vector ids{terminated.id, ofOther.id};
  EXPECT_EQ(instances_.listById(ids), (std::vector{ofOther, terminated}));
}

TEST_F(InstanceTableTest, FindsTheUsersOfAnImage) {
  auto terminated = bareInstance("i-1");
  terminated.state = InstanceState::terminated;
  auto ofOtherImage = bareInstance("i-2");
  ofOtherImage.imageId = ImageId::trusted("ami-2");
  for (const auto& each : {terminated, ofOtherImage, bareInstance("i-3")}) instances_.insert(each);
  const std::vector none{InstanceState::terminated};
  EXPECT_EQ(instances_.usersOf(ImageId::trusted("ami-1"), none),
            std::vector{InstanceId::trusted("i-3")});
  EXPECT_EQ(instances_.usersOf(ImageId::trusted("ami-1"), {}).size(), 2U);
}

}  // namespace
}  // namespace amilocal
