#include "catalog_fixture.h"

namespace amilocal {
namespace {

using namespace domain;
using std::chrono::hours;

class FastTablesTest : public CatalogTest {
 protected:
  static FastRestore restore(const std::string& snapshot, const std::string& account) {
    FastRestore value;
    value.snapshotId = SnapshotId::trusted(snapshot);
    value.zone = "us-east-1a";
    value.account = account;
    value.region = "us-east-1";
    value.key = fastRestoreKey(value.snapshotId, value.zone, account);
    return value;
  }
  static FastLaunch launch(const std::string& image, const std::string& account) {
    FastLaunch value;
    value.imageId = ImageId::trusted(image);
    value.account = account;
    value.region = "us-east-1";
    value.key = fastLaunchKey(value.imageId, account);
    return value;
  }
};

TEST_F(FastTablesTest, AFullRestoreComesBackWhole) {
  auto full = restore("snap-1", "1");
  full.state = FastRestoreState::disabled;
  full.reason = "because";
  full.enablingAt = Instant{hours{1}};
  full.optimizingAt = Instant{hours{2}};
  full.enabledAt = Instant{hours{3}};
  full.disablingAt = Instant{hours{4}};
  full.disabledAt = Instant{hours{5}};
  catalog_.fastRestores().put(full);
  EXPECT_EQ(catalog_.fastRestores().find(full.key), full);
}

TEST_F(FastTablesTest, RestoresAreListedByAccountAndBySnapshot) {
  const auto a = restore("snap-1", "1"), b = restore("snap-1", "2"), c = restore("snap-2", "1");
  for (const auto& each : {c, b, a}) catalog_.fastRestores().put(each);
  EXPECT_EQ(catalog_.fastRestores().list("1", "us-east-1"), (std::vector<FastRestore>{a, c}));
  EXPECT_EQ(catalog_.fastRestores().listFor(a.snapshotId), (std::vector<FastRestore>{a, b}));
  EXPECT_TRUE(catalog_.fastRestores().list("1", "eu-west-1").empty());
  EXPECT_TRUE(catalog_.fastRestores().remove(a.key));
  EXPECT_FALSE(catalog_.fastRestores().find(a.key));
}

TEST_F(FastTablesTest, AFullLaunchComesBackWhole) {
  auto full = launch("ami-1", "1");
  full.owner = "2";
  full.state = FastLaunchState::enabling_failed;
  full.reason = "because";
  full.changedAt = Instant{hours{1}};
  full.settings = {3, 7, "lt-1", "name", "$Latest"};
  catalog_.fastLaunches().put(full);
  EXPECT_EQ(catalog_.fastLaunches().find(full.key), full);
}

TEST_F(FastTablesTest, LaunchesAreListedByAccountAndByImage) {
  const auto a = launch("ami-1", "1"), b = launch("ami-1", "2"), c = launch("ami-2", "1");
  for (const auto& each : {c, b, a}) catalog_.fastLaunches().put(each);
  catalog_.fastLaunches().put(a);  // once more: it replaces the first
  EXPECT_EQ(catalog_.fastLaunches().list("1", "us-east-1"), (std::vector<FastLaunch>{a, c}));
  EXPECT_EQ(catalog_.fastLaunches().listFor(a.imageId), (std::vector<FastLaunch>{a, b}));
  EXPECT_TRUE(catalog_.fastLaunches().remove(a.key));
  EXPECT_FALSE(catalog_.fastLaunches().remove(a.key));
}

}  // namespace
}  // namespace amilocal
