#include <filesystem>
#include <string>

#include "amilocal/catalog/archive.h"
#include "amilocal/catalog/data_sweep.h"
#include "amilocal/catalog/migrations.h"
#include "control_test.h"

namespace amilocal::test {
namespace {

class ControlArchive : public ControlTest {
 protected:
  std::string exported() {
    const auto answer = send({.method = "GET", .target = "/_amilocal/archive"});
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.headers.find("content-type"), "application/x-tar");
    if (!answer.source) return {};
    std::string archive(answer.source->size, '\0');
    std::size_t size = 0;
    while (const auto count =
               answer.source->readAt(size, archive.data() + size, archive.size() - size))
      size += count;
    EXPECT_EQ(size, archive.size());
    return archive;
  }
  HttpResponse import(const std::string& archive) {
    return send({.method = "PUT", .target = "/_amilocal/archive", .body = archive});
  }

  std::string givenObject(const std::string& key, const std::string& bytes) {
    const auto blob = engine().blobs().begin();
    blob->append(bytes);
    blob->finish();
    blob->keep();
    engine().performAndWait([&](Executor& executor) {
      const auto size = static_cast<std::int64_t>(bytes.size());
      executor.catalog().objects().put({.container = "b", .key = key, .size = size},
                                       {{blob->name(), 0, size, 0}});
    });
    return blob->name();
  }
  void removeObjects() { expectOk(post("/_amilocal/reset")); }
  std::uint64_t sweep() {
    std::uint64_t freed = 0;
    engine().performAndWait([&](Executor& executor) {
      freed = sweepData(executor.catalog().database(), engine().blobs());
    });
    return freed;
  }
  std::int64_t lastEvent() {
    std::int64_t last = 0;
    engine().performAndWait(
        [&](Executor& executor) { last = executor.catalog().events().lastId(); });
    return last;
  }
};

TEST_F(ControlArchive, BringsTheWholeStateBack) {
  givenTask({.subject = "ami-1"});
  const auto blob = givenObject("k", "some bytes");
  const auto tasks = get("/_amilocal/tasks");
  const auto archive = exported();
  removeObjects();
  sweep();
  EXPECT_FALSE(engine().blobs().has(blob));
  const auto answer = expectOk(import(archive));
  EXPECT_EQ(answer, R"({"exportedAt":"2026-11-20T12:00:00.000Z","version":")" AMILOCAL_VERSION
                    R"(","schema":)" +
                        std::to_string(newestSchema()) + R"(,"images":0,"blobs":1})" + "\n");
  EXPECT_EQ(get("/_amilocal/tasks"), tasks);
  EXPECT_TRUE(engine().blobs().has(blob));
  EXPECT_EQ(sweep(), 0U);
}

// As with a server that is started on a data directory of yesterday.
TEST_F(ControlArchive, LetsTheClockGoOn) {
  expectOk(post("/_amilocal/clock", R"({"advance":"24h"})"));
  const auto archive = exported();
  const auto before = get("/_amilocal/clock");
  expectOk(post("/_amilocal/reset"));
  expectOk(import(archive));
  EXPECT_EQ(get("/_amilocal/clock"), before);
}

TEST_F(ControlArchive, EndsWhatHasComeDueMeanwhile) {
  givenTask({.subject = "ami-1", .dueAt = kNow + std::chrono::hours{1}});
  const auto archive = exported();
  expectOk(post("/_amilocal/clock", R"({"freeze":true})"));
  expectOk(import(archive));
  expectOk(post("/_amilocal/clock", R"({"advance":"2h"})"));
  ASSERT_EQ(endedTasks.size(), 1U);
  EXPECT_EQ(endedTasks[0].at, kNow + std::chrono::hours{1});
}

TEST_F(ControlArchive, HasFaultsInIt) {
  expectOk(post("/_amilocal/faults", R"({"error":"throttling"})"));
  const auto archive = exported();
  const auto faults = get("/_amilocal/faults");
  expectOk(post("/_amilocal/reset"));
  EXPECT_FALSE(engine().hasFaults());
  expectOk(import(archive));
  EXPECT_TRUE(engine().hasFaults());
  EXPECT_EQ(get("/_amilocal/faults"), faults);
}

// Followers count on ids that only rise.
TEST_F(ControlArchive, DoesNotBringEventIdsBack) {
  const auto archive = exported();
  engine().performAndWait([](Executor& executor) { executor.catalog().events().append({}); });
  expectOk(import(archive));
  EXPECT_EQ(lastEvent(), 1);
}

TEST_F(ControlArchive, LeavesTheCheckpointsAlone) {
  expectOk(post("/_amilocal/checkpoints/mine"));
  const auto checkpoints = get("/_amilocal/checkpoints");
  expectOk(import(exported()));
  EXPECT_EQ(get("/_amilocal/checkpoints"), checkpoints);
}

TEST_F(ControlArchive, ChangesNothingWhenItIsRefused) {
  givenTask({.subject = "ami-1"});
  const auto blob = givenObject("k", "some bytes");
  const auto tasks = get("/_amilocal/tasks");
  auto archive = exported();
  const auto used = engine().blobs().bytesUsed();
  archive.resize(archive.size() / 2);
  expectRefusal(import(archive), 400, "InvalidArchive",
                "The archive cannot be imported: it ends before its end");
  expectRefusal(import(""), 400, "InvalidArchive", "The archive cannot be imported: it is empty");
  EXPECT_EQ(get("/_amilocal/tasks"), tasks);
  EXPECT_TRUE(engine().blobs().has(blob));
  EXPECT_EQ(engine().blobs().bytesUsed(), used);
  EXPECT_FALSE(std::filesystem::exists(dataDirectory() + "/incoming.sqlite3"));
}

// The state may change, and be swept, before the client has taken the last byte.
TEST_F(ControlArchive, IsOfOneMoment) {
  const auto blob = givenObject("k", "some bytes");
  const auto answer = send({.method = "GET", .target = "/_amilocal/archive"});
  removeObjects();
  EXPECT_EQ(sweep(), 0U);
  std::string archive(answer.source->size, '\0');
  for (std::size_t at = 0; at < archive.size();) {
    const auto count = answer.source->readAt(at, archive.data() + at, 1000);
    ASSERT_GT(count, 0U);
    at += count;
  }
  expectOk(import(archive));
  EXPECT_TRUE(engine().blobs().has(blob));
}

TEST_F(ControlArchive, IsAskedForAsItShouldBe) {
  expectRefusal(post("/_amilocal/archive"), 405, "MethodNotAllowed");
  expectRefusal(send({.method = "GET", .target = "/_amilocal/archive", .body = "{\"a\":1}"}), 400,
                "UnknownKey");
}

// All others have something short to say.
TEST_F(ControlArchive, IsTheOnlyLongBody) {
  const ControlApi api(engine(), machine(), kServices, {.token = "secret"});
  const HttpRequest archive{.method = "PUT", .target = "/_amilocal/archive"};
  EXPECT_FALSE(api.takesLongBody(archive));
  auto allowed = archive;
  allowed.headers.add("authorization", "Bearer secret");
  EXPECT_TRUE(api.takesLongBody(allowed));
  allowed.target = "/_amilocal/quotas";
  EXPECT_FALSE(api.takesLongBody(allowed));
  allowed = archive;
  allowed.method = "GET";
  EXPECT_FALSE(api.takesLongBody(allowed));
}

}  // namespace
}  // namespace amilocal::test
