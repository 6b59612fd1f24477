#include "sts_world.h"

namespace amilocal::test {
namespace {

class GetFederationToken : public StsWorld {};

TEST_F(GetFederationToken, NamesTheFederatedUser) {
  const auto answer = call(&sts::getFederationToken, {.name = "bob"});
  EXPECT_EQ(answer.federatedUser->arn, "arn:aws:sts::111111111111:federated-user/bob");
  EXPECT_EQ(answer.federatedUser->federatedUserId, "111111111111:bob");
  with(*answer.credentials->accessKeyId);
  EXPECT_EQ(errorOf(&sts::getFederationToken, {.name = "bob"}).code(), "AccessDenied");
}

}  // namespace
}  // namespace amilocal::test
