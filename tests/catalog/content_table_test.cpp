#include "amilocal/catalog/content_table.h"

#include "catalog_fixture.h"

namespace amilocal {
namespace {

using domain::Block;
using domain::BlockChange;

class ContentTableTest : public CatalogTest {
 protected:
  ContentTable& contents_ = catalog_.contents();
};

TEST_F(ContentTableTest, KeepsTheBlocksThatWereWritten) {
  const auto content = contents_.add({});
  contents_.put(content, {7, "seven"});
  contents_.put(content, {3, "three"});
  contents_.put(content, {3, "drei"});
  EXPECT_EQ(contents_.list(content, 0, 10), (std::vector<Block>{{3, "drei"}, {7, "seven"}}));
  EXPECT_EQ(contents_.list(content, 4, 10), (std::vector<Block>{{7, "seven"}}));
  EXPECT_EQ(contents_.list(content, 0, 1), (std::vector<Block>{{3, "drei"}}));
  EXPECT_EQ(contents_.find(content, 7), "seven");
  EXPECT_EQ(contents_.find(content, 8), std::nullopt);
  EXPECT_EQ(contents_.count(content), 2);
}

// A child says which blocks it wrote itself: CompleteSnapshot counts only those.
TEST_F(ContentTableTest, BeginsWithTheBlocksOfAnother) {
  const auto parent = contents_.add({});
  contents_.put(parent, {1, "one"});
  contents_.put(parent, {2, "two"});
  const auto child = contents_.add(parent);
  contents_.put(child, {2, "zwei"});
  EXPECT_EQ(contents_.list(child, 0, 10), (std::vector<Block>{{1, "one"}, {2, "zwei"}}));
  EXPECT_EQ(contents_.listPut(child), (std::vector<Block>{{2, "zwei"}}));
  EXPECT_EQ(contents_.find(parent, 2), "two");
}

TEST_F(ContentTableTest, TellsWhereTwoDiffer) {
  const auto first = contents_.add({});
  contents_.put(first, {1, "one"});
  contents_.put(first, {2, "two"});
  contents_.put(first, {3, "three"});
  const auto second = contents_.add({});
  contents_.put(second, {2, "two"});
  contents_.put(second, {3, "drei"});
  contents_.put(second, {4, "vier"});
  const std::vector<BlockChange> all{{1, "one", {}}, {3, "three", "drei"}, {4, {}, "vier"}};
  EXPECT_EQ(contents_.changes(first, second, 0, 10), all);
  EXPECT_EQ(contents_.changes(first, second, 2, 1), (std::vector<BlockChange>{all[1]}));
  EXPECT_EQ(contents_.changes({}, second, 4, 10), (std::vector<BlockChange>{all[2]}));
}

}  // namespace
}  // namespace amilocal
