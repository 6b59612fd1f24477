#include "amilocal/domain/image_filters.h"

#include <algorithm>
#include <optional>

#include "catalog_fixture.h"
#include "image_fixture.h"

namespace amilocal {
namespace {

using namespace domain;

/// SQL narrows a listing by the filters, and the domain decides: of what is in rows they must say
/// the same.
class ImageConditionsTest : public ImageTableTest {
 protected:
  ImageConditionsTest() {
    add(imageNamed("ami-1"));  // has nothing that can be absent
    add(odd());
    add(blank());
    auto third = odd();
    third.id = ImageId::trusted("ami-4");
    third.description = "odd";
    third.launchPermissions.clear();
    third.stateReason->code = "a*b?";
    third.blockDevices.resize(1);
    add(third);
    catalog_.tags().put({kAccount, "us-east-1", "image", "ami-2"},
                        {{"stage", "a*b?"}, {"Stage", ""}, {"own\\er", "Ünï"}});
    catalog_.tags().put({kAccount, "us-east-1", "image", "ami-3"}, {{"stage", "release"}});
    catalog_.tags().put({"222222222222", "us-east-1", "image", "ami-1"}, {{"stage", "release"}});
  }

  /// Each element has a value, and not an everyday one.
  static Image odd() {
    auto image = imageNamed("ami-2", "a*b?\\'\"");
    image.state = ImageState::disabled;
    image.createdAt = at(1'700'000'000'987);
    image.location = "1111/a*b?";
    image.architecture = image.imageType = image.virtualizationType = "Odd";
    image.rootDeviceType = "oDD";
    image.description = image.rootDeviceName = "oDD";
    image.ownerAlias = image.sriovNetSupport = image.kernelId = image.ramdiskId = "x\\y";
    image.platform = image.sourceInstanceId = image.sourceImageId = "a?";
    image.sourceImageRegion = image.publicSsmParameterName = "/Ünï/*";
    image.enaSupport = true;
    image.freeTierEligible = false;
    image.stateReason = StateReason{"Odd", "50%_"};
    image.blockDevices = {
        {.deviceName = "/dev/sda1",
         .ebs = EbsDevice{.deleteOnTermination = true,
                          .snapshotId = SnapshotId::trusted("snap-1"),
                          .volumeSizeGib = 8,
                          .volumeType = "gp3",
                          .encrypted = false}},
        {.deviceName = "/dev/sdb", .virtualName = "ephemeral0"},
        {.deviceName = "/dev/sdc", .ebs = EbsDevice{.volumeSizeGib = 16, .encrypted = true}}};
    image.productCodes = {{"code*", "marketplace"}, {"", "devpay"}};
    image.launchPermissions = {{GranteeKind::group, "all"}};
    image.watermarks = {{.key = "Mark",
                         .sourceImageId = "ami-9",
                         .sourceImageRegion = "eu-west-1",
                         .sourceImageCreatedAt = at(1'600'000'000'500),
                         .createdAt = at(1'600'000'001'000)}};
    return image;
  }

  /// All texts are there, and empty.
  static Image blank() {
    auto image = imageNamed("ami-3", "");
    image.imageType = image.rootDeviceType = "";
    image.ownerAlias = image.description = image.rootDeviceName = image.platform = "";
    image.enaSupport = false;
    image.stateReason = StateReason{"", ""};
    image.blockDevices = {{.deviceName = "", .ebs = EbsDevice{.volumeType = ""}}};
    return image;
  }

  void add(const Image& image) {
    images_.insert(image);
    all_.push_back(image);
  }

  Texts decided(const Filters& filters) {
    Texts ids;
    for (const auto& image : all_)
      if (matchesImageFilters(filters, {image}, catalog_.tags().listFor(kAccount, image.id.str())))
        ids.push_back(image.id.str());
    std::ranges::sort(ids);
    return ids;
  }

  void expectAgreement(const Filters& filters) {
    const auto ids = decided(filters);
    const ImageScope scope{.region = "us-east-1", .visibleTo = kAccount, .filters = filters};
    auto page = scope;
    page.limit = 1;
    auto everywhere = scope;
    everywhere.region.clear();
    const auto& filter = filters.back();
    const auto what = filter.name + " " + (filter.values.empty() ? "-" : filter.values.front());
    EXPECT_EQ(idsOf(images_.list(scope)), ids) << what;
    EXPECT_EQ(idsOf(images_.list(everywhere)), ids) << what;
    EXPECT_EQ(idsOf(images_.list(page)), Texts(ids.begin(), ids.begin() + !ids.empty())) << what;
  }

  /// What is asked of each element: its own texts in several spellings, and what stands for
  /// nothing or for anything.
  static std::vector<Texts> questions(const Texts& texts) {
    std::vector<Texts> asked = {{}, {""}, {"*"}, {"?"}, {"none"}, {"none", "odd", "Odd"}, {"\\"}};
    for (const auto& text : texts) {
      std::string escaped;
      for (const char c : text) (escaped += '\\') += c;
      auto upper = text;
      std::ranges::transform(upper, upper.begin(), [](unsigned char c) { return std::toupper(c); });
      asked.insert(asked.end(), {{text},
                                 {escaped},
                                 {escaped + "*"},
                                 {upper},
                                 {text.substr(0, 1) + "*"},
                                 {"*" + text.substr(text.size() / 2)},
                                 {"none", text},
                                 {escaped, "?dd"}});
    }
    return asked;
  }

  const std::string kAccount = "111111111111";
  std::vector<Image> all_;
};

TEST_F(ImageConditionsTest, SayTheSameAsEachFilter) {
  for (const auto& row : imageFilters()) {
    if (row.name == "image-allowed") continue;
    Texts texts;
    for (const auto& image : all_)
      for (auto& text : row.texts({image})) texts.push_back(std::move(text));
    for (const auto& values : questions(texts)) expectAgreement({{std::string(row.name), values}});
  }
}

TEST_F(ImageConditionsTest, SayTheSameOfTags) {
  for (const auto& values : questions({"a*b?", "release", "Ünï"}))
    for (const auto* name : {"tag:stage", "tag:Stage", "tag:own\\er", "tag:none"})
      expectAgreement({{name, values}});
  for (const auto& values : questions({"stage", "own\\er"})) expectAgreement({{"tag-key", values}});
}

TEST_F(ImageConditionsTest, SayTheSameOfSeveralFilters) {
  expectAgreement({{"architecture", {"Odd"}}, {"architecture", {"O*"}}, {"state", {"disabled"}}});
  expectAgreement({{"tag:stage", {"a*"}}, {"tag:Stage", {""}}, {"tag-key", {"stage"}}});
  expectAgreement({{"name", {"a*"}},
                   {"block-device-mapping.volume-size", {"16"}},
                   {"block-device-mapping.snapshot-id", {"snap-1"}}});
  expectAgreement({{"image-id", {"ami-2", "ami-3"}}, {"name", {"", "name"}}});
}

// Whose criteria they are is not known here: the domain decides alone.
TEST_F(ImageConditionsTest, LeaveAllowedImagesToTheDomain) {
  const ImageScope scope{
      .region = "us-east-1", .visibleTo = kAccount, .filters = {{"image-allowed", {"true"}}}};
  EXPECT_EQ(images_.list(scope).size(), all_.size());
}

// A tag is its account's; whoever has none is not asked.
TEST_F(ImageConditionsTest, LeaveTagsAloneWithoutAnAccount) {
  EXPECT_EQ(images_.list({.region = "us-east-1", .filters = {{"tag:stage", {"none"}}}}).size(),
            all_.size());
}

/// Statements are put together from filters in any number; not all of them are kept.
TEST_F(ImageConditionsTest, AreManyWithoutEnd) {
  Filters filters;
  for (int i = 0; i < 600; ++i) {
    filters.push_back({"architecture", {"*"}});
    const auto ids = idsOf(images_.list({.region = "us-east-1", .filters = filters}));
    ASSERT_EQ(ids.size(), all_.size());
  }
}

}  // namespace
}  // namespace amilocal
