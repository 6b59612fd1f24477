#include "support/service_test.h"

namespace amilocal::ec2 {
namespace {

class GetSnapshotBlockPublicAccessState : public test::ServiceTest {
 protected:
  std::string state() { return call(&getSnapshotBlockPublicAccessState, {}).state.value(); }
  void block(const std::string& how) { call(&enableSnapshotBlockPublicAccess, {.state = how}); }
};

// Amazon EBS User Guide, "Block public access for snapshots": off unless turned on.
TEST_F(GetSnapshotBlockPublicAccessState, IsUnblockedAtFirst) { EXPECT_EQ(state(), "unblocked"); }

TEST_F(GetSnapshotBlockPublicAccessState, SaysThatTheAccountManagesIt) {
  EXPECT_EQ(call(&getSnapshotBlockPublicAccessState, {}).managedBy, "account");
}

TEST_F(GetSnapshotBlockPublicAccessState, ShowsEachOfTheThree) {
  block("block-all-sharing");
  EXPECT_EQ(state(), "block-all-sharing");
  block("block-new-sharing");
  EXPECT_EQ(state(), "block-new-sharing");
  call(&disableSnapshotBlockPublicAccess, {});
  EXPECT_EQ(state(), "unblocked");
}

TEST_F(GetSnapshotBlockPublicAccessState, IsOfOneAccountAndOneRegion) {
  block("block-all-sharing");
  in("eu-west-1");
  EXPECT_EQ(state(), "unblocked");
  in("us-east-1");
  as(kOther);
  EXPECT_EQ(state(), "unblocked");
}

}  // namespace
}  // namespace amilocal::ec2
