#include "amilocal/domain/errors/image_errors.h"
#include "image_test.h"

namespace amilocal::ec2 {
namespace {

using namespace std::chrono_literals;

class DescribeImageAttribute : public test::ImageTest {
 protected:
  ImageAttribute describe(const domain::Image& image, const std::string& attribute) {
    return call(&describeImageAttribute, {.attribute = attribute, .imageId = image.id.str()});
  }
  ApiError refusal(const domain::Image& image, const std::string& attribute) {
    return errorOf(&describeImageAttribute, {.attribute = attribute, .imageId = image.id.str()});
  }

  domain::Image givenFull() {
    const auto full = given("base", [](domain::Image& image) {
      image.description = "the base";
      image.kernelId = "aki-12345678";
      image.ramdiskId = "ari-12345678";
      image.sriovNetSupport = "simple";
      image.bootMode = "uefi";
      image.tpmSupport = "v2.0";
      image.imdsSupport = "v2.0";
      image.uefiData = "QU1aTg==";
      image.productCodes = {{"abc", "marketplace"}};
    });
    catalog().launches().note(full.id, now(), now());
    return full;
  }
};

const AttributeValue kUnset{};

TEST_F(DescribeImageAttribute, AnswersTheOneAttributeAskedFor) {
  const auto image = givenFull();
  advance(24h);
  const auto id = image.id.str();
  ImageAttribute expected;
  expected.imageId = id;
  expected.description = AttributeValue{"the base"};
  EXPECT_EQ(describe(image, "description"), expected);
}

TEST_F(DescribeImageAttribute, KnowsEveryScalar) {
  const auto image = givenFull();
  advance(24h);
  EXPECT_EQ(describe(image, "kernel").kernelId->value, "aki-12345678");
  EXPECT_EQ(describe(image, "ramdisk").ramdiskId->value, "ari-12345678");
  EXPECT_EQ(describe(image, "sriovNetSupport").sriovNetSupport->value, "simple");
  EXPECT_EQ(describe(image, "bootMode").bootMode->value, "uefi");
  EXPECT_EQ(describe(image, "tpmSupport").tpmSupport->value, "v2.0");
  EXPECT_EQ(describe(image, "imdsSupport").imdsSupport->value, "v2.0");
  EXPECT_EQ(describe(image, "uefiData").uefiData->value, "QU1aTg==");
  EXPECT_EQ(describe(image, "lastLaunchedTime").lastLaunchedTime->value, "2026-11-20T12:00:00Z");
  EXPECT_EQ(describe(image, "deregistrationProtection").deregistrationProtection->value,
            "disabled");
}

// An unset scalar is an empty element, not an absent one (aws-facts/images.md section 7).
TEST_F(DescribeImageAttribute, AnswersAnEmptyElementForWhatIsNotSet) {
  const auto image = given("base");
  EXPECT_EQ(describe(image, "description").description, kUnset);
  EXPECT_EQ(describe(image, "kernel").kernelId, kUnset);
  EXPECT_EQ(describe(image, "uefiData").uefiData, kUnset);
  EXPECT_EQ(describe(image, "lastLaunchedTime").lastLaunchedTime, kUnset);
}

TEST_F(DescribeImageAttribute, TellsOfALaunchADayLate) {
  const auto image = givenFull();
  advance(24h - 1s);
  EXPECT_EQ(describe(image, "lastLaunchedTime").lastLaunchedTime, kUnset);
}

TEST_F(DescribeImageAttribute, AnswersEmptyListsExplicitly) {
  const auto image = given("base");
  EXPECT_EQ(describe(image, "launchPermission").launchPermissions, std::vector<LaunchPermission>());
  EXPECT_EQ(describe(image, "productCodes").productCodes, std::vector<ProductCode>());
}

TEST_F(DescribeImageAttribute, AnswersEachKindOfPermission) {
  const auto image = given("base", [](domain::Image& i) {
    i.launchPermissions = {
        {domain::GranteeKind::group, "all"},
        {domain::GranteeKind::userId, "222222222222"},
        {domain::GranteeKind::organizationArn, "arn:organization"},
        {domain::GranteeKind::organizationalUnitArn, "arn:unit"},
    };
  });
  const auto permissions = describe(image, "launchPermission").launchPermissions.value();
  ASSERT_EQ(permissions.size(), 4U);
  EXPECT_EQ(permissions[0], (LaunchPermission{.group = "all"}));
  EXPECT_EQ(permissions[1], (LaunchPermission{.userId = "222222222222"}));
  EXPECT_EQ(permissions[2], (LaunchPermission{.organizationArn = "arn:organization"}));
  EXPECT_EQ(permissions[3], (LaunchPermission{.organizationalUnitArn = "arn:unit"}));
}

TEST_F(DescribeImageAttribute, AnswersProductCodes) {
  const auto codes = describe(givenFull(), "productCodes").productCodes.value();
  EXPECT_EQ(codes, (std::vector<ProductCode>{{"abc", "marketplace"}}));
}

// Ansible's spellings (clients/contract.md section 5).
TEST_F(DescribeImageAttribute, ToleratesCaseAndBlanks) {
  const auto image = given("base");
  EXPECT_TRUE(describe(image, "LaunchPermission").launchPermissions.has_value());
  EXPECT_TRUE(describe(image, "Description ").description.has_value());
}

// errors::restrictedImageAttribute: AWS has never opened it to anybody.
TEST_F(DescribeImageAttribute, NeverShowsBlockDeviceMappings) {
  test::expectError(refusal(given("base"), "blockDeviceMapping"), "AuthFailure",
                    "Unauthorized attempt to access restricted resource");
}

TEST_F(DescribeImageAttribute, RefusesAnUnknownAttribute) {
  test::expectError(refusal(given("base"), "foo"), "InvalidParameterValue",
                    "Value (foo) for parameter attribute is invalid. Unknown attribute.");
}

TEST_F(DescribeImageAttribute, IsForTheOwnerOnly) {
  const auto image = given("base", makePublic);
  as(kOther);
  const auto error = refusal(image, "launchPermission");
  test::expectError(error, "AuthFailure", "Not authorized for image:" + image.id.str());
  EXPECT_EQ(error.message(), errors::notAuthorizedForImage(image.id).message());
  EXPECT_EQ(error.status(), 400);
}

TEST_F(DescribeImageAttribute, DoesNotTellOfPrivateImages) {
  const auto image = given("base");
  as(kOther);
  test::expectError(refusal(image, "description"), "InvalidAMIID.NotFound",
                    errors::imageNotFound(image.id).message());
}

// Terraform and Ansible take this code for "gone" (clients/contract.md 2.6).
TEST_F(DescribeImageAttribute, TellsOfADeregisteredImage) {
  const auto image =
      given("base", [](domain::Image& i) { i.state = domain::ImageState::deregistered; });
  test::expectError(refusal(image, "description"), "InvalidAMIID.Unavailable",
                    errors::imageUnavailable(image.id).message());
}

TEST_F(DescribeImageAttribute, RefusesAMalformedId) {
  test::expectError(
      errorOf(&describeImageAttribute, {.attribute = "description", .imageId = "foo"}),
      "InvalidAMIID.Malformed", "Invalid id: \"foo\" (expecting \"ami-...\")");
}

}  // namespace
}  // namespace amilocal::ec2
