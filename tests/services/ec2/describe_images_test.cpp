#include <algorithm>

#include "amilocal/domain/errors/image_errors.h"
#include "amilocal/domain/seed.h"
#include "amilocal/domain/visibility.h"
#include "image_test.h"

namespace amilocal::ec2 {
namespace {

using namespace std::chrono_literals;
using domain::GranteeKind;
using domain::ImageState;

class DescribeImages : public test::ImageTest {
 protected:
  std::vector<Image> describe(const DescribeImagesRequest& request) {
    std::vector<Image> shown;
    for (const auto& image : call(&describeImages, request).images) shown.push_back(*image);
    return shown;
  }

  std::vector<std::string> namesOf(const DescribeImagesRequest& request) {
    std::vector<std::string> names;
    for (const auto& image : describe(request)) names.push_back(*image.name);
    std::ranges::sort(names);
    return names;
  }

  static DescribeImagesRequest byId(const domain::Image& image) {
    return {.imageIds = {image.id.str()}};
  }
  static DescribeImagesRequest own() { return {.owners = {"self"}}; }
  static DescribeImagesRequest ownWhere(const std::string& filter, const std::string& value) {
    return {.owners = {"self"}, .filters = {{filter, {value}}}};
  }

  void tag(const domain::Image& image, const std::string& key, const std::string& value) {
    catalog().tags().put({caller().account, "us-east-1", "image", image.id.str()}, {{key, value}});
  }

  /// A launch of the image at the present, by whomever.
  void noteLaunch(const domain::Image& image) {
    catalog().launches().note(image.id, now(), domain::launchesKnownUpTo(now()));
  }

  const domain::Image& aSeed() { return domain::seedCatalogue().list("us-east-1", now())->front(); }
};

using Names = std::vector<std::string>;

// ---- What an image looks like (aws-facts/images.md 1.1)

TEST_F(DescribeImages, ShowsWhatEveryImageHas) {
  const auto image = given("base");
  const auto shown = describe(byId(image)).at(0);
  EXPECT_EQ(shown.imageId, image.id.str());
  EXPECT_EQ(shown.imageLocation, "111111111111/base");
  EXPECT_EQ(shown.state, "available");
  EXPECT_EQ(shown.ownerId, "111111111111");
  EXPECT_EQ(shown.public_, false);
  EXPECT_EQ(shown.creationDate, "2026-11-20T12:00:00.000Z");
  EXPECT_EQ(shown.architecture, "x86_64");
  EXPECT_EQ(shown.imageType, "machine");
  EXPECT_EQ(shown.name, "base");
  EXPECT_EQ(shown.rootDeviceType, "ebs");
  EXPECT_EQ(shown.rootDeviceName, "/dev/xvda");
  EXPECT_EQ(shown.virtualizationType, "hvm");
  EXPECT_EQ(shown.hypervisor, "xen");
  EXPECT_EQ(shown.platformDetails, "Linux/UNIX");
  EXPECT_EQ(shown.usageOperation, "RunInstances");
}

TEST_F(DescribeImages, LeavesOutWhatIsNotSet) {
  const auto shown = describe(byId(given("base"))).at(0);
  EXPECT_EQ(shown.description, std::nullopt);
  EXPECT_EQ(shown.imageOwnerAlias, std::nullopt);
  EXPECT_EQ(shown.enaSupport, std::nullopt);
  EXPECT_EQ(shown.sriovNetSupport, std::nullopt);
  EXPECT_EQ(shown.bootMode, std::nullopt);
  EXPECT_EQ(shown.deprecationTime, std::nullopt);
  EXPECT_EQ(shown.lastLaunchedTime, std::nullopt);
  EXPECT_EQ(shown.platform, std::nullopt);
  EXPECT_EQ(shown.imageAllowed, std::nullopt);
  EXPECT_EQ(shown.stateReason, std::nullopt);
  EXPECT_TRUE(shown.tags.empty());
  EXPECT_TRUE(shown.productCodes.empty());
}

// EC2 stores dates by the second and prints milliseconds.
TEST_F(DescribeImages, ShowsCreationDatesWithZeroMilliseconds) {
  const auto image = given("base", [](auto& i) { i.createdAt += 321ms; });
  EXPECT_EQ(describe(byId(image)).at(0).creationDate, "2026-11-20T12:00:00.000Z");
}

TEST_F(DescribeImages, ShowsDevicesWithoutTheirKeys) {
  const auto image = given("base", [](auto& i) {
    auto root = rootOf(SnapshotId::trusted("snap-0123456789abcdef0"));
    root.ebs->volumeSizeGib = 8;
    root.ebs->encrypted = true;
    root.ebs->kmsKeyId = "arn:aws:kms:us-east-1:111111111111:key/mine";
    domain::BlockDevice store{.deviceName = "/dev/sdb", .virtualName = "ephemeral0", .ebs = {}};
    i.blockDevices = {root, store};
  });
  const auto devices = describe(byId(image)).at(0).blockDeviceMappings;
  ASSERT_EQ(devices.size(), 2U);
  EXPECT_EQ(devices[0].deviceName, "/dev/xvda");
  EXPECT_EQ(devices[0].ebs->snapshotId, "snap-0123456789abcdef0");
  EXPECT_EQ(devices[0].ebs->volumeSize, 8);
  EXPECT_EQ(devices[0].ebs->encrypted, true);
  EXPECT_EQ(devices[0].ebs->kmsKeyId, std::nullopt);
  // A default that was not given would make Terraform replace the image (contract.md 3.3).
  EXPECT_EQ(devices[0].ebs->iops, std::nullopt);
  EXPECT_EQ(devices[1].virtualName, "ephemeral0");
  EXPECT_EQ(devices[1].ebs, std::nullopt);
}

TEST_F(DescribeImages, ShowsWhyAnImageFailed) {
  const auto image = given("base", [](auto& i) {
    i.state = ImageState::failed;
    i.stateReason = {"Client.InvalidSnapshot.NotFound", "It is gone"};
  });
  const auto shown = describe(byId(image)).at(0);
  EXPECT_EQ(shown.state, "failed");
  EXPECT_EQ(shown.stateReason->code, "Client.InvalidSnapshot.NotFound");
  EXPECT_EQ(shown.stateReason->message, "It is gone");
}

TEST_F(DescribeImages, ShowsProtectionAndLaunchesToTheOwnerOnly) {
  const auto image = given("base", [](auto& i) { makePublic(i); });
  noteLaunch(image);
  advance(24h);
  const auto toOwner = describe(byId(image)).at(0);
  EXPECT_EQ(toOwner.deregistrationProtection, "disabled");
  EXPECT_EQ(toOwner.lastLaunchedTime, "2026-11-20T12:00:00Z");
  as(kOther);
  const auto toOther = describe(byId(image)).at(0);
  EXPECT_EQ(toOther.deregistrationProtection, std::nullopt);
  EXPECT_EQ(toOther.lastLaunchedTime, std::nullopt);
}

TEST_F(DescribeImages, ShowsALaunchADayLate) {
  const auto image = given("base");
  noteLaunch(image);
  advance(24h - 1s);
  EXPECT_EQ(describe(byId(image)).at(0).lastLaunchedTime, std::nullopt);
}

// A newer launch must not hide an older one, of which a day has passed.
TEST_F(DescribeImages, ShowsEachLaunchADayLateInItsTurn) {
  const auto image = given("base");
  const auto lastLaunch = [&] { return describe(byId(image)).at(0).lastLaunchedTime.value_or(""); };
  noteLaunch(image);
  advance(10h);
  noteLaunch(image);
  advance(14h);
  EXPECT_EQ(lastLaunch(), "2026-11-20T12:00:00Z");
  noteLaunch(image);
  EXPECT_EQ(lastLaunch(), "2026-11-20T12:00:00Z");
  advance(10h);
  EXPECT_EQ(lastLaunch(), "2026-11-20T22:00:00Z");
  advance(14h);
  EXPECT_EQ(lastLaunch(), "2026-11-21T12:00:00Z");
}

// AWS reports launches of a public image to its owner, whoever launches.
TEST_F(DescribeImages, ShowsTheLaunchesOfAPublicImageToItsOwner) {
  const auto seed = aSeed();
  noteLaunch(seed);
  advance(24h);
  EXPECT_EQ(describe(byId(seed)).at(0).lastLaunchedTime, std::nullopt);
  as(seed.owner);
  EXPECT_EQ(describe(byId(seed)).at(0).lastLaunchedTime, "2026-11-20T12:00:00Z");
}

// ---- Watermarks

domain::Watermark aMark() {
  return {"111111111111:hardened", "ami-0aaaaaaaaaaaaaaaa", "eu-west-1",
          *parseInstant("2026-10-01T00:00:00Z"), *parseInstant("2026-10-02T00:00:00Z")};
}

// EC2 API Reference, ImageWatermark.
TEST_F(DescribeImages, ShowsEachElementOfAWatermark) {
  const auto image = given("base", [](auto& i) { i.watermarks = {aMark()}; });
  const auto shown = describe(byId(image)).at(0).imageWatermarks.at(0);
  EXPECT_EQ(shown.watermarkKey, "111111111111:hardened");
  EXPECT_EQ(shown.sourceImageId, "ami-0aaaaaaaaaaaaaaaa");
  EXPECT_EQ(shown.sourceImageRegion, "eu-west-1");
  EXPECT_EQ(shown.sourceImageCreationTime, parseInstant("2026-10-01T00:00:00Z"));
  EXPECT_EQ(shown.watermarkCreationTime, parseInstant("2026-10-02T00:00:00Z"));
}

TEST_F(DescribeImages, FindsImagesByTheirWatermark) {
  given("plain");
  given("marked", [](auto& i) { i.watermarks = {aMark()}; });
  EXPECT_EQ(namesOf(ownWhere("image-watermark.watermark-key", "*:hardened")), Names{"marked"});
  EXPECT_TRUE(namesOf(ownWhere("image-watermark.watermark-key", "*:soft")).empty());
}

// Each account has its own tags on the same image.
TEST_F(DescribeImages, ShowsTheCallersOwnTags) {
  const auto image = given("base", makePublic);
  tag(image, "team", "web");
  as(kOther);
  EXPECT_TRUE(describe(byId(image)).at(0).tags.empty());
  tag(image, "mine", "yes");
  EXPECT_EQ(describe(byId(image)).at(0).tags, (std::vector<Tag>{{"mine", "yes"}}));
  as(kOwner);
  EXPECT_EQ(describe(byId(image)).at(0).tags, (std::vector<Tag>{{"team", "web"}}));
}

// ---- By id

TEST_F(DescribeImages, NamesTheFirstMalformedId) {
  test::expectError(errorOf(&describeImages, {.imageIds = {"foo", "bar"}}),
                    "InvalidAMIID.Malformed", "Invalid id: \"foo\" (expecting \"ami-...\")");
}

TEST_F(DescribeImages, NamesAllThatAreMissing) {
  const auto image = given("base");
  test::expectError(
      errorOf(&describeImages, {.imageIds = {"ami-abcd1234", image.id.str(), "ami-1234abcd"}}),
      "InvalidAMIID.NotFound", "The image ids '[ami-abcd1234, ami-1234abcd]' do not exist");
  test::expectError(errorOf(&describeImages, {.imageIds = {"ami-abcd1234"}}),
                    "InvalidAMIID.NotFound", "The image id '[ami-abcd1234]' does not exist");
}

// imageNotFound() and imagesNotFound() are one text for one id.
TEST_F(DescribeImages, DoesNotTellPrivateImagesFromMissingOnes) {
  const auto image = given("base");
  as(kOther);
  EXPECT_EQ(errorOf(&describeImages, byId(image)).message(),
            errors::imagesNotFound(std::span(&image.id, 1)).message());
}

TEST_F(DescribeImages, DoesNotFindImagesOfAnotherRegion) {
  const auto image = given("base");
  in("eu-west-1");
  EXPECT_EQ(errorOf(&describeImages, byId(image)).code(), "InvalidAMIID.NotFound");
}

// Ansible describes an image that it has just deregistered (clients/contract.md 2.7).
TEST_F(DescribeImages, AnswersNothingForADeregisteredId) {
  const auto image = given("base", [](auto& i) { i.state = ImageState::deregistered; });
  EXPECT_TRUE(describe(byId(image)).empty());
}

TEST_F(DescribeImages, AnswersAnIdOnceHoweverOftenItIsAsked) {
  const auto id = given("base").id.str();
  EXPECT_EQ(describe({.imageIds = {id, id}}).size(), 1U);
}

TEST_F(DescribeImages, AnswersIdsInTheirOrder) {
  auto ids = Names{given("a").id.str(), given("b").id.str(), given("c").id.str()};
  std::ranges::sort(ids, std::greater<>());
  const auto images = describe({.imageIds = ids});
  ASSERT_EQ(images.size(), 3U);
  EXPECT_EQ(images[0].imageId, ids[2]);
  EXPECT_EQ(images[2].imageId, ids[0]);
}

// aws-facts/images.md 2.1: filters and owners still apply on top, and empty the list silently.
TEST_F(DescribeImages, AppliesOwnersAndFiltersToIds) {
  const auto image = given("base");
  const auto id = image.id.str();
  EXPECT_TRUE(describe({.imageIds = {id}, .filters = {{"name", {"other"}}}}).empty());
  EXPECT_TRUE(describe({.imageIds = {id}, .owners = {std::string(kOther)}}).empty());
  EXPECT_TRUE(describe({.executableUsers = {"all"}, .imageIds = {id}}).empty());
}

TEST_F(DescribeImages, ShowsDisabledAndDeprecatedImagesByTheirId) {
  const auto disabled = given("a", [](auto& i) { i.state = ImageState::disabled; });
  const auto deprecated = given("b", [](auto& i) {
    makePublic(i);
    i.deprecationAt = i.createdAt;
  });
  EXPECT_EQ(describe(byId(disabled)).size(), 1U);
  as(kOther);
  EXPECT_EQ(describe(byId(deprecated)).size(), 1U);
}

// ---- Lists

TEST_F(DescribeImages, ListsOwnImages) {
  given("mine");
  given("theirs", [](auto& i) {
    i.owner = kOther;
    makePublic(i);
  });
  given("elsewhere", [](auto& i) { i.region = "eu-west-1"; });
  EXPECT_EQ(namesOf(own()), Names{"mine"});
}

TEST_F(DescribeImages, ListsWhatAnOwnerLetsTheCallerSee) {
  given("private", [](auto& i) { i.owner = kOther; });
  given("public", [](auto& i) {
    i.owner = kOther;
    makePublic(i);
  });
  given("shared", [](auto& i) {
    i.owner = kOther;
    i.launchPermissions = {{GranteeKind::userId, std::string(kOwner)}};
  });
  EXPECT_EQ(namesOf({.owners = {std::string(kOther)}}), (Names{"public", "shared"}));
  EXPECT_EQ(namesOf({.executableUsers = {"self"}}), Names{"shared"});
  EXPECT_EQ(namesOf({.executableUsers = {"all"}, .owners = {std::string(kOther)}}),
            Names{"public"});
}

TEST_F(DescribeImages, LeavesDeregisteredImagesOutOfLists) {
  given("gone", [](auto& i) { i.state = ImageState::deregistered; });
  EXPECT_TRUE(describe(own()).empty());
}

TEST_F(DescribeImages, ListsDisabledImagesWhenAskedTo) {
  given("off", [](auto& i) { i.state = ImageState::disabled; });
  EXPECT_TRUE(describe(own()).empty());
  auto request = ownWhere("state", "disabled");
  request.includeDisabled = true;
  EXPECT_EQ(namesOf(request), Names{"off"});
}

// errors::disabledImagesNotIncluded
TEST_F(DescribeImages, RefusesToFilterByDisabledWithoutTheFlag) {
  test::expectError(errorOf(&describeImages, ownWhere("state", "disabled")), "InvalidParameter",
                    "When filtering by the 'disabled' state, 'IncludeDisabled' must be set to "
                    "'true' in the request.");
}

TEST_F(DescribeImages, ListsDeprecatedImagesOfOthersWhenAskedTo) {
  given("old", [](auto& i) {
    makePublic(i);
    i.deprecationAt = i.createdAt;
  });
  EXPECT_EQ(namesOf(own()), Names{"old"});
  as(kOther);
  EXPECT_TRUE(namesOf({.owners = {std::string(kOwner)}}).empty());
  EXPECT_EQ(namesOf({.owners = {std::string(kOwner)}, .includeDeprecated = true}), Names{"old"});
}

TEST_F(DescribeImages, RefusesOwnersAndUsersThatAreNone) {
  test::expectError(errorOf(&describeImages, {.owners = {"foo"}}), "InvalidUserID.Malformed",
                    "Invalid user id: \"foo\"");
  test::expectError(errorOf(&describeImages, {.executableUsers = {"amazon"}}),
                    "InvalidUserID.Malformed", "Invalid user id: \"amazon\"");
}

TEST_F(DescribeImages, RefusesAnUnknownFilter) {
  test::expectError(errorOf(&describeImages, ownWhere("foo", "bar")), "InvalidParameterValue",
                    "The filter 'foo' is invalid");
}

TEST_F(DescribeImages, FiltersByName) {
  given("web-1");
  given("web-2");
  given("db-1");
  given("a*b");
  EXPECT_EQ(namesOf(ownWhere("name", "web-1")), Names{"web-1"});
  EXPECT_EQ(namesOf(ownWhere("name", "web-*")), (Names{"web-1", "web-2"}));
  EXPECT_EQ(namesOf(ownWhere("name", "*-1")), (Names{"db-1", "web-1"}));
  EXPECT_EQ(namesOf(ownWhere("name", "a\\*b")), Names{"a*b"});
  EXPECT_EQ(namesOf({.owners = {"self"}, .filters = {{"name", {"db-1", "web-2"}}}}),
            (Names{"db-1", "web-2"}));
}

TEST_F(DescribeImages, FiltersByState) {
  given("a");
  given("b", [](auto& i) { i.state = ImageState::pending; });
  EXPECT_EQ(namesOf(ownWhere("state", "pending")), Names{"b"});
  EXPECT_EQ(namesOf(ownWhere("state", "*")), (Names{"a", "b"}));
}

TEST_F(DescribeImages, FiltersByOwnerId) {
  given("mine");
  given("theirs", [](auto& i) {
    i.owner = kOther;
    makePublic(i);
  });
  EXPECT_EQ(namesOf({.filters = {{"owner-id", {std::string(kOther)}}}}), Names{"theirs"});
  EXPECT_TRUE(namesOf(ownWhere("owner-id", std::string(kOther))).empty());
}

// Unlike ImageId.N, a filter names what need not exist.
TEST_F(DescribeImages, FiltersByImageIdWithoutMissingAny) {
  const auto image = given("a");
  given("b");
  EXPECT_EQ(namesOf({.filters = {{"image-id", {image.id.str(), "ami-abcd1234", "foo"}}}}),
            Names{"a"});
}

TEST_F(DescribeImages, FiltersByImageIdInTheCallersRegion) {
  const auto image = given("a");
  in("eu-west-1");
  EXPECT_TRUE(describe({.filters = {{"image-id", {image.id.str()}}}}).empty());
}

TEST_F(DescribeImages, FiltersByTag) {
  const auto a = given("a"), b = given("b"), c = given("c");
  tag(a, "team", "web");
  tag(b, "team", "data");
  tag(c, "other", "web");
  EXPECT_EQ(namesOf({.filters = {{"tag:team", {"web"}}}}), Names{"a"});
  EXPECT_EQ(namesOf({.filters = {{"tag:team", {"web", "data"}}}}), (Names{"a", "b"}));
  EXPECT_EQ(namesOf({.filters = {{"tag:team", {"*"}}}}), (Names{"a", "b"}));
  EXPECT_EQ(namesOf({.filters = {{"tag-key", {"team", "other"}}}}), (Names{"a", "b", "c"}));
  EXPECT_EQ(namesOf({.filters = {{"tag-key", {"t*"}}}}), (Names{"a", "b"}));
  EXPECT_EQ(namesOf({.filters = {{"tag:team", {"web"}}, {"name", {"b"}}}}), Names{});
}

TEST_F(DescribeImages, DoesNotFilterByTagsOfOthers) {
  const auto image = given("a", makePublic);
  tag(image, "team", "web");
  as(kOther);
  EXPECT_TRUE(describe({.filters = {{"tag:team", {"web"}}}}).empty());
}

// ---- Pages

// Public images are the same for everybody, and answered out of one hand, but for what concerns the
// caller alone.
TEST_F(DescribeImages, ShowsPublicImagesAsTheyAreForTheCaller) {
  const auto seed = aSeed();
  const auto before = describe(byId(seed)).at(0);
  EXPECT_TRUE(before.tags.empty());
  tag(seed, "stage", "test");
  EXPECT_EQ(describe(byId(seed)).at(0).tags, (std::vector<Tag>{{"stage", "test"}}));
  auto changed = seed;
  changed.description = "changed";
  catalog().images().insert(changed);
  EXPECT_EQ(describe(byId(seed)).at(0).description, "changed");
  catalog().images().remove(seed.id);
  catalog().tags().removeAll(seed.id.str());
  EXPECT_EQ(describe(byId(seed)).at(0), before);
  as(seed.owner);
  EXPECT_EQ(describe(byId(seed)).at(0).deregistrationProtection, "disabled");
}

TEST_F(DescribeImages, PagesThroughAListInTheOrderOfIds) {
  for (int i = 0; i < 12; ++i) given("image-" + std::to_string(i));
  auto request = own();
  request.maxResults = 5;
  std::vector<std::string> ids;
  std::vector<std::size_t> sizes;
  do {
    const auto page = call(&describeImages, request);
    sizes.push_back(page.images.size());
    for (const auto& image : page.images) ids.push_back(*image->imageId);
    request.nextToken = page.nextToken;
  } while (request.nextToken);
  EXPECT_EQ(sizes, (std::vector<std::size_t>{5, 5, 2}));
  EXPECT_TRUE(std::ranges::is_sorted(ids));
  EXPECT_EQ(std::ranges::adjacent_find(ids), ids.end());
}

TEST_F(DescribeImages, GivesNoTokenWhenAllFit) {
  for (int i = 0; i < 5; ++i) given("image-" + std::to_string(i));
  auto request = own();
  request.maxResults = 5;
  EXPECT_EQ(call(&describeImages, request).nextToken, std::nullopt);
}

// What a filter leaves out must not leave holes in the pages, nor end them early.
TEST_F(DescribeImages, FillsPagesThoughFiltersLeaveMostImagesOut) {
  for (int i = 0; i < 60; ++i)
    given("image-" + std::to_string(i),
          [&](auto& image) { image.architecture = i % 10 == 0 ? "arm64" : "x86_64"; });
  auto request = ownWhere("architecture", "arm64");
  request.maxResults = 5;
  const auto first = call(&describeImages, request);
  EXPECT_EQ(first.images.size(), 5U);
  request.nextToken = first.nextToken;
  const auto second = call(&describeImages, request);
  EXPECT_EQ(second.images.size(), 1U);
  EXPECT_EQ(second.nextToken, std::nullopt);
}

TEST_F(DescribeImages, PagesThroughTaggedImages) {
  for (int i = 0; i < 7; ++i) tag(given("image-" + std::to_string(i)), "team", "web");
  DescribeImagesRequest request{.maxResults = 5, .filters = {{"tag:team", {"web"}}}};
  const auto first = call(&describeImages, request);
  EXPECT_EQ(first.images.size(), 5U);
  request.nextToken = first.nextToken;
  EXPECT_EQ(call(&describeImages, request).images.size(), 2U);
}

TEST_F(DescribeImages, RefusesIdsTogetherWithPages) {
  const auto id = given("a").id.str();
  test::expectError(errorOf(&describeImages, {.imageIds = {id}, .maxResults = 5}),
                    "InvalidParameterCombination",
                    "The parameter imageIdsSet cannot be used with the parameter maxResults");
  test::expectError(errorOf(&describeImages, {.imageIds = {id}, .nextToken = "x"}),
                    "InvalidParameterCombination",
                    "The parameter imageIdsSet cannot be used with the parameter nextToken");
}

TEST_F(DescribeImages, RefusesAPageSizeOutOfBounds) {
  EXPECT_EQ(errorOf(&describeImages, {.maxResults = 4}).code(), "InvalidParameterValue");
  EXPECT_EQ(errorOf(&describeImages, {.maxResults = 1001}).code(), "InvalidParameterValue");
}

// ---- The seed catalogue

TEST_F(DescribeImages, ListsThePublicImagesOfWellKnownOwners) {
  const auto seed = aSeed();
  const auto found = describe({.filters = {{"image-id", {seed.id.str()}}}});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].name, seed.name);
  EXPECT_EQ(found[0].public_, true);
  EXPECT_EQ(found[0].deregistrationProtection, std::nullopt);
}

TEST_F(DescribeImages, FindsImagesByASnapshotOfTheirs) {
  const std::string snapshot = "snap-0123456789abcdef0";
  const auto mine =
      given("mine", [&](auto& i) { i.blockDevices = {rootOf(SnapshotId::trusted(snapshot))}; });
  constexpr auto kFilter = "block-device-mapping.snapshot-id";
  const auto found = describe({.filters = {{kFilter, {snapshot, "snap-00000000000000000"}}}});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].imageId, mine.id.str());
  EXPECT_EQ(describe({.filters = {{kFilter, {snapshot.substr(0, 10) + "*"}}}}).size(), 1U);
  const auto& seed = aSeed();
  const auto seeds = seed.blockDevices.at(0).ebs->snapshotId.value().str();
  EXPECT_EQ(describe({.filters = {{kFilter, {seeds}}}}).at(0).imageId, seed.id.str());
  as("222222222222");
  EXPECT_TRUE(describe({.filters = {{kFilter, {snapshot}}}}).empty());
}

TEST_F(DescribeImages, FindsAPublicImageByItsId) {
  EXPECT_EQ(describe(byId(aSeed())).size(), 1U);
  const auto seed = aSeed();
  in("eu-west-1");
  EXPECT_EQ(errorOf(&describeImages, byId(seed)).code(), "InvalidAMIID.NotFound");
}

TEST_F(DescribeImages, MergesOwnAndPublicImagesInTheOrderOfIds) {
  given("mine");
  const auto images = describe({.includeDeprecated = true});
  EXPECT_EQ(images.size(), domain::seedCatalogue().list("us-east-1", now())->size() + 1);
  EXPECT_TRUE(std::ranges::is_sorted(images, {}, &Image::imageId));
}

TEST_F(DescribeImages, PagesThroughOwnAndPublicImages) {
  for (int i = 0; i < 3; ++i) given("mine-" + std::to_string(i));
  DescribeImagesRequest request{.includeDeprecated = true, .maxResults = 100};
  std::size_t count = 0;
  do {
    const auto page = call(&describeImages, request);
    count += page.images.size();
    request.nextToken = page.nextToken;
  } while (request.nextToken);
  EXPECT_EQ(count, domain::seedCatalogue().list("us-east-1", now())->size() + 3);
}

// A seed image that its owner has changed is a row, which counts even where it is not shown.
TEST_F(DescribeImages, ShowsAChangedPublicImageAsItIsNow) {
  auto seed = aSeed();
  const DescribeImagesRequest request{.filters = {{"image-id", {seed.id.str()}}}};
  seed.description = "changed";
  catalog().images().insert(seed);
  const auto changed = describe(request);
  ASSERT_EQ(changed.size(), 1U);
  EXPECT_EQ(changed[0].description, "changed");
  seed.state = ImageState::deregistered;
  catalog().images().update(seed);
  EXPECT_TRUE(describe(request).empty());
  EXPECT_TRUE(describe(byId(seed)).empty());
}

TEST_F(DescribeImages, FindsPublicImagesByTheCallersTags) {
  const auto seed = aSeed();
  tag(seed, "team", "web");
  EXPECT_EQ(namesOf({.filters = {{"tag:team", {"web"}}}}), Names{seed.name});
  EXPECT_EQ(describe(byId(seed)).at(0).tags, (std::vector<Tag>{{"team", "web"}}));
}

}  // namespace
}  // namespace amilocal::ec2
