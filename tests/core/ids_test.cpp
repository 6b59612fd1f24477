#include "amilocal/core/ids.h"

#include <gtest/gtest.h>

#include <set>

namespace amilocal {
namespace {

TEST(Ids, HaveEightOrSeventeenLowerCaseDigits) {
  EXPECT_TRUE(ImageId::parse("ami-0123456789abcdef0"));
  EXPECT_TRUE(ImageId::parse("ami-abcd1234"));
  for (const auto* text :
       {"", "ami-", "ami-xyz", "ami-0123456789ABCDEF0", "snap-abcd1234", "ami-0123456789abcdef",
        "ami_abcd1234", "AMI-abcd1234", "ami-0123456789abcdef01", "ami-abcd1234 "})
    EXPECT_FALSE(ImageId::parse(text)) << text;
}

TEST(Ids, AreAsAwsIssuesThem) {
  IdSource ids(7);
  const auto id = ids.next<SnapshotKind>();
  EXPECT_EQ(id.str().size(), 22U);
  EXPECT_TRUE(id.str().starts_with("snap-0"));
  EXPECT_TRUE(SnapshotId::parse(id.str()));
}

TEST(IdSource, RepeatsForASeed) {
  IdSource one(42), two(42), other(43);
  const auto first = one.next<ImageKind>();
  EXPECT_EQ(first, two.next<ImageKind>());
  EXPECT_NE(first, other.next<ImageKind>());
}

TEST(IdSource, DoesNotRepeatItself) {
  IdSource ids;
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(ids.next<ImageKind>().str());
  EXPECT_EQ(seen.size(), 1000U);
}

TEST(IdSource, GivesIdsThatAreMadeInOneGoTheSameBegin) {
  const auto beginOf = [](const ImageId& id) { return id.str().substr(0, 8); };  // ami-0abc
  IdSource ids;
  std::set<std::string> begins;
  for (int go = 0; go < 100; ++go) {
    ids.moveOn();
    const auto first = ids.next<ImageKind>();
    const auto second = ids.next<ImageKind>();
    EXPECT_EQ(beginOf(first), beginOf(second));
    EXPECT_NE(first, second);
    begins.insert(beginOf(first));
  }
  EXPECT_GT(begins.size(), 80U);  // of 4096
}

TEST(IdSource, RepeatsForASeedHoweverTheIdsAreGrouped) {
  IdSource one(42), two(42);
  const auto first = one.next<ImageKind>();
  const auto second = one.next<ImageKind>();
  EXPECT_EQ(first, two.next<ImageKind>());
  two.moveOn();
  EXPECT_EQ(second, two.next<ImageKind>());
}

TEST(IdSource, MakesUuidsOfVersion4) {
  const auto uuid = IdSource(1).nextUuid();
  EXPECT_EQ(uuid.size(), 36U);
  EXPECT_EQ(uuid[14], '4');
  EXPECT_NE(std::string("89ab").find(uuid[19]), std::string::npos);
}

}  // namespace
}  // namespace amilocal
