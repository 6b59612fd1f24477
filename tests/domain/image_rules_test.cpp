#include "amilocal/domain/image_rules.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "amilocal/domain/errors/image_creation_errors.h"
#include "amilocal/domain/platform.h"
#include "support/refusal.h"

namespace amilocal::domain {
namespace {

using test::expectRefusal;
using test::refusalOf;

ApiError refusalOfName(std::string_view name) {
  return refusalOf([&] { checkImageName(name); });
}

ApiError refusalOfTraits(const ImageTraits& traits) {
  return refusalOf([&] { checkTraits(traits); });
}

// All that the API Reference lists, which is more than the error's text lists.
TEST(ImageName, TakesEveryCharacterOfTheReference) {
  EXPECT_NO_THROW(checkImageName("AZaz09 ()[]./-'@_"));
}

TEST(ImageName, HasThreeToAHundredAndTwentyEightCharacters) {
  EXPECT_NO_THROW(checkImageName("abc"));
  EXPECT_NO_THROW(checkImageName(std::string(128, 'a')));
  expectRefusal(refusalOfName("ab"), errors::imageNameMalformed());
  expectRefusal(refusalOfName(std::string(129, 'a')), errors::imageNameMalformed());
}

TEST(ImageName, RefusesOtherCharacters) {
  for (const auto* name : {"with:colon", "with*star", "with\ttab", "umläut", "a,b", "a#b"})
    EXPECT_EQ(refusalOfName(name).code(), "InvalidAMIName.Malformed") << name;
}

// Six logs have these words (aws-facts/errors.md 3.2).
TEST(ImageName, IsRefusedInTheWordsOfTheLogs) {
  EXPECT_EQ(refusalOfName("").message(),
            "AMI names must be between 3 and 128 characters long, and may contain letters, "
            "numbers, '(', ')', '.', '-', '/' and '_'");
}

TEST(ImageDescription, HasUpToTwoHundredAndFiftyFiveCharacters) {
  EXPECT_NO_THROW(checkImageDescription(std::nullopt));
  EXPECT_NO_THROW(checkImageDescription(std::string(255, 'd')));
  const std::string tooLong(256, 'd');
  expectRefusal(refusalOf([&] { checkImageDescription(tooLong); }),
                errors::descriptionTooLong(tooLong));
}

// A dash beyond ASCII in an AMI description was refused so in 2026 (errors.md section 2).
TEST(ImageDescription, IsOfAscii) {
  const auto error = refusalOf([] { checkImageDescription("a \u2014 b"); });
  expectRefusal(error, errors::descriptionNotAscii("a \u2014 b"));
  EXPECT_EQ(error.message(),
            "Value (a \u2014 b) for parameter description is invalid. Character sets beyond ASCII "
            "are not supported.");
}

TEST(ImageTraits, OfARequestThatSaysNothingAreFine) { EXPECT_NO_THROW(checkTraits({})); }

TEST(ImageTraits, KnowTwoVirtualizationTypes) {
  EXPECT_NO_THROW(checkTraits({.virtualizationType = "hvm"}));
  EXPECT_NO_THROW(checkTraits({.virtualizationType = "paravirtual"}));
  expectRefusal(refusalOfTraits({.virtualizationType = "xen"}),
                errors::virtualizationTypeInvalid("xen"));
}

TEST(ImageTraits, KnowOneKindOfEnhancedNetworking) {
  EXPECT_NO_THROW(checkTraits({.sriovNetSupport = "simple"}));
  expectRefusal(refusalOfTraits({.sriovNetSupport = "complex"}),
                errors::sriovNetSupportInvalid("complex"));
}

// Which kernels exist is not known here; the form of their ids is.
TEST(ImageTraits, CheckTheFormOfKernelAndRamdisk) {
  EXPECT_NO_THROW(checkTraits({.kernelId = "aki-12345678", .ramdiskId = "ari-12345678"}));
  expectRefusal(refusalOfTraits({.kernelId = "kernel"}), errors::kernelIdMalformed("kernel"));
  expectRefusal(refusalOfTraits({.ramdiskId = "ami-12345678"}),
                errors::ramdiskIdMalformed("ami-12345678"));
}

// EC2 User Guide, "Requirements for using NitroTPM": boot mode uefi, and not uefi-preferred.
TEST(ImageTraits, AllowATpmWithBootModeUefiOnly) {
  EXPECT_NO_THROW(checkTraits({.bootMode = "uefi", .tpmSupport = "v2.0"}));
  expectRefusal(refusalOfTraits({.tpmSupport = "v2.0"}), errors::tpmNeedsUefi());
  expectRefusal(refusalOfTraits({.bootMode = "uefi-preferred", .tpmSupport = "v2.0"}),
                errors::tpmNeedsUefi());
}

TEST(ImageTraits, TakeSixtyFourThousandCharactersOfUefiData) {
  EXPECT_NO_THROW(checkTraits({.uefiData = std::string(64000, 'A')}));
  expectRefusal(refusalOfTraits({.uefiData = std::string(64004, 'A')}), errors::uefiDataInvalid());
}

TEST(ImageTraits, TakeUefiDataInBase64Only) {
  expectRefusal(refusalOfTraits({.uefiData = "no base64!"}), errors::uefiDataInvalid());
}

// EC2 API Reference, CopyImage: "15-minute intervals", from 15 minutes to 48 hours.
TEST(CopyDuration, IsAMultipleOfAQuarterOfAnHour) {
  EXPECT_NO_THROW(checkCopyDuration(std::nullopt));
  EXPECT_NO_THROW(checkCopyDuration(15));
  EXPECT_NO_THROW(checkCopyDuration(2880));
  for (const std::int64_t minutes : {-15, 0, 1, 16, 2895})
    expectRefusal(refusalOf([&] { checkCopyDuration(minutes); }),
                  errors::copyDurationInvalid(minutes));
}

TEST(Platform, IsFoundByItsUsageOperation) {
  ASSERT_NE(findPlatform("RunInstances:0010"), nullptr);
  EXPECT_EQ(findPlatform("RunInstances:0010")->details, "Red Hat Enterprise Linux");
  EXPECT_TRUE(findPlatform("RunInstances:0002")->isWindows);
  EXPECT_EQ(findPlatform("RunInstances:ffff"), nullptr);
}

TEST(Platform, HasABillingCodeUnlessItIsPlainLinux) {
  EXPECT_FALSE(hasBillingCode("RunInstances"));
  EXPECT_TRUE(hasBillingCode("RunInstances:0002"));
  EXPECT_TRUE(hasBillingCode("RunInstances:0800"));
}

// What we do not know might cost something: only its owner may copy it.
TEST(Platform, UnknownHasABillingCode) { EXPECT_TRUE(hasBillingCode("RunInstances:9999")); }

TEST(Platform, IsInTheTableOnce) {
  std::set<std::string_view> operations;
  for (const auto& platform : platforms())
    EXPECT_TRUE(operations.insert(platform.usageOperation).second) << platform.usageOperation;
}

}  // namespace
}  // namespace amilocal::domain
