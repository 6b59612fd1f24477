#include "amilocal/domain/errors/image_errors.h"
#include "image_test.h"

namespace amilocal::ec2 {
namespace {

using domain::Grantee;
using domain::GranteeKind;
using domain::Grantees;

const Grantee kReceiver{GranteeKind::userId, "222222222222"};
const Grantee kThird{GranteeKind::userId, "333333333333"};
const Grantee kEveryone{GranteeKind::group, "all"};

class CancelImageLaunchPermission : public test::ImageTest {
 protected:
  void cancel(const domain::Image& image) {
    EXPECT_EQ(call(&cancelImageLaunchPermission, {.imageId = image.id.str()}).return_, true);
  }
  ApiError refusal(const domain::Image& image) {
    return errorOf(&cancelImageLaunchPermission, {.imageId = image.id.str()});
  }
  domain::Image givenSharedWith(Grantees grantees) {
    return given("base", [&](domain::Image& i) { i.launchPermissions = std::move(grantees); });
  }
};

TEST_F(CancelImageLaunchPermission, TakesTheImageOutOfTheReceiversSight) {
  const auto image = givenSharedWith({kReceiver});
  as(kOther);
  EXPECT_EQ(call(&describeImages, {.executableUsers = {"self"}}).images.size(), 1U);
  cancel(image);
  EXPECT_TRUE(call(&describeImages, {.executableUsers = {"self"}}).images.empty());
  test::expectError(errorOf(&describeImages, {.imageIds = {image.id.str()}}),
                    "InvalidAMIID.NotFound");
}

TEST_F(CancelImageLaunchPermission, LeavesThePermissionsOfOthers) {
  const auto image = givenSharedWith({kReceiver, kThird});
  as(kOther);
  cancel(image);
  as(kOwner);
  const auto left =
      call(&describeImageAttribute, {.attribute = "launchPermission", .imageId = image.id.str()});
  EXPECT_EQ(left.launchPermissions.value(),
            (std::vector<LaunchPermission>{{.userId = "333333333333"}}));
}

// EC2 User Guide, "Cancel having an AMI shared with your AWS account": the owner must share it
// anew.
TEST_F(CancelImageLaunchPermission, CannotBeRepeated) {
  const auto image = givenSharedWith({kReceiver});
  as(kOther);
  cancel(image);
  test::expectError(refusal(image), "InvalidAMIID.NotFound",
                    errors::imageNotFound(image.id).message());
}

// An image can be public and shared by number at once (aws-facts/images.md 2.2).
TEST_F(CancelImageLaunchPermission, LeavesAPublicImagePublic) {
  const auto image = givenSharedWith({kEveryone, kReceiver});
  as(kOther);
  cancel(image);
  EXPECT_EQ(stored(image.id).launchPermissions, Grantees{kEveryone});
  test::expectError(refusal(image), "OperationNotPermitted",
                    errors::publicShareNotCancellable(image.id).message());
}

// EC2 User Guide, "Cancel having an AMI shared with your AWS account": not for shares with an
// organization or a unit.
TEST_F(CancelImageLaunchPermission, IsNotForImagesSharedWithAnOrganization) {
  const Grantee organization{GranteeKind::organizationArn,
                             "arn:aws:organizations::123456789012:organization/o-abcdefghij"};
  const auto image = givenSharedWith({organization});
  as(kOther);
  test::expectError(refusal(image), "InvalidAMIID.NotFound");
  catalog().accounts().put({.id = std::string(kOther), .organization = "o-abcdefghij"});
  test::expectError(refusal(image), "OperationNotPermitted",
                    errors::organizationShareNotCancellable(image.id).message());
}

TEST_F(CancelImageLaunchPermission, LeavesTheSightThatTheOrganizationGives) {
  const Grantee organization{GranteeKind::organizationArn,
                             "arn:aws:organizations::123456789012:organization/o-abcdefghij"};
  const auto image = givenSharedWith({kReceiver, organization});
  catalog().accounts().put({.id = std::string(kOther), .organization = "o-abcdefghij"});
  as(kOther);
  cancel(image);
  EXPECT_EQ(call(&describeImages, {.imageIds = {image.id.str()}}).images.size(), 1U);
}

TEST_F(CancelImageLaunchPermission, IsNotForTheOwner) {
  const auto shared = givenSharedWith({kReceiver}), open = givenSharedWith({kEveryone});
  test::expectError(refusal(shared), "InvalidParameterValue",
                    errors::imageNotSharedWith(shared.id, kOwner).message());
  test::expectError(refusal(open), "InvalidParameterValue");
  EXPECT_EQ(stored(shared.id), shared);
}

TEST_F(CancelImageLaunchPermission, RefusesAMalformedId) {
  EXPECT_EQ(errorOf(&cancelImageLaunchPermission, {.imageId = "image"}).code(),
            "InvalidAMIID.Malformed");
}

TEST_F(CancelImageLaunchPermission, ChangesNothingInADryRun) {
  const auto image = givenSharedWith({kReceiver});
  as(kOther);
  EXPECT_EQ(
      errorOf(&cancelImageLaunchPermission, {.imageId = image.id.str(), .dryRun = true}).code(),
      "DryRunOperation");
  EXPECT_EQ(stored(image.id), image);
}

}  // namespace
}  // namespace amilocal::ec2
