#include <future>

#include "amilocal/control/event_json.h"
#include "control_test.h"

namespace amilocal::test {
namespace {

class ControlEvents : public ControlTest {
 protected:
  void emit(const std::string& image, const std::string& region = "us-east-1") {
    domain::Event event;
    event.uuid = "u-" + image;
    event.at = kNow;
    event.account = "111111111111";
    event.region = region;
    event.detailType = "EC2 AMI State Change";
    event.resources = {"arn:aws:ec2:" + region + "::image/" + image};
    event.detail = R"({"State":"available"})";
    engine().performAndWait([&](Executor& executor) { executor.catalog().events().append(event); });
  }
  static std::string json(const std::string& image, const std::string& region = "us-east-1") {
    return R"({"version":"0","id":"u-)" + image +
           R"(","detail-type":"EC2 AMI State Change","source":"aws.ec2",)"
           R"("account":"111111111111","time":"2026-11-20T12:00:00Z","region":")" +
           region + R"(","resources":["arn:aws:ec2:)" + region + "::image/" + image +
           R"("],"detail":{"State":"available"}})";
  }
  static std::string streamed(int id, const std::string& image) {
    return "id: " + std::to_string(id) + "\ndata: " + json(image) + "\n\n";
  }
  // What has come since the last look.
  static std::string taken(const HttpResponse& answer) {
    std::string bytes;
    answer.stream->take(bytes);
    return bytes;
  }
  HttpResponse follow(const std::string& query = {}, const std::string& last = {}) {
    HttpRequest request{.method = "GET", .target = "/_amilocal/events/stream" + query};
    if (!last.empty()) request.headers.add("Last-Event-ID", last);
    return send(request);
  }
};

// The form of EventBridge (aws-facts/images.md section 8).
TEST_F(ControlEvents, AreListedAsEventBridgeGivesThem) {
  emit("ami-1");
  EXPECT_EQ(get("/_amilocal/events"), R"({"events":[{"sequence":1,"event":)" + json("ami-1") +
                                          R"(}],"nextSince":1,"more":false})" + "\n");
}

TEST_F(ControlEvents, AreFilteredAndPaged) {
  emit("ami-1");
  emit("ami-2", "eu-west-1");
  emit("ami-3");
  EXPECT_EQ(get("/_amilocal/events?limit=1&region=us-east-1"),
            R"({"events":[{"sequence":1,"event":)" + json("ami-1") +
                R"(}],"nextSince":1,"more":true})" + "\n");
  EXPECT_EQ(get("/_amilocal/events?since=1&region=us-east-1"),
            R"({"events":[{"sequence":3,"event":)" + json("ami-3") +
                R"(}],"nextSince":3,"more":false})" + "\n");
  EXPECT_EQ(get("/_amilocal/events?resource=ami-2"),
            R"({"events":[{"sequence":2,"event":)" + json("ami-2", "eu-west-1") +
                R"(}],"nextSince":2,"more":false})" + "\n");
  EXPECT_EQ(get("/_amilocal/events?account=2&detail-type=x"),
            "{\"events\":[],\"nextSince\":0,\"more\":false}\n");
}

TEST_F(ControlEvents, RefuseAQueryThatTheyDoNotKnow) {
  expectRefusal(send({.method = "GET", .target = "/_amilocal/events?state=x"}), 400, "UnknownKey");
  expectRefusal(send({.method = "GET", .target = "/_amilocal/events?limit=0"}), 400, "InvalidValue",
                "\"limit\" must be a number from 1 to 1000");
}

TEST_F(ControlEvents, AreFollowedAsTheyCome) {
  emit("ami-1");
  const auto answer = follow();
  EXPECT_EQ(answer.headers.find("content-type"), "text/event-stream");
  EXPECT_EQ(taken(answer), ":\n\n");
  emit("ami-2");
  EXPECT_EQ(taken(answer), streamed(2, "ami-2"));
}

TEST_F(ControlEvents, AreFollowedFromWhereAClientWas) {
  emit("ami-1");
  emit("ami-2");
  emit("ami-3");
  EXPECT_EQ(taken(follow({}, "1")), ":\n\n" + streamed(2, "ami-2") + streamed(3, "ami-3"));
  EXPECT_EQ(taken(follow("?since=2")), ":\n\n" + streamed(3, "ami-3"));
}

TEST_F(ControlEvents, AreFollowedByWhatTheFilterSays) {
  const auto answer = follow("?region=eu-west-1");
  taken(answer);
  emit("ami-1");
  EXPECT_EQ(taken(answer), "");
}

// Ids go on, so a follower neither misses what comes after a reset nor sees anything twice.
TEST_F(ControlEvents, GoOnAfterAReset) {
  emit("ami-1");
  const auto answer = follow();
  taken(answer);
  expectOk(post("/_amilocal/reset"));
  emit("ami-2");
  EXPECT_EQ(taken(answer), streamed(2, "ami-2"));
}

}  // namespace
}  // namespace amilocal::test
