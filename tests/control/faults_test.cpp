#include <atomic>
#include <chrono>
#include <functional>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/api_error.h"
#include "control_test.h"

namespace amilocal::test {
namespace {

/// A call of the table's operation that leaves a task behind.
class AnyCall final : public wire::Call {
 public:
  explicit AnyCall(const wire::Operation& operation) : operation_(operation) {}
  const wire::Operation& operation() const override { return operation_; }
  bool isDryRun() const override { return dryRun; }
  std::string_view clientToken() const override { return {}; }
  std::string digest() const override { return {}; }
  void execute(RequestContext& context) override {
    ++executed;
    if (operation_.access == wire::Access::write)
      context.schedule(domain::TaskKind::create_image, "ami-1", 0);
  }
  void encode(wire::Answer&) const override {}
  std::string saveAnswer() const override { return {}; }
  void restoreAnswer(std::string_view) override {}

  bool dryRun = false;
  int executed = 0;

 private:
  const wire::Operation& operation_;
};

class ControlFaults : public ControlTest {
 protected:
  static constexpr const wire::Operation& kCopy = kOperations[0];
  static constexpr const wire::Operation& kDescribe = kOperations[1];

  std::string add(const std::string& body) { return expectOk(post("/_amilocal/faults", body)); }
  // The code and the status of the refusal; empty when it goes through.
  std::string outcomeOf(AnyCall& call,
                        const domain::Caller& caller = {"111111111111", "us-east-1", ""}) {
    std::promise<std::exception_ptr> promise;
    engine().execute(call, caller, "request",
                     [&](std::exception_ptr failure) { promise.set_value(std::move(failure)); });
    const auto failure = promise.get_future().get();
    if (!failure) return {};
    try {
      std::rethrow_exception(failure);
    } catch (const ApiError& error) {
      return error.code() + " " + std::to_string(error.status());
    }
  }
  std::string outcomeOf(const wire::Operation& operation) {
    AnyCall call(operation);
    return outcomeOf(call);
  }
};

TEST_F(ControlFaults, ThrottleReadsAndWrites) {
  add(R"({"error":"throttling"})");
  EXPECT_EQ(outcomeOf(kDescribe), "RequestLimitExceeded 503");
  EXPECT_EQ(outcomeOf(kCopy), "RequestLimitExceeded 503");
}

// Temporary credentials act for the account that their session is of, not for the key's.
TEST_F(ControlFaults, KnowTheAccountBehindASession) {
  domain::Session session;
  session.accessKeyId = "ASIAEXAMPLE";
  session.account = "222222222222";
  session.expiresAt = kNow + std::chrono::hours{1};
  engine().performAndWait(
      [&](Executor& executor) { executor.catalog().sessions().insert(session); });
  add(R"({"account":"222222222222","error":"throttling"})");
  const domain::Caller caller{"000000000000", "us-east-1", session.accessKeyId};
  AnyCall call(kDescribe);
  EXPECT_EQ(outcomeOf(call, caller), "RequestLimitExceeded 503");
  EXPECT_EQ(outcomeOf(kDescribe), "");
}

TEST_F(ControlFaults, LeaveNothingBehind) {
  add(R"({"operation":"CopyImage","error":{"code":"Broken","message":"no","status":500}})");
  AnyCall call(kCopy);
  EXPECT_EQ(outcomeOf(call), "Broken 500");
  EXPECT_EQ(call.executed, 0);
  EXPECT_TRUE(endedTasks.empty());
  EXPECT_EQ(outcomeOf(kDescribe), "");
}

TEST_F(ControlFaults, EndAfterTheirCount) {
  add(R"({"operation":"Describe*","error":"capacity","count":1})");
  EXPECT_EQ(outcomeOf(kDescribe), "InsufficientInstanceCapacity 500");
  EXPECT_EQ(outcomeOf(kDescribe), "");
  EXPECT_NE(get("/_amilocal/faults").find(R"("met":2,"fired":1)"), std::string::npos);
}

// The work that the call begins ends in failure; the call itself goes through.
TEST_F(ControlFaults, LetTheNextCopyFail) {
  add(R"({"operation":"CopyImage","count":1,"taskFailure":{"code":"Client.X","message":"why"}})");
  EXPECT_EQ(outcomeOf(kCopy), "");
  EXPECT_EQ(outcomeOf(kCopy), "");
  ASSERT_EQ(endedTasks.size(), 2U);
  EXPECT_EQ(endedTasks[0].failure, (domain::StateReason{"Client.X", "why"}));
  EXPECT_EQ(endedTasks[1].failure, std::nullopt);
}

TEST_F(ControlFaults, SpareDryRunsUnlessAsked) {
  AnyCall dry(kCopy);
  dry.dryRun = true;
  add(R"({"error":"throttling"})");
  EXPECT_EQ(outcomeOf(dry), "DryRunOperation 412");
  add(R"({"error":"throttling","dryRun":true})");
  EXPECT_EQ(outcomeOf(dry), "RequestLimitExceeded 503");
}

TEST_F(ControlFaults, MeetTheResourceThatARequestNames) {
  add(R"({"resource":"ami-2","error":"throttling"})");
  AnyCall one(kDescribe), two(kDescribe);
  one.keepText("ImageId.1=ami-1");
  two.keepText("ImageId.1=ami-2");
  EXPECT_EQ(outcomeOf(one), "");
  EXPECT_EQ(outcomeOf(two), "RequestLimitExceeded 503");
}

// The answer is late; the engine and other calls are not.
TEST_F(ControlFaults, DelayOneAnswerAndNobodyElse) {
  add(R"({"operation":"CopyImage","latency":"300ms"})");
  using Steady = std::chrono::steady_clock;
  const auto begun = Steady::now();
  AnyCall slow(kCopy);
  std::promise<Steady::time_point> answered;
  engine().execute(slow, {"111111111111", "us-east-1", ""}, "request",
                   [&](std::exception_ptr) { answered.set_value(Steady::now()); });
  EXPECT_EQ(outcomeOf(kDescribe), "");
  const auto others = Steady::now();
  const auto late = answered.get_future().get();
  EXPECT_GE(late - begun, std::chrono::milliseconds{300});
  EXPECT_LT(others, late);
}

TEST_F(ControlFaults, AreShownAsTheyWereGiven) {
  EXPECT_EQ(add(R"({"operation":"CopyImage","account":"1","region":"r","resource":"ami-1",)"
                R"("probability":0.25,"seed":7,"count":2,"nth":3,"dryRun":true,"latency":"1s",)"
                R"("error":{"code":"C","message":"m","status":418},"taskFailure":"why"})"),
            R"({"id":1,"operation":"CopyImage","account":"1","region":"r","resource":"ami-1",)"
            R"("probability":0.250000,"seed":7,"count":2,"nth":3,"dryRun":true,"latency":"1s",)"
            R"("error":{"code":"C","message":"m","status":418},)"
            R"("taskFailure":{"code":"Server.InternalError","message":"why"},)"
            R"("met":0,"fired":0})"
            "\n");
  EXPECT_EQ(get("/_amilocal/faults/1").substr(0, 9), "{\"id\":1,\"");
}

TEST_F(ControlFaults, AreTakenBack) {
  add(R"({"error":"internal"})");
  add(R"({"error":"unavailable"})");
  expectOk(send({.method = "DELETE", .target = "/_amilocal/faults/1"}));
  EXPECT_EQ(outcomeOf(kDescribe), "Unavailable 503");
  expectOk(send({.method = "DELETE", .target = "/_amilocal/faults"}));
  EXPECT_EQ(outcomeOf(kDescribe), "");
  expectRefusal(send({.method = "DELETE", .target = "/_amilocal/faults/1"}), 404, "NoSuchFault",
                "There is no fault 1");
}

TEST_F(ControlFaults, GoWithAReset) {
  add(R"({"error":"throttling"})");
  expectOk(post("/_amilocal/reset"));
  EXPECT_EQ(outcomeOf(kDescribe), "");
}

TEST_F(ControlFaults, RefuseWhatTheyCannotFollow) {
  expectRefusal(post("/_amilocal/faults", "{}"), 400, "NoEffect");
  expectRefusal(post("/_amilocal/faults", R"({"error":"nonsense"})"), 400, "InvalidValue");
  expectRefusal(post("/_amilocal/faults", R"({"error":{}})"), 400, "InvalidValue");
  expectRefusal(post("/_amilocal/faults", R"({"error":{"code":"C","status":200}})"), 400,
                "InvalidValue", "\"error.status\" must be a number from 400 to 599");
  expectRefusal(post("/_amilocal/faults", R"({"error":"internal","probability":2})"), 400,
                "InvalidValue", "\"probability\" must be a number above 0 and up to 1");
  expectRefusal(post("/_amilocal/faults", R"({"latency":"1h"})"), 400, "InvalidValue");
  expectRefusal(post("/_amilocal/faults", R"({"error":"internal","count":0})"), 400,
                "InvalidValue");
  expectRefusal(post("/_amilocal/faults", R"({"errors":"internal"})"), 400, "UnknownKey",
                "The key \"errors\" is not known; did you mean \"error\"?");
}

}  // namespace
}  // namespace amilocal::test
