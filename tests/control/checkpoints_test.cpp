#include <fstream>

#include "amilocal/catalog/database.h"
#include "control_test.h"

namespace amilocal::test {
namespace {

class ControlCheckpoints : public ControlTest {
 protected:
  void emit() {
    engine().performAndWait([](Executor& executor) { executor.catalog().events().append({}); });
  }
  std::int64_t lastEvent() {
    std::int64_t last = 0;
    engine().performAndWait(
        [&](Executor& executor) { last = executor.catalog().events().lastId(); });
    return last;
  }
};

TEST_F(ControlCheckpoints, BringTheWholeStateBack) {
  givenTask({.subject = "ami-1"});
  expectOk(post("/_amilocal/checkpoints/start"));
  const auto before = get("/_amilocal/tasks");
  expectOk(post("/_amilocal/tasks/1/complete"));
  EXPECT_NE(get("/_amilocal/tasks"), before);
  expectOk(post("/_amilocal/checkpoints/start/restore"));
  EXPECT_EQ(get("/_amilocal/tasks"), before);
}

// Each test that begins at a checkpoint begins at the same time.
TEST_F(ControlCheckpoints, BringTheTimeBack) {
  expectOk(post("/_amilocal/clock", R"({"advance":"24h"})"));
  expectOk(post("/_amilocal/checkpoints/start"));
  const auto before = get("/_amilocal/clock");
  expectOk(post("/_amilocal/clock", R"({"advance":"7d"})"));
  expectOk(post("/_amilocal/checkpoints/start/restore"));
  EXPECT_EQ(get("/_amilocal/clock"), before);
}

TEST_F(ControlCheckpoints, BringAFrozenClockBack) {
  expectOk(post("/_amilocal/clock", R"({"freeze":true})"));
  expectOk(post("/_amilocal/checkpoints/start"));
  const auto before = get("/_amilocal/clock");
  expectOk(post("/_amilocal/clock", R"({"resume":true,"advance":"1h"})"));
  expectOk(post("/_amilocal/checkpoints/start/restore"));
  EXPECT_EQ(get("/_amilocal/clock"), before);
}

TEST_F(ControlCheckpoints, OutliveAReset) {
  givenTask({.subject = "ami-1"});
  expectOk(post("/_amilocal/checkpoints/start"));
  const auto before = get("/_amilocal/tasks");
  expectOk(post("/_amilocal/reset"));
  expectOk(post("/_amilocal/checkpoints/start/restore"));
  EXPECT_EQ(get("/_amilocal/tasks"), before);
}

// Followers count on ids that only rise.
TEST_F(ControlCheckpoints, DoNotBringEventIdsBack) {
  expectOk(post("/_amilocal/checkpoints/start"));
  emit();
  emit();
  expectOk(post("/_amilocal/checkpoints/start/restore"));
  EXPECT_EQ(lastEvent(), 2);
}

TEST_F(ControlCheckpoints, HaveFaultsInThem) {
  expectOk(post("/_amilocal/faults", R"({"error":"throttling"})"));
  expectOk(post("/_amilocal/checkpoints/start"));
  const auto before = get("/_amilocal/faults");
  expectOk(send({.method = "DELETE", .target = "/_amilocal/faults"}));
  expectOk(post("/_amilocal/checkpoints/start/restore"));
  EXPECT_EQ(get("/_amilocal/faults"), before);
}

TEST_F(ControlCheckpoints, AreListedShownAndRemoved) {
  EXPECT_EQ(get("/_amilocal/checkpoints"), "{\"checkpoints\":[]}\n");
  const auto made = expectOk(post("/_amilocal/checkpoints/a.b"));
  EXPECT_TRUE(
      made.starts_with(R"({"name":"a.b","clock":"2026-11-20T12:00:00.000Z","images":0,"bytes":)"))
      << made;
  EXPECT_EQ(get("/_amilocal/checkpoints/a.b"), made);
  expectOk(send({.method = "DELETE", .target = "/_amilocal/checkpoints/a.b"}));
  EXPECT_EQ(get("/_amilocal/checkpoints"), "{\"checkpoints\":[]}\n");
}

// One bad file must not hide the others, and nothing of it may come back.
TEST_F(ControlCheckpoints, TellOfADamagedOne) {
  expectOk(post("/_amilocal/checkpoints/a"));
  expectOk(post("/_amilocal/checkpoints/b"));
  for (const std::string_view rubbish : {"", "this is no database, and never was one"}) {
    std::ofstream(dataDirectory() + "/checkpoints/a.checkpoint") << rubbish;
    const auto fault = R"({"name":"a","fault":"its file is damaged","bytes":)" +
                       std::to_string(rubbish.size()) + "}";
    EXPECT_EQ(get("/_amilocal/checkpoints/a"), fault + "\n");
    const auto list = get("/_amilocal/checkpoints");
    EXPECT_TRUE(list.starts_with("{\"checkpoints\":[" + fault + ",{\"name\":\"b\",\"clock\":"))
        << list;
    expectRefusal(post("/_amilocal/checkpoints/a/restore"), 409, "DamagedCheckpoint",
                  "The checkpoint \"a\" cannot be brought back: its file is damaged");
  }
  expectOk(send({.method = "DELETE", .target = "/_amilocal/checkpoints/a"}));
  expectOk(post("/_amilocal/checkpoints/b/restore"));
}

// The head of the file is whole, and a page in its midst is not.
TEST_F(ControlCheckpoints, DoNotBringDamageBack) {
  givenTask({.subject = "ami-1"});
  expectOk(post("/_amilocal/checkpoints/a"));
  const auto file = dataDirectory() + "/checkpoints/a.checkpoint";
  const std::string rubbish(40'000, 'x');
  std::fstream(file, std::ios::in | std::ios::out | std::ios::binary).seekp(8192) << rubbish;
  const auto before = get("/_amilocal/tasks");
  expectRefusal(post("/_amilocal/checkpoints/a/restore"), 409, "DamagedCheckpoint");
  EXPECT_EQ(get("/_amilocal/tasks"), before);
}

TEST_F(ControlCheckpoints, RefuseOneOfALaterVersion) {
  expectOk(post("/_amilocal/checkpoints/a"));
  {
    Database later(dataDirectory() + "/checkpoints/a.checkpoint");
    later.runScript("PRAGMA user_version = 9999");
  }
  expectRefusal(post("/_amilocal/checkpoints/a/restore"), 409, "DamagedCheckpoint",
                "The checkpoint \"a\" cannot be brought back: it was written by a later version of "
                "amilocal");
}

TEST_F(ControlCheckpoints, RefuseNamesTheyDoNotKnow) {
  constexpr const char* kText = "There is no checkpoint \"x\"";
  expectRefusal(post("/_amilocal/checkpoints/x/restore"), 404, "NoSuchCheckpoint", kText);
  expectRefusal(send({.method = "GET", .target = "/_amilocal/checkpoints/x"}), 404,
                "NoSuchCheckpoint", kText);
  expectRefusal(send({.method = "DELETE", .target = "/_amilocal/checkpoints/x"}), 404,
                "NoSuchCheckpoint", kText);
  expectRefusal(post("/_amilocal/checkpoints/.hidden"), 400, "InvalidName");
}

}  // namespace
}  // namespace amilocal::test
