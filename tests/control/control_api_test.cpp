#include "amilocal/control/control_api.h"

#include "control_test.h"

namespace amilocal::test {
namespace {

TEST(ControlPath, IsUnderOneRootAndAtTwoAddressesOfOthers) {
  for (const auto* path : {"/_amilocal", "/_amilocal/", "/_amilocal/clock", "/_amilocal/x?y=z",
                           "/_localstack/health", "/_localstack/health?reload", "/moto-api/reset"})
    EXPECT_TRUE(isControlPath(path)) << path;
  for (const auto* path : {"/", "", "/?x=/_amilocal/", "/_amilocale", "/_localstack/init",
                           "/moto-api/data.json", "/bucket/_amilocal/"})
    EXPECT_FALSE(isControlPath(path)) << path;
}

class ControlApiTest : public ControlTest {};

TEST_F(ControlApiTest, HealthNamesTheServices) {
  EXPECT_EQ(get("/_amilocal/health"),
            "{\"status\":\"running\",\"version\":\"" AMILOCAL_VERSION
            "\",\"services\":{\"ec2\":\"running\",\"sts\":\"running\"}}\n");
}

// Test containers look for a service by its name in this very place.
TEST_F(ControlApiTest, HealthIsFoundWhereToolsForLocalStackLook) {
  const auto answer = get("/_localstack/health?reload");
  EXPECT_TRUE(answer.starts_with(R"({"services":{"ec2":"running","sts":"running"},)")) << answer;
}

TEST_F(ControlApiTest, OperationsSayWhatIsEmulated) {
  EXPECT_EQ(get("/_amilocal/operations"),
            R"({"services":[{"name":"ec2","protocol":"ec2-query","version":"2016-11-15",)"
            R"("operations":[{"name":"CopyImage","access":"write"},)"
            R"({"name":"DescribeImages","access":"read"}]},)"
            R"({"name":"sts","protocol":"query","version":"2011-06-15","operations":[]}]})"
            "\n");
}

TEST_F(ControlApiTest, ResetEmptiesTheCatalogAndGivesBackTheTime) {
  givenTask({.subject = "ami-1", .dueAt = kNow + std::chrono::hours{1}});
  expectOk(post("/_amilocal/clock", R"({"freeze":true,"set":"2030-01-01T00:00:00Z"})"));
  givenTask({.subject = "ami-2"});
  EXPECT_EQ(expectOk(post("/_amilocal/reset")), "{\"status\":\"ok\"}\n");
  EXPECT_EQ(get("/_amilocal/tasks"), "{\"tasks\":[]}\n");
  EXPECT_EQ(engine().clock().now(), kNow);
}

TEST_F(ControlApiTest, ResetIsFoundWhereToolsForMotoLook) {
  givenTask({.subject = "ami-1"});
  EXPECT_EQ(expectOk(post("/moto-api/reset", "whatever")), "{\"status\":\"ok\"}\n");
  EXPECT_EQ(get("/_amilocal/tasks"), "{\"tasks\":[]}\n");
}

TEST_F(ControlApiTest, AnswersAreJson) {
  const auto answer = send({.method = "GET", .target = "/_amilocal/health"});
  EXPECT_EQ(answer.headers.find("content-type"), "application/json");
  EXPECT_EQ(answer.headers.find("cache-control"), "no-store");
}

// Load balancers probe with HEAD; a slash at the end is a habit of many hands.
TEST_F(ControlApiTest, HeadAndATrailingSlashAreAllowed) {
  EXPECT_EQ(send({.method = "HEAD", .target = "/_amilocal/health"}).status, 200);
  EXPECT_EQ(send({.method = "GET", .target = "/_amilocal/health/"}).status, 200);
}

TEST_F(ControlApiTest, AnUnknownPathIsRefusedWithTheNearest) {
  expectRefusal(send({.method = "GET", .target = "/_amilocal/clok"}), 404, "NoSuchPath",
                "There is nothing at /_amilocal/clok; did you mean \"/_amilocal/clock\"?");
  expectRefusal(send({.method = "GET", .target = "/_amilocal"}), 404, "NoSuchPath");
  expectRefusal(send({.method = "GET", .target = "/_amilocal/tasks/x"}), 404, "NoSuchPath");
  expectRefusal(send({.method = "POST", .target = "/_amilocal/tasks//complete"}), 404,
                "NoSuchPath");
}

TEST_F(ControlApiTest, AnotherMethodIsRefusedWithThoseThatAre) {
  const auto answer = send({.method = "DELETE", .target = "/_amilocal/clock"});
  expectRefusal(answer, 405, "MethodNotAllowed",
                "/_amilocal/clock takes GET, HEAD, POST, not DELETE");
  EXPECT_EQ(answer.headers.find("allow"), "GET, HEAD, POST");
  expectRefusal(send({.method = "GET", .target = "/_amilocal/reset"}), 405, "MethodNotAllowed");
  expectRefusal(send({.method = "GET", .target = "/_amilocal/tasks/1/fail"}), 405,
                "MethodNotAllowed");
}

TEST_F(ControlApiTest, ABodyThatIsTooLargeIsRefused) {
  expectRefusal(post("/_amilocal/clock", std::string(64 * 1024 + 1, ' ')), 413, "BodyTooLarge");
}

TEST_F(ControlApiTest, WhatARouteDoesNotTakeIsRefused) {
  expectRefusal(post("/_amilocal/reset", R"({"everything":true})"), 400, "UnknownKey");
  expectRefusal(post("/_amilocal/reset?x=1"), 400, "UnknownKey");
  expectRefusal(send({.method = "GET", .target = "/_amilocal/health", .body = "[]"}), 400,
                "MalformedBody");
  expectOk(post("/_amilocal/reset", "{}"));
}

// The content type is not looked at: curl -d says that it sends a form.
TEST_F(ControlApiTest, TheContentTypeDoesNotMatter) {
  const auto answer = send({.method = "POST",
                            .target = "/_amilocal/clock",
                            .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                            .body = R"({"freeze":true})"});
  EXPECT_EQ(answer.status, 200);
}

// A page that a developer visits can send a POST to localhost, and must not empty the server.
TEST_F(ControlApiTest, PagesOfOtherSitesAreRefused) {
  const auto resetFrom = [this](std::string_view origin) {
    return send({.method = "POST",
                 .target = "/_amilocal/reset",
                 .headers = {{"Host", "127.0.0.1:4566"}, {"Origin", origin}}});
  };
  expectRefusal(resetFrom("https://example.com"), 403, "ForeignOrigin",
                "Pages of https://example.com may not use the control API of this server");
  expectRefusal(resetFrom("http://127.0.0.1:8080"), 403, "ForeignOrigin");
  expectRefusal(resetFrom("null"), 403, "ForeignOrigin");
  EXPECT_EQ(resetFrom("http://127.0.0.1:4566").status, 200);
}

// A name that can be bought can be pointed at this machine, and then the origin fits.
TEST_F(ControlApiTest, NamesThatCanBeBoughtAreRefused) {
  const auto healthAt = [this](std::string_view host) {
    return send({.method = "GET", .target = "/_amilocal/clock", .headers = {{"Host", host}}});
  };
  expectRefusal(healthAt("rebound.example.com:4566"), 403, "ForeignHost");
  for (const auto* host : {"localhost", "127.0.0.1:4566", "[::1]:4566", "amilocal:4566",
                           "a.localhost", "host.docker.internal:4566"})
    EXPECT_EQ(healthAt(host).status, 200) << host;
}

TEST_F(ControlApiTest, RequestsThatABrowserCallsCrossSiteAreRefused) {
  expectRefusal(send({.method = "GET",
                      .target = "/_amilocal/clock",
                      .headers = {{"Host", "localhost"}, {"Sec-Fetch-Site", "cross-site"}}}),
                403, "ForeignOrigin");
}

TEST_F(ControlApiTest, ATokenIsAskedForWhereOneIsSet) {
  ControlApi guarded(engine(), machine(), kServices, {.token = "s3cret"});
  const auto status = [&](std::string target, std::string_view authorization) {
    std::promise<int> promise;
    HttpRequest request{.method = "GET", .target = std::move(target)};
    request.headers.add("Host", "amilocal.example.com");
    if (!authorization.empty()) request.headers.add("Authorization", authorization);
    guarded.handle(request, [&](HttpResponse answer) { promise.set_value(answer.status); });
    return promise.get_future().get();
  };
  EXPECT_EQ(status("/_amilocal/clock", ""), 401);
  EXPECT_EQ(status("/_amilocal/clock", "Bearer other"), 401);
  EXPECT_EQ(status("/_amilocal/clock", "Bearer s3cret"), 200);
}

// Who watches over containers knows no token.
TEST_F(ControlApiTest, HealthIsToldWithoutAToken) {
  ControlApi guarded(engine(), machine(), kServices, {.token = "s3cret"});
  std::promise<int> promise;
  guarded.handle({.method = "GET", .target = "/_amilocal/health"},
                 [&](HttpResponse answer) { promise.set_value(answer.status); });
  EXPECT_EQ(promise.get_future().get(), 200);
}

}  // namespace
}  // namespace amilocal::test
