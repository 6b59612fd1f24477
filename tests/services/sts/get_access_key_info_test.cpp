#include "sts_world.h"

namespace amilocal::test {
namespace {

class GetAccessKeyInfo : public StsWorld {};

TEST_F(GetAccessKeyInfo, NamesTheAccountOfAKey) {
  EXPECT_EQ(call(&sts::getAccessKeyInfo, {.accessKeyId = "333333333333"}).account, "333333333333");
  EXPECT_EQ(call(&sts::getAccessKeyInfo, {.accessKeyId = "AKIDEXAMPLE"}).account, "000000000000");
  enforce({.users = {{.account = "444444444444", .name = "a", .keys = {{"AKIA", "s"}}}},
           .policies = {}},
          domain::IamMode::off);
  EXPECT_EQ(call(&sts::getAccessKeyInfo, {.accessKeyId = "AKIA"}).account, "444444444444");
  const auto key = *assumed().credentials->accessKeyId;
  EXPECT_EQ(call(&sts::getAccessKeyInfo, {.accessKeyId = key}).account, "222222222222");
}

}  // namespace
}  // namespace amilocal::test
