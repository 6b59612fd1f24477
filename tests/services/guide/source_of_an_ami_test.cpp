// EC2 User Guide, "Identify the source AMI used to create an Amazon EC2 AMI" and "View the ancestry
// of an AMI": a test for each of their rules.
#include "amilocal/domain/seed.h"
#include "guide_test.h"

namespace amilocal::test {
namespace {

class SourceOfAnAmi : public GuideTest {
 protected:
  std::vector<std::string> ancestryOf(const std::string& id) {
    std::vector<std::string> ids;
    for (const auto& entry : call(&ec2::getImageAncestry, {.imageId = id}).imageAncestryEntries)
      ids.push_back(*entry.imageId);
    return ids;
  }
};

using Ids = std::vector<std::string>;

TEST_F(SourceOfAnAmi, AnImageOfAnInstanceHasTheInstancesImageAsItsSource) {
  const auto made = shown(createdFrom(launchFrom(golden()), "derived"));
  EXPECT_EQ(made.sourceImageId, golden());
  EXPECT_EQ(made.sourceImageRegion, "us-east-1");
}

TEST_F(SourceOfAnAmi, ACopyHasTheImageCopiedAsItsSource) {
  in("eu-west-1");
  const auto copy = shown(copyOf(golden(), "copy"));
  EXPECT_EQ(copy.sourceImageId, golden());
  EXPECT_EQ(copy.sourceImageRegion, "us-east-1");
}

TEST_F(SourceOfAnAmi, ARegisteredImageHasNone) {
  ec2::RegisterImageRequest request;
  request.name = "registered";
  request.rootDeviceName = "/dev/xvda";
  request.blockDeviceMappings.push_back(
      {.ebs = ec2::EbsBlockDevice{.snapshotId = snapshotOfGolden()}, .deviceName = "/dev/xvda"});
  const auto id = *call(&ec2::registerImage, request).imageId;
  EXPECT_EQ(shown(id).sourceImageId, std::nullopt);
  EXPECT_EQ(ancestryOf(id), Ids{id});
}

TEST_F(SourceOfAnAmi, ItIsShownAfterTheSourceIsDeregistered) {
  const auto copy = copyOf(golden(), "copy");
  deregister(golden());
  EXPECT_EQ(shown(copy).sourceImageId, golden());
}

TEST_F(SourceOfAnAmi, ItIsShownToThoseWhoCannotSeeTheSource) {
  const auto copy = copyOf(golden(), "copy");
  shareWith(kOther, copy);
  EXPECT_EQ(by(kOther, [&] { return shown(copy).sourceImageId; }), golden());
}

TEST_F(SourceOfAnAmi, TheAncestryGoesFromTheImageToTheRoot) {
  const auto derived = createdFrom(launchFrom(golden()), "derived");
  const auto copy = copyOf(derived, "copy");
  EXPECT_EQ(ancestryOf(copy), (Ids{copy, derived, golden()}));
}

TEST_F(SourceOfAnAmi, TheAncestryGoesThroughImagesThatAreGoneOrNotToBeSeen) {
  const auto derived = createdFrom(launchFrom(golden()), "derived");
  const auto copy = copyOf(derived, "copy");
  shareWith(kOther, copy);
  deregister(derived);
  EXPECT_EQ(by(kOther, [&] { return ancestryOf(copy); }), (Ids{copy, derived, golden()}));
}

TEST_F(SourceOfAnAmi, TheAncestryEndsAtAPublicImageOfAmazons) {
  const auto seeds = domain::seedCatalogue().list("us-east-1", now());
  for (const auto& seed : *seeds) {
    if (seed.ownerAlias != "amazon" || seed.architecture != "x86_64" || seed.platform ||
        seed.usageOperation != "RunInstances" || !seed.name.starts_with("al2023-ami-2023"))
      continue;
    const auto made = createdFrom(launchFrom(seed.id.str()), "mine");
    EXPECT_EQ(ancestryOf(made), (Ids{made, seed.id.str()}));
    return;
  }
  FAIL() << "there is no Amazon Linux";
}

}  // namespace
}  // namespace amilocal::test
