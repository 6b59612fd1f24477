#include "amilocal/domain/tag_filters.h"

#include <gtest/gtest.h>

#include "amilocal/core/api_error.h"

namespace amilocal::domain {
namespace {

const TagEntry kEntry{"vol-00000001", "volume", "Name", "data"};

struct Row {
  std::string name, matching, other;
};
class TagFilterRows : public ::testing::TestWithParam<Row> {};

// Every filter of DescribeTags (aws-facts/snapshots-volumes-instances.md section 5).
TEST_P(TagFilterRows, MatchesItsElement) {
  const auto& [name, matching, other] = GetParam();
  checkTagEntryFilters({{name, {matching}}});
  EXPECT_TRUE(matchesTagEntry({{name, {matching}}}, kEntry));
  EXPECT_FALSE(matchesTagEntry({{name, {other}}}, kEntry));
}

INSTANTIATE_TEST_SUITE_P(All, TagFilterRows,
                         ::testing::Values(Row{"key", "N*", "name"},
                                           Row{"resource-id", "vol-00000001", "vol-00000002"},
                                           Row{"resource-type", "volume", "snapshot"},
                                           Row{"tag:Name", "da?a", "other"},
                                           Row{"value", "data", ""}));

TEST(TagFilters, FindNoOtherKey) {
  EXPECT_FALSE(matchesTagEntry({{"tag:Other", {"data"}}}, kEntry));
}

TEST(TagFilters, MustAllMatch) {
  EXPECT_FALSE(matchesTagEntry({{"key", {"Name"}}, {"value", {"x"}}}, kEntry));
}

TEST(TagFilters, HaveNoTagKey) {
  EXPECT_THROW(checkTagEntryFilters({{"tag-key", {"Name"}}}), ApiError);
  EXPECT_THROW(checkTagEntryFilters({{"foo", {"x"}}}), ApiError);
}

}  // namespace
}  // namespace amilocal::domain
