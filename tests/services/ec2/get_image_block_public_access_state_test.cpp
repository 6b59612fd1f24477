#include "support/service_test.h"

namespace amilocal::ec2 {
namespace {

class GetImageBlockPublicAccessState : public test::ServiceTest {
 protected:
  std::string state() {
    return call(&getImageBlockPublicAccessState, {}).imageBlockPublicAccessState.value();
  }
  void block() {
    call(&enableImageBlockPublicAccess, {.imageBlockPublicAccessState = "block-new-sharing"});
  }
};

// Unlike AWS for accounts of recent years, which begin with block-new-sharing: what is public can
// be tried here without preparation.
TEST_F(GetImageBlockPublicAccessState, IsUnblockedAtFirst) { EXPECT_EQ(state(), "unblocked"); }

// The element is in recordings of AWS (aws-facts/images.md section 7, "Block public access").
TEST_F(GetImageBlockPublicAccessState, SaysThatTheAccountManagesIt) {
  EXPECT_EQ(call(&getImageBlockPublicAccessState, {}).managedBy, "account");
}

// Terraform waits until it sees the state (clients/contract.md 3.10).
TEST_F(GetImageBlockPublicAccessState, ShowsAChangeAtOnce) {
  block();
  EXPECT_EQ(state(), "block-new-sharing");
  call(&disableImageBlockPublicAccess, {});
  EXPECT_EQ(state(), "unblocked");
}

TEST_F(GetImageBlockPublicAccessState, IsOfOneAccountAndOneRegion) {
  block();
  in("eu-west-1");
  EXPECT_EQ(state(), "unblocked");
  in("us-east-1");
  as(kOther);
  EXPECT_EQ(state(), "unblocked");
}

// Snapshots have a setting of their own.
TEST_F(GetImageBlockPublicAccessState, IsNotThatOfSnapshots) {
  call(&enableSnapshotBlockPublicAccess, {.state = "block-all-sharing"});
  EXPECT_EQ(state(), "unblocked");
}

}  // namespace
}  // namespace amilocal::ec2
