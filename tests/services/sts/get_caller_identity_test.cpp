#include "service_test.h"
#include "sts/handlers.gen.h"

namespace amilocal::test {
namespace {

class GetCallerIdentity : public ServiceTest {};

// Terraform compares the account with allowed_account_ids before it does anything.
TEST_F(GetCallerIdentity, AnswersTheRootUserOfTheCallersAccount) {
  const auto answer = call(&sts::getCallerIdentity, {});
  EXPECT_EQ(answer.account, "111111111111");
  EXPECT_EQ(answer.arn, "arn:aws:iam::111111111111:root");
  EXPECT_EQ(answer.userId, "111111111111");
}

TEST_F(GetCallerIdentity, FollowsTheCredentials) {
  as(kOther);
  EXPECT_EQ(call(&sts::getCallerIdentity, {}).account, "222222222222");
}

TEST_F(GetCallerIdentity, NamesThePartitionOfTheRegion) {
  in("cn-north-1");
  EXPECT_EQ(call(&sts::getCallerIdentity, {}).arn, "arn:aws-cn:iam::111111111111:root");
  in("us-gov-east-1");
  EXPECT_EQ(call(&sts::getCallerIdentity, {}).arn, "arn:aws-us-gov:iam::111111111111:root");
}

}  // namespace
}  // namespace amilocal::test
