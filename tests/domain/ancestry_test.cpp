#include "amilocal/domain/ancestry.h"

#include <gtest/gtest.h>

#include <map>

// EC2 User Guide, "Identify the source AMI used to create an Amazon EC2 AMI".
namespace amilocal::domain {
namespace {

class Ancestry : public ::testing::Test {
 protected:
  Image& given(const std::string& id, const std::string& source = {},
               const std::string& region = "us-east-1") {
    auto& image = images_[id];
    image.id = ImageId::trusted(id);
    image.region = region;
    if (!source.empty()) {
      image.sourceImageId = source;
      image.sourceImageRegion = images_.contains(source) ? images_[source].region : "us-east-1";
    }
    return image;
  }

  std::vector<std::string> of(const std::string& id) {
    const auto find = [this](std::string_view region, const ImageId& wanted) {
      const auto found = images_.find(wanted.str());
      const bool isThere = found != images_.end() && found->second.region == region;
      return isThere ? std::make_shared<const Image>(found->second) : nullptr;
    };
    std::vector<std::string> ids;
    for (const auto& image : ancestryOf(images_.at(id), find)) ids.push_back(image.id.str());
    return ids;
  }

  std::map<std::string, Image> images_;
};

using Ids = std::vector<std::string>;

TEST_F(Ancestry, GoesUpAcrossRegions) {
  given("ami-root", "", "eu-west-1");
  given("ami-middle", "ami-root");
  given("ami-leaf", "ami-middle");
  EXPECT_EQ(of("ami-leaf"), (Ids{"ami-leaf", "ami-middle", "ami-root"}));
  EXPECT_EQ(of("ami-root"), Ids{"ami-root"});
}

TEST_F(Ancestry, CountsAncestorsThatAreGone) {
  given("ami-root");
  given("ami-middle", "ami-root").state = ImageState::deregistered;
  given("ami-leaf", "ami-middle");
  EXPECT_EQ(of("ami-leaf").size(), 3U);
}

TEST_F(Ancestry, EndsAtAPublicImageOfAPublisher) {
  given("ami-before");
  auto& published = given("ami-published", "ami-before");
  published.ownerAlias = "amazon";
  given("ami-leaf", "ami-published");
  EXPECT_EQ(of("ami-leaf").size(), 3U);
  published.launchPermissions = {{GranteeKind::group, "all"}};
  EXPECT_EQ(of("ami-leaf"), (Ids{"ami-leaf", "ami-published"}));
  published.ownerAlias = "aws-marketplace";
  EXPECT_EQ(of("ami-leaf").size(), 2U);
}

TEST_F(Ancestry, EndsWhereThePartitionChanges) {
  given("ami-root", "", "cn-north-1");
  given("ami-leaf", "ami-root");
  EXPECT_EQ(of("ami-leaf"), Ids{"ami-leaf"});
}

TEST_F(Ancestry, EndsAtASourceThatNobodyKnows) {
  given("ami-leaf", "ami-unknown");
  EXPECT_EQ(of("ami-leaf"), Ids{"ami-leaf"});
}

TEST_F(Ancestry, HasFiftyEntriesAtMost) {
  given("ami-0");
  for (int i = 1; i <= 60; ++i) given("ami-" + std::to_string(i), "ami-" + std::to_string(i - 1));
  EXPECT_EQ(of("ami-60").size(), 50U);
  EXPECT_EQ(of("ami-49").size(), 50U);
  EXPECT_EQ(of("ami-48").size(), 49U);
}

}  // namespace
}  // namespace amilocal::domain
