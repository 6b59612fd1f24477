#include "amilocal/catalog/launch_table.h"

#include "catalog_fixture.h"

namespace amilocal {
namespace {

class LaunchTableTest : public CatalogTest {
 protected:
  std::int64_t lastUpTo(std::int64_t known) {
    const auto launches = launches_.lastUpTo(at(known), std::vector{image_.str()});
    return launches.empty() ? 0 : launches.at(image_.str()).time_since_epoch().count();
  }

  LaunchTable& launches_ = catalog_.launches();
  const ImageId image_ = ImageId::trusted("ami-1");
};

TEST_F(LaunchTableTest, TellsTheLastLaunchUpToATime) {
  for (const auto launch : {10, 20, 30}) launches_.note(image_, at(launch), at(0));
  EXPECT_EQ(lastUpTo(9), 0);
  EXPECT_EQ(lastUpTo(20), 20);
  EXPECT_EQ(lastUpTo(99), 30);
}

TEST_F(LaunchTableTest, TellsImagesApart) {
  launches_.note(ImageId::trusted("ami-2"), at(10), at(0));
  EXPECT_EQ(lastUpTo(99), 0);
}

// An image that is launched all the time must not fill the disk.
TEST_F(LaunchTableTest, ForgetsWhatIsStale) {
  for (const auto launch : {10, 20, 30, 40}) launches_.note(image_, at(launch), at(launch - 15));
  EXPECT_EQ(countRows("image_launch"), 3);
  EXPECT_EQ(lastUpTo(25), 20);
}

TEST_F(LaunchTableTest, TakesTwoLaunchesAtOneTimeForOne) {
  launches_.note(image_, at(10), at(0));
  launches_.note(image_, at(10), at(0));
  EXPECT_EQ(countRows("image_launch"), 1);
}

}  // namespace
}  // namespace amilocal
