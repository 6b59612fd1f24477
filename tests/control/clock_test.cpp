#include "control_test.h"

namespace amilocal::test {
namespace {

using namespace std::chrono;

class ControlClock : public ControlTest {
 protected:
  HttpResponse change(std::string body) { return post("/_amilocal/clock", std::move(body)); }
  Instant now() { return engine().clock().now(); }
};

TEST_F(ControlClock, ShowsTheTimeAndHowFarItIsFromTheMachines) {
  EXPECT_EQ(get("/_amilocal/clock"),
            R"({"now":"2026-11-20T12:00:00.000Z","machine":"2026-11-20T12:00:00.000Z",)"
            R"("offset":"0s","frozen":false,"nextTaskAt":null})"
            "\n");
}

TEST_F(ControlClock, AdvanceMovesTheTimeAndAnswersWithIt) {
  EXPECT_EQ(expectOk(change(R"({"advance":"1d2h"})")),
            R"({"now":"2026-11-21T14:00:00.000Z","machine":"2026-11-20T12:00:00.000Z",)"
            R"("offset":"1d2h","frozen":false,"nextTaskAt":null})"
            "\n");
  EXPECT_EQ(now(), kNow + hours{26});
}

// Clients rely on it: when the answer is there, so is all that came due.
TEST_F(ControlClock, AdvanceEndsWhatComesDueInOrderAndEachAtItsTime) {
  givenTask({.subject = "late", .dueAt = kNow + hours{3}});
  givenTask({.subject = "early", .dueAt = kNow + hours{1}});
  givenTask({.kind = domain::TaskKind::copy_image, .subject = "chain", .dueAt = kNow + hours{2}});
  givenTask({.subject = "later", .dueAt = kNow + hours{30}});
  const auto answer = expectOk(change(R"({"advance":"24h"})"));
  ASSERT_EQ(endedTasks.size(), 4U);
  EXPECT_EQ(endedTasks[0].subject, "early");
  EXPECT_EQ(endedTasks[1].subject, "chain");
  EXPECT_EQ(endedTasks[1].at, kNow + hours{2});
  EXPECT_EQ(endedTasks[2].subject, "chain-next");
  EXPECT_EQ(endedTasks[2].at, kNow + hours{2} + minutes{10});
  EXPECT_EQ(endedTasks[3].subject, "late");
  EXPECT_NE(answer.find(R"("nextTaskAt":"2026-11-21T18:00:00.000Z")"), std::string::npos);
}

TEST_F(ControlClock, AdvanceByNothingIsAllowed) {
  expectOk(change(R"({"advance":"0"})"));
  EXPECT_EQ(now(), kNow);
}

TEST_F(ControlClock, SetGoesForwardLikeAdvance) {
  givenTask({.subject = "due", .dueAt = kNow + hours{1}});
  expectOk(change(R"({"set":"2027-01-01T00:00:00Z"})"));
  EXPECT_EQ(now(), sys_days{2027y / January / 1});
  ASSERT_EQ(endedTasks.size(), 1U);
  EXPECT_EQ(endedTasks[0].at, kNow + hours{1});
}

// The past is a place to look from, not an undoing: what waits goes on waiting.
TEST_F(ControlClock, SetToThePastEndsNothing) {
  givenTask({.subject = "due", .dueAt = kNow + hours{1}});
  const auto answer = expectOk(change(R"({"set":"2020-02-29T00:00:00+01:00"})"));
  EXPECT_NE(answer.find(R"("now":"2020-02-28T23:00:00.000Z")"), std::string::npos) << answer;
  EXPECT_NE(answer.find(R"("offset":"-)"), std::string::npos) << answer;
  EXPECT_TRUE(endedTasks.empty());
}

TEST_F(ControlClock, FrozenItStandsStillAndCanBeMoved) {
  const auto frozen = expectOk(change(R"({"freeze":true})"));
  EXPECT_NE(frozen.find(R"("frozen":true)"), std::string::npos);
  expectOk(change(R"({"advance":"1h"})"));
  EXPECT_EQ(now(), kNow + hours{1});
  const auto resumed = expectOk(change(R"({"resume":true})"));
  EXPECT_NE(resumed.find(R"("frozen":false)"), std::string::npos);
  EXPECT_EQ(now(), kNow + hours{1});
}

// The order in which several wishes are fulfilled: freeze, set, advance, resume.
TEST_F(ControlClock, SeveralChangesHaveADefinedOrder) {
  const auto both =
      expectOk(change(R"({"advance":"1h","set":"2027-01-01T00:00:00Z","freeze":true})"));
  EXPECT_NE(both.find(R"("now":"2027-01-01T01:00:00.000Z")"), std::string::npos) << both;
  EXPECT_NE(both.find(R"("frozen":true)"), std::string::npos);
  const auto resumed = expectOk(change(R"({"resume":true,"advance":"30s"})"));
  EXPECT_NE(resumed.find(R"("now":"2027-01-01T01:00:30.000Z")"), std::string::npos) << resumed;
  EXPECT_NE(resumed.find(R"("frozen":false)"), std::string::npos);
}

struct BadChange {
  const char* body;
  const char* code;
};

class BadClockChange : public ControlClock, public ::testing::WithParamInterface<BadChange> {};

TEST_P(BadClockChange, IsRefusedAndChangesNothing) {
  expectRefusal(change(GetParam().body), 400, GetParam().code);
  EXPECT_EQ(now(), kNow);
  EXPECT_NE(get("/_amilocal/clock").find(R"("frozen":false)"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Bodies, BadClockChange,
    ::testing::Values(BadChange{"", "Contradiction"}, BadChange{"{}", "Contradiction"},
                      BadChange{"{", "MalformedBody"}, BadChange{"[]", "MalformedBody"},
                      BadChange{"\"24h\"", "MalformedBody"}, BadChange{"null", "MalformedBody"},
                      BadChange{R"({"advanse":"24h"})", "UnknownKey"},
                      BadChange{R"({"freeze":true,"x":1})", "UnknownKey"},
                      BadChange{R"({"advance":24})", "InvalidValue"},
                      BadChange{R"({"advance":"-1h"})", "InvalidValue"},
                      BadChange{R"({"advance":"soon"})", "InvalidValue"},
                      BadChange{R"({"advance":null})", "InvalidValue"},
                      BadChange{R"({"set":"tomorrow"})", "InvalidValue"},
                      BadChange{R"({"set":1700000000})", "InvalidValue"},
                      BadChange{R"({"set":"1969-12-31T23:59:59Z"})", "InvalidValue"},
                      BadChange{R"({"set":"9999-12-31T23:59:59Z","advance":"1d"})", "InvalidValue"},
                      BadChange{R"({"freeze":true,"set":"2027-02-30"})", "InvalidValue"},
                      BadChange{R"({"freeze":false})", "InvalidValue"},
                      BadChange{R"({"freeze":"true"})", "InvalidValue"},
                      BadChange{R"({"resume":1})", "InvalidValue"},
                      BadChange{R"({"freeze":true,"resume":true})", "Contradiction"}));

TEST_F(ControlClock, AnUnknownKeyComesWithTheNearest) {
  expectRefusal(change(R"({"advanse":"24h"})"), 400, "UnknownKey",
                "The key \"advanse\" is not known; did you mean \"advance\"?");
}

}  // namespace
}  // namespace amilocal::test
