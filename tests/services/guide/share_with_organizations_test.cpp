// EC2 User Guide, "Share an AMI with organizations and organizational units": a test for each of
// its rules.
#include "amilocal/domain/errors/image_errors.h"
#include "guide_test.h"

namespace amilocal::test {
namespace {

constexpr std::string_view kStranger = "444444444444";
const std::string kArn = "arn:aws:organizations::111111111111:";
const std::string kOrganization = kArn + "organization/o-exampleorgid";
const std::string kParent = kArn + "ou/o-exampleorgid/ou-exam-parent01";
const std::string kChild = kArn + "ou/o-exampleorgid/ou-exam-child001";

/// The second account is in the parent unit, the third in a unit below it.
class ShareWithOrganizations : public GuideTest {
 protected:
  ShareWithOrganizations() {
    join(kOther, "ou-exam-parent01");
    join(kThird, "ou-exam-parent01/ou-exam-child001");
  }

  void join(std::string_view account, const std::string& unit) {
    catalog().accounts().put(
        {.id = std::string(account), .organization = "o-exampleorgid", .unitPath = unit});
  }
  void leave(std::string_view account) { catalog().accounts().remove(std::string(account)); }

  bool canLaunch(std::string_view account) {
    return by(account, [&] {
      if (!isVisible(golden())) return false;
      return stateOf(launchFrom(golden())) == "running";
    });
  }
};

TEST_F(ShareWithOrganizations, AllAccountsOfTheOrganizationCanLaunchFromIt) {
  grant(golden(), {.organizationArn = kOrganization});
  EXPECT_TRUE(canLaunch(kOther));
  EXPECT_TRUE(canLaunch(kThird));
  EXPECT_FALSE(canLaunch(kStranger));
}

TEST_F(ShareWithOrganizations, AShareWithAUnitReachesTheUnitsBelowIt) {
  grant(golden(), {.organizationalUnitArn = kParent});
  EXPECT_TRUE(canLaunch(kOther));
  EXPECT_TRUE(canLaunch(kThird));
}

TEST_F(ShareWithOrganizations, AShareWithAUnitDoesNotReachTheUnitsAbove) {
  grant(golden(), {.organizationalUnitArn = kChild});
  EXPECT_FALSE(canLaunch(kOther));
  EXPECT_TRUE(canLaunch(kThird));
}

TEST_F(ShareWithOrganizations, AccountsThatJoinLaterGainAccess) {
  grant(golden(), {.organizationArn = kOrganization});
  EXPECT_FALSE(canLaunch(kStranger));
  join(kStranger, "");
  EXPECT_TRUE(canLaunch(kStranger));
}

TEST_F(ShareWithOrganizations, AccountsThatLeaveLoseAccessAndKeepTheirInstances) {
  grant(golden(), {.organizationArn = kOrganization});
  const auto instance = by(kOther, [&] { return launchFrom(golden()); });
  leave(kOther);
  EXPECT_FALSE(canLaunch(kOther));
  EXPECT_TRUE(by(kOther, [&] { return stopsAndStarts(instance); }));
}

TEST_F(ShareWithOrganizations, AnAccountThatMovesToAnotherUnitLosesAccess) {
  grant(golden(), {.organizationalUnitArn = kChild});
  join(kThird, "ou-exam-parent01");
  EXPECT_FALSE(canLaunch(kThird));
}

TEST_F(ShareWithOrganizations, TheShareCanBeTakenBack) {
  grant(golden(), {.organizationArn = kOrganization});
  ec2::ModifyImageAttributeRequest request;
  request.imageId = golden();
  request.launchPermission = {.remove = {{.organizationArn = kOrganization}}};
  call(&ec2::modifyImageAttribute, request);
  EXPECT_FALSE(canLaunch(kOther));
}

TEST_F(ShareWithOrganizations, ItIsAmongTheImagesSharedWithTheAccount) {
  grant(golden(), {.organizationalUnitArn = kParent});
  const ec2::DescribeImagesRequest shared{.executableUsers = {"self"}};
  EXPECT_TRUE(by(kThird, [&] { return isListed(golden(), shared); }));
  EXPECT_FALSE(by(kStranger, [&] { return isListed(golden(), shared); }));
  EXPECT_FALSE(isListed(golden(), shared));
}

TEST_F(ShareWithOrganizations, ItIsListedWithoutBeingNamed) {
  grant(golden(), {.organizationArn = kOrganization});
  EXPECT_TRUE(by(kThird, [&] { return isListed(golden()); }));
  EXPECT_FALSE(by(kStranger, [&] { return isListed(golden()); }));
}

// "Copy an AMI": the snapshots are shared with accounts only, and each must be.
TEST_F(ShareWithOrganizations, CopyingNeedsItsSnapshotsAllTheSame) {
  grant(golden(), {.organizationArn = kOrganization});
  const ec2::CopyImageRequest copy{
      .name = "mine", .sourceImageId = golden(), .sourceRegion = "us-east-1"};
  EXPECT_EQ(by(kOther, [&] { return errorOf(&ec2::copyImage, copy).code(); }), "InvalidRequest");
  shareSnapshotWith(kOther, snapshotOfGolden());
  EXPECT_EQ(by(kOther, [&] { return shown(copyOf(golden(), "mine")).ownerId; }), kOther);
}

// "Cancel having an AMI shared with your AWS account": not where the share is an organization's.
TEST_F(ShareWithOrganizations, TheReceiverCannotCancelIt) {
  grant(golden(), {.organizationArn = kOrganization});
  by(kOther, [&] {
    expectError(errorOf(&ec2::cancelImageLaunchPermission, {.imageId = golden()}),
                "OperationNotPermitted",
                errors::organizationShareNotCancellable(image_.id).message());
  });
}

// "AMI quotas": an organization or a unit counts as one entity, whatever is in it.
TEST_F(ShareWithOrganizations, AnOrganizationCountsAsOneEntity) {
  for (int i = 0; i < 998; ++i)
    image_.launchPermissions.push_back(
        {domain::GranteeKind::userId, std::to_string(500'000'000'000 + i)});
  catalog().images().update(image_);
  grant(golden(), {.organizationArn = kOrganization});
  grant(golden(), {.organizationalUnitArn = kParent});
  ec2::ModifyImageAttributeRequest request;
  request.imageId = golden();
  request.launchPermission = {.add = {{.organizationalUnitArn = kChild}}};
  expectError(errorOf(&ec2::modifyImageAttribute, request), "ResourceLimitExceeded");
}

}  // namespace
}  // namespace amilocal::test
