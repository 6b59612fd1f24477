#include "support/service_test.h"

namespace amilocal::ec2 {
namespace {

class GetEbsDefaultKmsKeyId : public test::ServiceTest {
 protected:
  std::string key() { return call(&getEbsDefaultKmsKeyId, {}).kmsKeyId.value(); }
};

// As recorded of AWS (aws-facts/snapshots-volumes-instances.md 1.3).
TEST_F(GetEbsDefaultKmsKeyId, IsTheManagedKeysAliasAtFirst) { EXPECT_EQ(key(), "alias/aws/ebs"); }

TEST_F(GetEbsDefaultKmsKeyId, IsTheArnOfTheKeyThatWasChosen) {
  const auto chosen = call(&modifyEbsDefaultKmsKeyId, {.kmsKeyId = "alias/mine"}).kmsKeyId;
  EXPECT_EQ(key(), chosen);
}

TEST_F(GetEbsDefaultKmsKeyId, IsOfOneAccountAndOneRegion) {
  call(&modifyEbsDefaultKmsKeyId, {.kmsKeyId = "alias/mine"});
  in("eu-west-1");
  EXPECT_EQ(key(), "alias/aws/ebs");
  in("us-east-1");
  as(kOther);
  EXPECT_EQ(key(), "alias/aws/ebs");
}

}  // namespace
}  // namespace amilocal::ec2
