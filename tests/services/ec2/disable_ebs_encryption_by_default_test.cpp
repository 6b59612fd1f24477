#include "storage_test.h"

namespace amilocal::ec2 {
namespace {

class DisableEbsEncryptionByDefault : public test::StorageTest {
 protected:
  DisableEbsEncryptionByDefault() { call(&enableEbsEncryptionByDefault, {}); }

  bool disable() { return call(&disableEbsEncryptionByDefault, {}).ebsEncryptionByDefault.value(); }
  Volume newVolume() {
    return call(&createVolume, {.availabilityZone = caller().region + "a", .size = 1});
  }
};

TEST_F(DisableEbsEncryptionByDefault, AnswersThatItIsOff) { EXPECT_FALSE(disable()); }

TEST_F(DisableEbsEncryptionByDefault, LeavesNewVolumesUnencrypted) {
  disable();
  EXPECT_EQ(newVolume().encrypted, false);
}

// EC2 API Reference, DisableEbsEncryptionByDefault: existing volumes keep their encryption.
TEST_F(DisableEbsEncryptionByDefault, LeavesOlderVolumesEncrypted) {
  const auto before = newVolume();
  disable();
  EXPECT_TRUE(storedVolume(before.volumeId).encrypted);
}

// The default key is another setting, and stays.
TEST_F(DisableEbsEncryptionByDefault, KeepsTheDefaultKey) {
  const auto key = call(&modifyEbsDefaultKmsKeyId, {.kmsKeyId = "alias/mine"}).kmsKeyId;
  disable();
  EXPECT_EQ(call(&getEbsDefaultKmsKeyId, {}).kmsKeyId, key);
}

}  // namespace
}  // namespace amilocal::ec2
