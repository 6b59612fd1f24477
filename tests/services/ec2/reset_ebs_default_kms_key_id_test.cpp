#include "amilocal/domain/encryption.h"
#include "support/service_test.h"

namespace amilocal::ec2 {
namespace {

class ResetEbsDefaultKmsKeyId : public test::ServiceTest {
 protected:
  ResetEbsDefaultKmsKeyId() { call(&modifyEbsDefaultKmsKeyId, {.kmsKeyId = "alias/mine"}); }

  std::string reset() { return call(&resetEbsDefaultKmsKeyId, {}).kmsKeyId.value(); }
  std::string managedKey() { return domain::defaultKeyArn(caller().region, caller().account); }
};

// AWS CLI Command Reference, reset-ebs-default-kms-key-id, example.
TEST_F(ResetEbsDefaultKmsKeyId, AnswersTheManagedKeysArn) { EXPECT_EQ(reset(), managedKey()); }

TEST_F(ResetEbsDefaultKmsKeyId, EncryptsByTheManagedKeyAgain) {
  reset();
  EXPECT_EQ(call(&getEbsDefaultKmsKeyId, {}).kmsKeyId, managedKey());
  EXPECT_EQ(call(&createVolume, {.availabilityZone = "us-east-1a", .encrypted = true, .size = 1})
                .kmsKeyId,
            managedKey());
}

TEST_F(ResetEbsDefaultKmsKeyId, ConcernsOneRegion) {
  in("eu-west-1");
  reset();
  in("us-east-1");
  EXPECT_NE(call(&getEbsDefaultKmsKeyId, {}).kmsKeyId, managedKey());
}

}  // namespace
}  // namespace amilocal::ec2
