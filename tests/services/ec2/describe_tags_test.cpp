#include <algorithm>
#include <set>

#include "storage_test.h"

namespace amilocal::test {
namespace {

class DescribeTags : public StorageTest {
 protected:
  void give(const std::string& id, const domain::Tags& tags, std::string_view type = "volume",
            std::string_view region = "us-east-1") {
    catalog().tags().put({caller().account, std::string(region), std::string(type), id}, tags);
  }
  /// `id key=value` of each tag in the answer.
  std::vector<std::string> listed(const ec2::DescribeTagsRequest& request) {
    return textsOf(call(&ec2::describeTags, request).tags);
  }
  static std::vector<std::string> textsOf(const std::vector<ec2::TagDescription>& tags) {
    std::vector<std::string> texts;
    for (const auto& tag : tags)
      texts.push_back(*tag.resourceId + " " + *tag.key + "=" + *tag.value);
    return texts;
  }
  using Texts = std::vector<std::string>;
};

TEST_F(DescribeTags, ListsByResourceAndKey) {
  give("vol-00000002", {{"b", "2"}, {"a", "1"}});
  give("snap-00000001", {{"z", ""}}, "snapshot");
  EXPECT_EQ(listed({}), (Texts{"snap-00000001 z=", "vol-00000002 a=1", "vol-00000002 b=2"}));
  EXPECT_EQ(call(&ec2::describeTags, {}).tags.at(0).resourceType, "snapshot");
}

TEST_F(DescribeTags, ShowsTheCallersOwnInOneRegion) {
  give("vol-00000001", {{"a", "1"}});
  give("vol-00000002", {{"a", "1"}}, "volume", "eu-west-1");
  EXPECT_EQ(listed({}), Texts{"vol-00000001 a=1"});
  as(kOther);
  EXPECT_TRUE(listed({}).empty());
}

// Terraform's aws_ec2_tag reads one tag with these two (clients/contract.md 3.7).
TEST_F(DescribeTags, FiltersByResourceAndKey) {
  give("vol-00000001", {{"a", "1"}, {"b", "1"}});
  give("vol-00000002", {{"a", "1"}});
  EXPECT_EQ(listed({.filters = {{"resource-id", {"vol-00000001"}}, {"key", {"a"}}}}),
            Texts{"vol-00000001 a=1"});
}

TEST_F(DescribeTags, ReadsSeveralNamedResourcesInOrder) {
  give("vol-00000001", {{"a", "1"}});
  give("vol-00000002", {{"a", "1"}});
  give("vol-00000003", {{"a", "1"}});
  EXPECT_EQ(listed({.filters = {{"resource-id", {"vol-00000003", "vol-00000001", "vol-0"}}}}),
            (Texts{"vol-00000001 a=1", "vol-00000003 a=1"}));
  EXPECT_EQ(listed({.filters = {{"resource-id", {"vol-*2"}}}}), Texts{"vol-00000002 a=1"});
}

TEST_F(DescribeTags, RefusesAFilterThatOtherDescribesHave) {
  expectError(errorOf(&ec2::describeTags, {.filters = {{"tag-key", {"a"}}}}),
              "InvalidParameterValue", "The filter 'tag-key' is invalid");
}

// The same with and without named resources, which are read in another way.
TEST_F(DescribeTags, Pages) {
  domain::Tags tags;
  for (const auto* key : {"a", "b c", "d", "e"}) tags.push_back({key, "v"});
  give("vol-00000001", tags);
  give("vol-00000002", tags);
  const ec2::Filter named{"resource-id", {"vol-00000001", "vol-00000002"}};
  for (const auto& filters : {std::vector<ec2::Filter>{}, std::vector<ec2::Filter>{named}}) {
    const auto first = call(&ec2::describeTags, {.filters = filters, .maxResults = 5});
    ASSERT_EQ(first.tags.size(), 5U);
    ASSERT_TRUE(first.nextToken);
    const auto second = call(&ec2::describeTags,
                             {.filters = filters, .maxResults = 5, .nextToken = first.nextToken});
    EXPECT_EQ(textsOf(second.tags),
              (Texts{"vol-00000002 b c=v", "vol-00000002 d=v", "vol-00000002 e=v"}));
    EXPECT_FALSE(second.nextToken);
  }
}

TEST_F(DescribeTags, RefusesATokenThatIsNotOurs) {
  expectError(errorOf(&ec2::describeTags, {.nextToken = "abc"}), "InvalidNextToken");
}

}  // namespace
}  // namespace amilocal::test
