#include <string>
#include <vector>

#include "amilocal/domain/default_network.h"
#include "service_test.h"

namespace amilocal::test {
namespace {

class DescribeAccountAttributes : public ServiceTest {
 protected:
  std::vector<ec2::AccountAttribute> attributes(std::vector<std::string> names = {}) {
    ec2::DescribeAccountAttributesRequest request;
    request.attributeNames = std::move(names);
    return call(&ec2::describeAccountAttributes, request).accountAttributes;
  }
  std::string valueOf(const std::string& name) {
    const auto found = attributes({name});
    return found.at(0).attributeValues.at(0).attributeValue.value();
  }
};

TEST_F(DescribeAccountAttributes, ShowsAllSix) {
  std::vector<std::string> names;
  for (const auto& attribute : attributes()) {
    names.push_back(attribute.attributeName.value());
    EXPECT_EQ(attribute.attributeValues.size(), 1U);
  }
  EXPECT_EQ(names, (std::vector<std::string>{"vpc-max-security-groups-per-interface",
                                             "max-instances", "supported-platforms", "default-vpc",
                                             "max-elastic-ips", "vpc-max-elastic-ips"}));
}

TEST_F(DescribeAccountAttributes, ShowsOnlyThoseThatAreNamed) {
  const auto found = attributes({"max-instances", "supported-platforms"});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].attributeName, "max-instances");
  EXPECT_EQ(valueOf("max-instances"), "20");
  EXPECT_EQ(valueOf("vpc-max-security-groups-per-interface"), "5");
}

// EC2-Classic is gone.
TEST_F(DescribeAccountAttributes, SupportsVpcOnly) {
  EXPECT_EQ(valueOf("supported-platforms"), "VPC");
}

// Clients launch into the VPC they are told of here.
TEST_F(DescribeAccountAttributes, NamesTheVpcThatInstancesAreLaunchedInto) {
  EXPECT_EQ(valueOf("default-vpc"),
            domain::defaultNetwork(std::string(kOwner), "us-east-1").vpc.id.str());
}

TEST_F(DescribeAccountAttributes, NamesAnotherVpcInEachRegionAndAccount) {
  const auto mine = valueOf("default-vpc");
  in("eu-west-1");
  EXPECT_NE(valueOf("default-vpc"), mine);
  in("us-east-1");
  as(kOther);
  EXPECT_NE(valueOf("default-vpc"), mine);
}

// errors::unknownAccountAttribute, with words of ours.
TEST_F(DescribeAccountAttributes, RefusesAnUnknownName) {
  ec2::DescribeAccountAttributesRequest request;
  request.attributeNames = {"default-vpc", "max-everything"};
  expectError(errorOf(&ec2::describeAccountAttributes, request), "InvalidParameterValue",
              "Value (max-everything) for parameter attributeName is invalid. There is no such "
              "account attribute.");
}

}  // namespace
}  // namespace amilocal::test
