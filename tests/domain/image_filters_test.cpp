#include "amilocal/domain/image_filters.h"

#include <gtest/gtest.h>

#include <set>

#include "amilocal/core/api_error.h"
#include "amilocal/core/instant.h"
#include "amilocal/domain/errors/image_errors.h"

namespace amilocal::domain {
namespace {

Image fullImage() {
  Image image;
  image.id = ImageId::trusted("ami-0123456789abcdef0");
  image.owner = "111111111111";
  image.ownerAlias = "amazon";
  image.name = "web-1";
  image.description = "the web";
  image.state = ImageState::available;
  image.createdAt = *parseInstant("2026-02-24T06:46:54.321Z");
  image.location = "111111111111/web-1";
  image.architecture = "x86_64";
  image.virtualizationType = "hvm";
  image.rootDeviceName = "/dev/xvda";
  image.enaSupport = true;
  image.sriovNetSupport = "simple";
  image.kernelId = "aki-12345678";
  image.ramdiskId = "ari-12345678";
  image.platform = "windows";
  image.sourceInstanceId = "i-0123456789abcdef0";
  image.sourceImageId = "ami-0fedcba9876543210";
  image.sourceImageRegion = "eu-west-1";
  image.freeTierEligible = true;
  image.publicSsmParameterName = "aws/service/web";
  image.stateReason = StateReason{"Client.InternalError", "It broke"};
  image.productCodes = {{"abc123", "marketplace"}};
  image.launchPermissions = {{GranteeKind::group, "all"}};
  image.watermarks = {{"111111111111:hardened", "ami-0eeeeeeeeeeeeeeee", "ap-south-1",
                       *parseInstant("2026-01-01"), *parseInstant("2026-01-02")}};
  BlockDevice root{.deviceName = "/dev/xvda", .virtualName = {}, .ebs = EbsDevice{}};
  root.ebs->deleteOnTermination = true;
  root.ebs->snapshotId = SnapshotId::trusted("snap-0123456789abcdef0");
  root.ebs->volumeSizeGib = 8;
  root.ebs->volumeType = "gp3";
  root.ebs->encrypted = false;
  BlockDevice store{.deviceName = "/dev/sdb", .virtualName = "ephemeral0", .ebs = {}};
  image.blockDevices = {root, store};
  return image;
}

bool isFound(const Image& image, const std::string& name, const std::string& value,
             const Tags& tags = {}) {
  const Filters filters = {{name, {value}}};
  checkImageFilters(filters, Disabled::show);
  return matchesImageFilters(filters, {image, true}, tags);
}

struct Example {
  const char* name;
  const char* value;
};

// One row for each filter of aws-facts/images.md section 4 that an image can match.
constexpr Example kExamples[] = {
    {"architecture", "x86_64"},
    {"block-device-mapping.delete-on-termination", "true"},
    {"block-device-mapping.device-name", "/dev/sdb"},
    {"block-device-mapping.encrypted", "false"},
    {"block-device-mapping.snapshot-id", "snap-0123456789abcdef0"},
    {"block-device-mapping.volume-size", "8"},
    {"block-device-mapping.volume-type", "gp3"},
    {"creation-date", "2026-02-24T06:46:54.000Z"},
    {"description", "the web"},
    {"ena-support", "true"},
    {"free-tier-eligible", "true"},
    {"hypervisor", "xen"},
    {"image-allowed", "true"},
    {"image-id", "ami-0123456789abcdef0"},
    {"image-type", "machine"},
    {"image-watermark.source-image-creation-time", "2026-01-01T00:00:00.000Z"},
    {"image-watermark.source-image-id", "ami-0eeeeeeeeeeeeeeee"},
    {"image-watermark.source-image-region", "ap-south-1"},
    {"image-watermark.watermark-creation-time", "2026-01-02*"},
    {"image-watermark.watermark-key", "*:hardened"},
    {"is-public", "true"},
    {"kernel-id", "aki-12345678"},
    {"manifest-location", "111111111111/web-1"},
    {"name", "web-1"},
    {"owner-alias", "amazon"},
    {"owner-id", "111111111111"},
    {"platform", "windows"},
    {"product-code", "abc123"},
    {"product-code.type", "marketplace"},
    {"public-ssm-parameter-name", "aws/service/web"},
    {"ramdisk-id", "ari-12345678"},
    {"root-device-name", "/dev/xvda"},
    {"root-device-type", "ebs"},
    {"source-image-id", "ami-0fedcba9876543210"},
    {"source-image-region", "eu-west-1"},
    {"source-instance-id", "i-0123456789abcdef0"},
    {"sriov-net-support", "simple"},
    {"state", "available"},
    {"state-reason-code", "Client.InternalError"},
    {"state-reason-message", "It broke"},
    {"virtualization-type", "hvm"},
};

TEST(ImageFilters, EachFindsAnImageByItsElement) {
  const auto image = fullImage();
  for (const auto& example : kExamples) {
    EXPECT_TRUE(isFound(image, example.name, example.value)) << example.name;
    EXPECT_FALSE(isFound(image, example.name, "no-such-value")) << example.name;
  }
}

// There is a verdict only while Allowed AMIs are on.
TEST(ImageFilters, WithoutAVerdictNothingIsAllowedOrNot) {
  const Filters filters = {{"image-allowed", {"*"}}};
  const auto image = fullImage();
  EXPECT_FALSE(matchesImageFilters(filters, {image}, {}));
  EXPECT_TRUE(matchesImageFilters(filters, {image, false}, {}));
}

TEST(ImageFilters, EveryRowHasAnExample) {
  std::set<std::string_view> known;
  for (const auto& example : kExamples) known.insert(example.name);
  for (const auto& row : imageFilters()) EXPECT_TRUE(known.contains(row.name)) << row.name;
  EXPECT_EQ(known.size(), imageFilters().size());
}

TEST(ImageFilters, AnAbsentElementIsNotFoundByAnyValue) {
  const Image bare;
  for (const auto* name : {"description", "platform", "ena-support", "state-reason-code",
                           "product-code", "block-device-mapping.snapshot-id"})
    EXPECT_FALSE(isFound(bare, name, "*")) << name;
}

TEST(ImageFilters, TakePatterns) {
  EXPECT_TRUE(isFound(fullImage(), "name", "web-*"));
  EXPECT_TRUE(isFound(fullImage(), "creation-date", "2026-02-24T*"));
  EXPECT_FALSE(isFound(fullImage(), "name", "WEB-*"));
}

TEST(ImageFilters, ABackslashMakesAWildcardLiteral) {
  auto image = fullImage();
  image.description = "a*b";
  EXPECT_TRUE(isFound(image, "description", "a\\*b"));
  image.description = "axb";
  EXPECT_FALSE(isFound(image, "description", "a\\*b"));
}

TEST(ImageFilters, ValuesAreAlternativesAndFiltersAddUp) {
  const auto image = fullImage();
  const Filters both = {{"name", {"other", "web-1"}}, {"architecture", {"x86_64"}}};
  EXPECT_TRUE(matchesImageFilters(both, {image}, {}));
  const Filters half = {{"name", {"web-1"}}, {"architecture", {"arm64"}}};
  EXPECT_FALSE(matchesImageFilters(half, {image}, {}));
}

// Two filters on devices need not be met by the same device (images.md section 4).
TEST(ImageFilters, DevicesAnswerOneByOne) {
  const auto image = fullImage();
  const Filters filters = {{"block-device-mapping.device-name", {"/dev/sdb"}},
                           {"block-device-mapping.volume-size", {"8"}}};
  EXPECT_TRUE(matchesImageFilters(filters, {image}, {}));
}

TEST(ImageFilters, LookAtTags) {
  const Tags tags = {{"team", "web"}, {"empty", ""}};
  EXPECT_TRUE(isFound(fullImage(), "tag:team", "w*", tags));
  EXPECT_TRUE(isFound(fullImage(), "tag:empty", "", tags));
  EXPECT_TRUE(isFound(fullImage(), "tag-key", "team", tags));
  EXPECT_FALSE(isFound(fullImage(), "tag:Team", "web", tags));
  EXPECT_FALSE(isFound(fullImage(), "tag:team", "web"));
}

TEST(ImageFilters, RefuseAnUnknownName) {
  for (const auto* name : {"foo", "Name", "ownerAlias", "tag:"}) {
    try {
      checkImageFilters({{name, {"x"}}}, Disabled::hide);
      ADD_FAILURE() << name << " was taken for a filter";
    } catch (const ApiError& error) {
      EXPECT_EQ(error.code(), "InvalidParameterValue");
      EXPECT_EQ(error.message(), "The filter '" + std::string(name) + "' is invalid");
    }
  }
}

TEST(ImageFilters, DisabledImagesAreAskedForByAFlagToo) {
  const Filters filters = {{"state", {"available", "disabled"}}};
  EXPECT_NO_THROW(checkImageFilters(filters, Disabled::show));
  try {
    checkImageFilters(filters, Disabled::hide);
    ADD_FAILURE() << "the flag was not missed";
  } catch (const ApiError& error) {
    EXPECT_EQ(error.code(), "InvalidParameter");
    EXPECT_EQ(error.message(),
              "When filtering by the 'disabled' state, 'IncludeDisabled' must be set to 'true' in "
              "the request.");
    EXPECT_EQ(error.message(), errors::disabledImagesNotIncluded().message());
  }
}

TEST(ImageFilters, KnowWhetherTagsMatter) {
  EXPECT_TRUE(readsTags({{"tag-key", {"a"}}}));
  EXPECT_TRUE(readsTags({{"name", {"a"}}, {"tag:a", {"b"}}}));
  EXPECT_FALSE(readsTags({{"name", {"a"}}}));
}

TEST(ExactValues, AreReadWithoutTheirBackslashes) {
  EXPECT_EQ(exactValues({{"name", {"a\\*b", "c"}}}, "name"),
            (std::vector<std::string>{"a*b", "c"}));
}

TEST(ExactValues, AreNotKnownWithAPatternAmongThem) {
  EXPECT_EQ(exactValues({{"name", {"a", "b*"}}}, "name"), std::nullopt);
  EXPECT_EQ(exactValues({}, "name"), std::nullopt);
}

TEST(StatesLeftOut, AreTheHiddenOnes) {
  EXPECT_EQ(statesLeftOut({}, Disabled::hide),
            (std::vector{ImageState::deregistered, ImageState::recoverable, ImageState::disabled}));
  EXPECT_EQ(statesLeftOut({}, Disabled::show),
            (std::vector{ImageState::deregistered, ImageState::recoverable}));
}

TEST(StatesLeftOut, AreNotThoseThatTheFilterLeavesOut) {
  EXPECT_EQ(statesLeftOut({{"state", {"available"}}}, Disabled::hide), std::vector<ImageState>());
  EXPECT_EQ(statesLeftOut({{"state", {"available", "deregistered"}}}, Disabled::hide),
            (std::vector{ImageState::deregistered}));
  EXPECT_EQ(statesLeftOut({{"state", {"*"}}}, Disabled::show),
            (std::vector{ImageState::deregistered, ImageState::recoverable}));
}

TEST(NamePattern, IsThereForOneValueOnly) {
  EXPECT_EQ(namePattern({{"name", {"web-*"}}}), "web-*");
  EXPECT_EQ(namePattern({{"name", {"a", "b"}}}), std::nullopt);
  EXPECT_EQ(namePattern({{"description", {"a"}}}), std::nullopt);
}

}  // namespace
}  // namespace amilocal::domain
