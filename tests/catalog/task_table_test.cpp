#include "amilocal/catalog/task_table.h"

#include "catalog_fixture.h"

namespace amilocal {
namespace {

using namespace domain;

Task filledTask() {
  Task task;
  task.kind = TaskKind::attach_volume;
  task.account = "111111111111";
  task.region = "us-east-1";
  task.subject = "vol-1";
  task.detail = "i-1";
  task.createdAt = at(5);
  task.dueAt = at(10);
  task.attempt = 2;
  task.failure = StateReason{"Code", "message"};
  return task;
}

Task bareTask(const std::string& subject, std::optional<Instant> dueAt) {
  Task task;
  task.kind = TaskKind::copy_image;
  task.subject = subject;
  task.dueAt = dueAt;
  return task;
}

class TaskTableTest : public CatalogTest {
 protected:
  TaskTable& tasks_ = catalog_.tasks();
};

TEST_F(TaskTableTest, KeepsEveryMember) {
  auto task = filledTask();
  task.id = tasks_.insert(task);
  EXPECT_EQ(tasks_.find(task.id), task);
  EXPECT_EQ(tasks_.find(task.id + 1), std::nullopt);
}

TEST_F(TaskTableTest, KeepsTheAbsenceOfMembers) {
  auto task = bareTask("ami-1", std::nullopt);
  task.id = tasks_.insert(task);
  EXPECT_EQ(tasks_.find(task.id), task);
}

TEST_F(TaskTableTest, NeverGivesAnIdTwice) {
  const auto first = tasks_.insert(filledTask());
  EXPECT_TRUE(tasks_.remove(first));
  EXPECT_FALSE(tasks_.remove(first));
  EXPECT_GT(tasks_.insert(filledTask()), first);
}

// A catalog that is read back from an export keeps its ids.
TEST_F(TaskTableTest, TakesTheIdThatATaskHas) {
  auto task = filledTask();
  task.id = 42;
  EXPECT_EQ(tasks_.insert(task), 42);
  EXPECT_EQ(tasks_.find(42), task);
}

TEST_F(TaskTableTest, GivesWhatIsDueByTimeAndThenById) {
  EXPECT_EQ(tasks_.nextDueAt(), std::nullopt);
  tasks_.insert(bareTask("held", std::nullopt));
  EXPECT_EQ(tasks_.nextDueAt(), std::nullopt);
  EXPECT_EQ(tasks_.nextDue(at(100)), std::nullopt);

  for (const auto& [subject, due] : {std::pair{"c", 20}, {"a", 10}, {"b", 10}})
    tasks_.insert(bareTask(subject, at(due)));
  EXPECT_EQ(tasks_.nextDueAt(), at(10));
  EXPECT_EQ(tasks_.nextDue(at(9)), std::nullopt);
  Texts order;
  while (const auto task = tasks_.nextDue(at(20))) {
    order.push_back(task->subject);
    tasks_.remove(task->id);
  }
  EXPECT_EQ(order, (Texts{"a", "b", "c"}));
}

TEST_F(TaskTableTest, UpdatesEveryMember) {
  auto task = bareTask("ami-1", std::nullopt);
  const auto id = tasks_.insert(task);
  task = filledTask();
  task.id = id;
  tasks_.update(task);
  EXPECT_EQ(tasks_.find(id), task);
}

TEST_F(TaskTableTest, ListsByFilterAndBySubject) {
  auto held = bareTask("ami-1", std::nullopt);
  held.id = tasks_.insert(held);
  auto due = filledTask();
  due.id = tasks_.insert(due);
  EXPECT_EQ(tasks_.list(), (std::vector{held, due}));
  EXPECT_EQ(tasks_.list({.held = true}), std::vector{held});
  EXPECT_EQ(tasks_.list({.held = false}), std::vector{due});
  EXPECT_EQ(tasks_.list({.account = "111111111111", .region = "us-east-1"}), std::vector{due});
  EXPECT_EQ(tasks_.list({.kind = TaskKind::copy_image}), std::vector{held});
  EXPECT_EQ(tasks_.list({.subject = "vol-1", .held = true}), std::vector<Task>{});
  EXPECT_EQ(tasks_.listFor("vol-1"), std::vector{due});
}

TEST_F(TaskTableTest, RemovesTheTasksOfASubject) {
  tasks_.insert(bareTask("ami-1", at(1)));
  tasks_.insert(bareTask("ami-1", at(2)));
  tasks_.insert(bareTask("ami-2", at(3)));
  tasks_.removeFor("ami-1");
  EXPECT_EQ(tasks_.nextDueAt(), at(3));
}

TEST_F(TaskTableTest, PassesOverThoseThatWaitForOthers) {
  const auto first = tasks_.insert(bareTask("ami-1", at(5)));
  const auto second = tasks_.insert(bareTask("ami-2", at(5)));
  const auto third = tasks_.insert(bareTask("ami-3", at(9)));
  EXPECT_EQ(tasks_.nextDue(at(10), {first})->id, second);
  EXPECT_EQ(tasks_.nextDue(at(10), {first, second})->id, third);
  EXPECT_EQ(tasks_.nextDueAt({first, second}), at(9));
  EXPECT_EQ(tasks_.nextDue(at(10), {first, second, third}), std::nullopt);
  EXPECT_EQ(tasks_.nextDueAt({first, second, third}), std::nullopt);
}

}  // namespace
}  // namespace amilocal
