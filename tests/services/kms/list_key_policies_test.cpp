#include "kms_world.h"

namespace amilocal::test {
namespace {

class ListKeyPolicies : public KmsWorld {};

TEST_F(ListKeyPolicies, NamesTheOnlyOne) {
  EXPECT_EQ(call(&kms::listKeyPolicies, {.keyId = givenKey()}).policyNames,
            std::vector<std::string>{"default"});
}

}  // namespace
}  // namespace amilocal::test
