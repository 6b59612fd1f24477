#include "amilocal/domain/limits.h"

#include <gtest/gtest.h>

namespace amilocal::domain {
namespace {

// Users write the names into their configuration: they must not change by accident.
TEST(Limits, HaveTheDefaultsOfAws) {
  EXPECT_EQ(rowOf(Limit::images).value, 50'000);
  EXPECT_EQ(rowOf(Limit::public_images).value, 5);
  EXPECT_EQ(rowOf(Limit::image_sharing).value, 1000);
  EXPECT_EQ(rowOf(Limit::image_copies).value, 300);
  EXPECT_EQ(rowOf(Limit::snapshot_copies).value, 20);
  EXPECT_EQ(rowOf(Limit::archived_snapshots).value, 25);
  EXPECT_EQ(rowOf(Limit::snapshot_archives).value, 25);
  EXPECT_EQ(rowOf(Limit::snapshot_restores).value, 5);
  EXPECT_EQ(rowOf(Limit::fast_restores).value, 5);
  EXPECT_EQ(rowOf(Limit::fast_launches).value, 40);
  EXPECT_EQ(rowOf(Limit::copy_throughput).value, 2000);
  EXPECT_EQ(rowOf(Limit::snapshot_copy_throughput).value, 500);
}

TEST(Limits, AreFoundByTheirNames) {
  for (const auto& row : limits()) {
    EXPECT_EQ(findLimit(row.name), &row);
    EXPECT_EQ(&rowOf(row.limit), &row);
    EXPECT_FALSE(row.source.empty()) << row.name;
  }
  EXPECT_EQ(findLimit("public-image"), nullptr);
}

}  // namespace
}  // namespace amilocal::domain
