#include <algorithm>

#include "control_test.h"

namespace amilocal::test {
namespace {

using namespace std::chrono;
using domain::TaskKind;

class ControlTasks : public ControlTest {
 protected:
  // Two that are held, of different everything, and one that is due in a while.
  void SetUp() override {
    givenTask({.account = "111111111111", .region = "us-east-1", .subject = "ami-1"});
    givenTask({.kind = TaskKind::create_snapshot,
               .account = "222222222222",
               .region = "eu-west-1",
               .subject = "snap-1"});
    givenTask({.kind = TaskKind::copy_image,
               .subject = "ami-2",
               .detail = "snap-2",
               .age = minutes{1},
               .dueAt = kNow + minutes{3}});
  }

  void expectSubjects(const std::string& query, const std::vector<std::string>& subjects) {
    const auto answer = get("/_amilocal/tasks" + query);
    for (const auto* subject : {"ami-1", "snap-1", "ami-2"}) {
      const bool wanted = std::ranges::find(subjects, subject) != subjects.end();
      const bool there =
          answer.find("\"subject\":\"" + std::string(subject) + "\"") != std::string::npos;
      EXPECT_EQ(there, wanted) << query << ' ' << subject << ' ' << answer;
    }
  }

  const Ended& onlyEnded() {
    EXPECT_EQ(endedTasks.size(), 1U);
    return endedTasks.at(0);
  }
};

TEST_F(ControlTasks, ListShowsAllThatWaits) {
  EXPECT_EQ(get("/_amilocal/tasks"),
            R"({"tasks":[{"id":1,"kind":"create-image","account":"111111111111",)"
            R"("region":"us-east-1","subject":"ami-1","createdAt":"2026-11-20T12:00:00.000Z",)"
            R"("dueAt":null,"held":true,"percentDone":0,"attempt":0},)"
            R"({"id":2,"kind":"create-snapshot","account":"222222222222","region":"eu-west-1",)"
            R"("subject":"snap-1","createdAt":"2026-11-20T12:00:00.000Z","dueAt":null,)"
            R"("held":true,"percentDone":0,"attempt":0},)"
            R"({"id":3,"kind":"copy-image","account":"111111111111","region":"us-east-1",)"
            R"("subject":"ami-2","detail":"snap-2","createdAt":"2026-11-20T11:59:00.000Z",)"
            R"("dueAt":"2026-11-20T12:03:00.000Z","held":false,"percentDone":25,"attempt":0}]})"
            "\n");
}

TEST_F(ControlTasks, ListIsNarrowed) {
  expectSubjects("?kind=copy-image", {"ami-2"});
  expectSubjects("?region=eu-west-1", {"snap-1"});
  expectSubjects("?account=111111111111", {"ami-1", "ami-2"});
  expectSubjects("?account=111111111111&held=true", {"ami-1"});
  expectSubjects("?held=false", {"ami-2"});
  expectSubjects("?subject=snap%2D1", {"snap-1"});
  expectSubjects("?subject=snap", {});
  expectSubjects("?", {"ami-1", "snap-1", "ami-2"});
}

TEST_F(ControlTasks, AFilterThatIsNoneIsRefused) {
  const auto refused = [this](std::string query, std::string_view code) {
    expectRefusal(send({.method = "GET", .target = "/_amilocal/tasks?" + query}), 400, code);
  };
  refused("kind=copy-images", "InvalidValue");
  refused("kind=", "InvalidValue");
  refused("held=1", "InvalidValue");
  refused("regoin=eu-west-1", "UnknownKey");
  refused("region=a&region=b", "RepeatedKey");
  refused("region=%zz", "MalformedQuery");
}

TEST_F(ControlTasks, OneTaskCanBeLookedAt) {
  const auto answer = get("/_amilocal/tasks/2");
  EXPECT_TRUE(answer.starts_with(R"({"id":2,"kind":"create-snapshot",)")) << answer;
}

// Also before its time: that is what the command is for.
TEST_F(ControlTasks, CompleteEndsATaskNow) {
  const auto answer = expectOk(post("/_amilocal/tasks/3/complete"));
  EXPECT_NE(answer.find(R"("subject":"ami-2")"), std::string::npos) << answer;
  EXPECT_NE(answer.find(R"("ended":"completed")"), std::string::npos) << answer;
  EXPECT_EQ(onlyEnded().subject, "ami-2");
  EXPECT_EQ(onlyEnded().at, kNow);
  EXPECT_FALSE(onlyEnded().failure);
  expectSubjects("?region=us-east-1&kind=copy-image", {});
}

TEST_F(ControlTasks, FailEndsATaskWithAReason) {
  const auto answer =
      expectOk(post("/_amilocal/tasks/1/fail",
                    R"({"reason":{"code":"Client.InternalError","message":"Key was disabled"}})"));
  EXPECT_NE(answer.find(R"("ended":"failed")"), std::string::npos) << answer;
  EXPECT_EQ(onlyEnded().failure, (domain::StateReason{"Client.InternalError", "Key was disabled"}));
  expectSubjects("?kind=create-image", {});
}

TEST_F(ControlTasks, FailTakesATextAlone) {
  expectOk(post("/_amilocal/tasks/1/fail", R"({"reason":"Dropped"})"));
  EXPECT_EQ(onlyEnded().failure, (domain::StateReason{"Server.InternalError", "Dropped"}));
}

TEST_F(ControlTasks, FailNeedsNoReason) {
  expectOk(post("/_amilocal/tasks/1/fail"));
  EXPECT_EQ(onlyEnded().failure,
            (domain::StateReason{"Server.InternalError", "The control API was told to fail it"}));
}

TEST_F(ControlTasks, AReasonThatCannotBeShownIsRefused) {
  const auto refused = [this](std::string body, std::string_view code) {
    expectRefusal(post("/_amilocal/tasks/1/fail", std::move(body)), 400, code);
  };
  refused(R"({"reason":""})", "InvalidValue");
  refused(R"({"reason":"  "})", "InvalidValue");
  refused(R"({"reason":7})", "InvalidValue");
  refused(R"({"reason":null})", "InvalidValue");
  refused(R"({"reason":"a\u0000b"})", "InvalidValue");
  refused(R"({"reason":")" + std::string(1025, 'x') + R"("})", "InvalidValue");
  refused(R"({"reason":{"message":"no code"}})", "InvalidValue");
  refused(R"({"reason":{"code":"A"}})", "InvalidValue");
  refused(R"({"reason":{"code":"A","message":[]}})", "InvalidValue");
  refused(R"({"reason":{"code":"A","mesage":"b"}})", "UnknownKey");
  refused(R"({"why":"x"})", "UnknownKey");
  refused(R"({"reason":)", "MalformedBody");
  EXPECT_TRUE(endedTasks.empty());
}

TEST_F(ControlTasks, AnEndedTaskIsNotThere) {
  expectOk(post("/_amilocal/tasks/1/complete"));
  expectRefusal(post("/_amilocal/tasks/1/complete"), 404, "NoSuchTask",
                "There is no task 1: it has ended, or never was");
  expectRefusal(post("/_amilocal/tasks/77/fail"), 404, "NoSuchTask");
  expectRefusal(send({.method = "GET", .target = "/_amilocal/tasks/77"}), 404, "NoSuchTask");
  expectRefusal(post("/_amilocal/tasks/99999999999999999999/fail"), 404, "NoSuchPath");
}

TEST_F(ControlTasks, CompleteTakesNoBody) {
  expectRefusal(post("/_amilocal/tasks/1/complete", R"({"reason":"x"})"), 400, "UnknownKey");
  EXPECT_TRUE(endedTasks.empty());
}

// Its row stays, to be tried again: to call that an end would be a lie.
TEST_F(ControlTasks, ATaskWhoseFunctionFailsIsNotCalledEnded) {
  const auto id = givenTask({.kind = TaskKind::create_volume, .subject = "vol-1"});
  expectRefusal(post("/_amilocal/tasks/" + std::to_string(id) + "/complete"), 500, "TaskNotEnded");
  const auto task = get("/_amilocal/tasks/" + std::to_string(id));
  EXPECT_NE(task.find(R"("attempt":0)"), std::string::npos) << task;
}

}  // namespace
}  // namespace amilocal::test
