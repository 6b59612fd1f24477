#include "amilocal/catalog/tag_table.h"

#include "catalog_fixture.h"

namespace amilocal {
namespace {

using namespace domain;

constexpr const char* kMe = "111111111111";
constexpr const char* kOther = "222222222222";

class TagTableTest : public CatalogTest {
 protected:
  void given(const std::string& account, const std::string& id, const Tags& tags,
             const std::string& region = "us-east-1") {
    tags_.put({account, region, "image", id}, tags);
  }

  TagTable& tags_ = catalog_.tags();
};

TEST_F(TagTableTest, KeepsTagsInTheOrderOfKeys) {
  given(kMe, "ami-1", {{"b", ""}, {"a", "1"}});
  EXPECT_EQ(tags_.listFor(kMe, "ami-1"), (Tags{{"a", "1"}, {"b", ""}}));
  EXPECT_EQ(tags_.count(kMe, "ami-1"), 2);
  EXPECT_EQ(tags_.count(kMe, "ami-2"), 0);
}

TEST_F(TagTableTest, OverwritesTheValueOfAKeyThatIsThere) {
  given(kMe, "ami-1", {{"a", "1"}});
  given(kMe, "ami-1", {{"a", "2"}});
  EXPECT_EQ(tags_.listFor(kMe, "ami-1"), (Tags{{"a", "2"}}));
}

// Each account sees only its own tags, also on an image that is shared.
TEST_F(TagTableTest, KeepsTheTagsOfAccountsApart) {
  given(kMe, "ami-1", {{"a", "1"}});
  given(kOther, "ami-1", {{"a", "2"}});
  EXPECT_EQ(tags_.listFor(kMe, "ami-1"), (Tags{{"a", "1"}}));
  EXPECT_EQ(tags_.listFor(kOther, "ami-1"), (Tags{{"a", "2"}}));
}

TEST_F(TagTableTest, ListsForManyResources) {
  given(kMe, "ami-1", {{"a", "1"}, {"b", "2"}});
  given(kMe, "ami-3", {{"c", "3"}});
  given(kMe, "ami-4", {{"d", "4"}});
  const Texts asked{"ami-3", "ami-2", "ami-1", "quo\"ted\\\n"};
  const TagTable::TagsById expected{{"ami-1", {{"a", "1"}, {"b", "2"}}}, {"ami-3", {{"c", "3"}}}};
  EXPECT_EQ(tags_.listFor(kMe, asked), expected);
}

TEST_F(TagTableTest, PagesThroughTheTagsOfARegion) {
  given(kMe, "ami-2", {{"a", "3"}});
  given(kMe, "ami-1", {{"b", "2"}, {"a", "1"}});
  given(kMe, "ami-0", {{"a", "0"}}, "eu-west-1");
  given(kOther, "ami-1", {{"z", "9"}});
  const auto first = tags_.list(kMe, "us-east-1", std::nullopt, 2);
  EXPECT_EQ(first,
            (std::vector<TagEntry>{{"ami-1", "image", "a", "1"}, {"ami-1", "image", "b", "2"}}));
  EXPECT_EQ(tags_.list(kMe, "us-east-1", TagPosition{"ami-1", "b"}, std::nullopt),
            (std::vector<TagEntry>{{"ami-2", "image", "a", "3"}}));
}

TEST_F(TagTableTest, FindsResourcesByTag) {
  given(kMe, "ami-2", {{"stage", "prod"}});
  given(kMe, "ami-1", {{"stage", "test"}});
  given(kMe, "ami-3", {{"stage", "prod"}}, "eu-west-1");
  given(kOther, "ami-4", {{"stage", "prod"}});
  TagQuery query{kMe, "us-east-1", "image", "stage", std::nullopt};
  EXPECT_EQ(tags_.idsTagged(query), (Texts{"ami-1", "ami-2"}));
  query.value = "prod";
  EXPECT_EQ(tags_.idsTagged(query), (Texts{"ami-2"}));
  query.resourceType = "snapshot";
  EXPECT_EQ(tags_.idsTagged(query), Texts{});
}

TEST_F(TagTableTest, RemovesATagOnlyIfItHasTheValueGiven) {
  given(kMe, "ami-1", {{"a", "1"}, {"b", "2"}});
  EXPECT_FALSE(tags_.remove(kMe, "ami-1", "a", "2"));
  EXPECT_FALSE(tags_.remove(kOther, "ami-1", "a"));
  EXPECT_TRUE(tags_.remove(kMe, "ami-1", "a", "1"));
  EXPECT_TRUE(tags_.remove(kMe, "ami-1", "b"));
  EXPECT_EQ(countRows("tag"), 0);
}

TEST_F(TagTableTest, RemovesTheTagsOfAllAccounts) {
  given(kMe, "ami-1", {{"a", "1"}});
  given(kOther, "ami-1", {{"a", "1"}});
  given(kMe, "ami-2", {{"a", "1"}});
  tags_.removeAll("ami-1");
  EXPECT_EQ(countRows("tag"), 1);
}

}  // namespace
}  // namespace amilocal
