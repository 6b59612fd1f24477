#include "amilocal/catalog/bundle_task_table.h"

#include "catalog_fixture.h"

namespace amilocal {
namespace {

using domain::BundleTask;
using domain::BundleTaskState;

class BundleTaskTableTest : public CatalogTest {
 protected:
  static BundleTask task(const std::string& id, std::int64_t startedAt) {
    BundleTask task;
    task.id = id;
    task.account = "111111111111";
    task.region = "us-east-1";
    task.instanceId = InstanceId::trusted("i-1");
    task.imageId = ImageId::trusted("ami-1");
    task.bucket = "bundles";
    task.prefix = "winami";
    task.startedAt = at(startedAt);
    task.updatedAt = at(startedAt);
    return task;
  }

  BundleTaskTable& tasks_ = catalog_.bundleTasks();
};

TEST_F(BundleTaskTableTest, KeepsEveryMember) {
  auto wanted = task("bun-1", 5);
  tasks_.insert(wanted);
  EXPECT_EQ(tasks_.find("bun-1"), wanted);
  wanted.state = BundleTaskState::failed;
  wanted.updatedAt = at(9);
  wanted.dueAt = at(10);
  wanted.errorCode = "Client.S3Error";
  wanted.errorMessage = "reason";
  tasks_.update(wanted);
  EXPECT_EQ(tasks_.find("bun-1"), wanted);
}

TEST_F(BundleTaskTableTest, ListsThoseOfAnAccountInARegionByAge) {
  tasks_.insert(task("bun-2", 5));
  tasks_.insert(task("bun-1", 7));
  const auto listed = tasks_.list("111111111111", "us-east-1");
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_EQ(listed[0].id, "bun-2");
  EXPECT_TRUE(tasks_.list("111111111111", "eu-west-1").empty());
  EXPECT_TRUE(tasks_.list("222222222222", "us-east-1").empty());
}

}  // namespace
}  // namespace amilocal
