#include "support/service_test.h"

namespace amilocal::ec2 {
namespace {

class GetEbsEncryptionByDefault : public test::ServiceTest {
 protected:
  bool isOn() { return call(&getEbsEncryptionByDefault, {}).ebsEncryptionByDefault.value(); }
};

// Amazon EBS User Guide, "Enable Amazon EBS encryption by default".
TEST_F(GetEbsEncryptionByDefault, IsOffAtFirst) { EXPECT_FALSE(isOn()); }

TEST_F(GetEbsEncryptionByDefault, ShowsAChangeAtOnce) {
  call(&enableEbsEncryptionByDefault, {});
  EXPECT_TRUE(isOn());
  call(&disableEbsEncryptionByDefault, {});
  EXPECT_FALSE(isOn());
}

TEST_F(GetEbsEncryptionByDefault, IsOfOneAccountAndOneRegion) {
  call(&enableEbsEncryptionByDefault, {});
  in("eu-west-1");
  EXPECT_FALSE(isOn());
  in("us-east-1");
  as(kOther);
  EXPECT_FALSE(isOn());
}

}  // namespace
}  // namespace amilocal::ec2
