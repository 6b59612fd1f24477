#include "amilocal/catalog/store_task_table.h"

#include "catalog_fixture.h"

namespace amilocal {
namespace {

using domain::StoreImageTask;
using domain::StoreTaskState;

class StoreTaskTableTest : public CatalogTest {
 protected:
  static StoreImageTask task(std::int64_t startedAt) {
    StoreImageTask task;
    task.account = "111111111111";
    task.region = "us-east-1";
    task.imageId = ImageId::trusted("ami-1");
    task.bucket = "images";
    task.objectKey = "ami-1.bin";
    task.startedAt = at(startedAt);
    task.sizeGib = 8;
    task.objectTags = "k=v";
    return task;
  }

  StoreTaskTable& tasks_ = catalog_.storeTasks();
};

TEST_F(StoreTaskTableTest, KeepsEveryMember) {
  auto wanted = task(5);
  wanted.id = tasks_.insert(wanted);
  EXPECT_EQ(tasks_.find(wanted.id), wanted);
  wanted.state = StoreTaskState::failed;
  wanted.failureReason = "reason";
  wanted.dueAt = at(9);
  tasks_.update(wanted);
  EXPECT_EQ(tasks_.find(wanted.id), wanted);
}

TEST_F(StoreTaskTableTest, ListsTheNewestFirstAndForgets) {
  const auto first = tasks_.insert(task(5));
  const auto second = tasks_.insert(task(7));
  const auto listed = tasks_.list("111111111111", "us-east-1");
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_EQ(listed[0].id, second);
  EXPECT_EQ(listed[1].id, first);
  EXPECT_TRUE(tasks_.list("111111111111", "eu-west-1").empty());
  tasks_.removeBefore(at(6));
  EXPECT_FALSE(tasks_.find(first));
  EXPECT_TRUE(tasks_.find(second));
}

}  // namespace
}  // namespace amilocal
