#include "domain/seed_id.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace amilocal::domain::seed {
namespace {

constexpr Key kSome{.region = 1, .variant = 257, .release = 88};

// An id must be found again without any list: find() is on the way of every DescribeImages by id.
TEST(SeedId, CanBeReadBack) {
  std::mt19937 random(1);
  for (int i = 0; i < 2000; ++i) {
    const Key key{.region = static_cast<int>(random() % 256),
                  .variant = static_cast<int>(random() % 65536),
                  .release = static_cast<int>(random() % 16384)};
    EXPECT_EQ(keyOf(imageIdOf(key)), key);
  }
}

TEST(SeedId, OfASnapshotNamesTheDevice) {
  for (int device = 0; device < 64; ++device) {
    const Key key{.region = 38, .variant = 65535, .release = 16383, .device = device};
    EXPECT_EQ(keyOf(snapshotIdOf(key)), key);
  }
}

// Ids that people wrote into their tests must stay; a change of the scheme would lose them all.
TEST(SeedId, IsTheSameInEveryVersion) {
  EXPECT_EQ(imageIdOf(kSome).str(), "ami-0f2af267b74c794d6");
  EXPECT_EQ(snapshotIdOf(kSome).str(), "snap-08cb50305830be025");
}

TEST(SeedId, HasTheFormOfEc2) {
  EXPECT_TRUE(ImageId::parse(imageIdOf(kSome).str()));
  EXPECT_TRUE(SnapshotId::parse(snapshotIdOf(kSome).str()));
}

// Neighbours must not look alike, or people would guess ids by counting.
TEST(SeedId, DiffersInManyDigitsFromItsNeighbours) {
  auto next = kSome;
  ++next.release;
  const auto one = imageIdOf(kSome).str(), other = imageIdOf(next).str();
  int different = 0;
  for (std::size_t i = 0; i < one.size(); ++i) different += one[i] != other[i];
  EXPECT_GE(different, 8);
}

TEST(SeedId, IsOrderedAsItsCodeIs) {
  std::set<std::pair<std::uint64_t, std::string>> ids;
  for (int release = 0; release < 200; ++release) {
    const Key key{.region = 2, .variant = 300, .release = release};
    ids.emplace(imageCode(key), imageIdOf(key).str());
  }
  std::string before;
  for (const auto& [code, text] : ids) {
    EXPECT_LT(before, text);
    before = text;
  }
}

// Images that users make have ids of the same form, from random bits.
TEST(SeedId, IsNotTakenForOneMadeElsewhere) {
  IdSource ids(7);
  int mistaken = 0;
  for (int i = 0; i < 5000; ++i) mistaken += keyOf(ids.next<ImageKind>()).has_value();
  EXPECT_EQ(mistaken, 0);
}

TEST(SeedId, IsNotReadFromShortOldOrForeignForms) {
  EXPECT_FALSE(keyOf(ImageId::trusted("ami-12c6146b")));
  EXPECT_FALSE(keyOf(ImageId::trusted("ami-1234567890abcdef0")));
  EXPECT_FALSE(keyOf(ImageId::trusted("ami-0abcdef1234567890")));
}

// The digits of an image do not open the door of a snapshot.
TEST(SeedId, OfAnImageIsNotThatOfASnapshot) {
  const auto digits = imageIdOf(kSome).str().substr(4);
  EXPECT_FALSE(keyOf(SnapshotId::trusted("snap-" + digits)));
}

}  // namespace
}  // namespace amilocal::domain::seed
