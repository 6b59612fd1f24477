#include <gtest/gtest.h>

#include <array>
#include <future>
#include <string>

#include "amilocal/catalog/data_directory.h"
#include "amilocal/core/hash.h"
#include "amilocal/core/log.h"
#include "amilocal/core/signing.h"
#include "amilocal/core/text.h"
#include "amilocal/gateway/gateway.h"
#include "amilocal/services/s3.h"
#include "amilocal/services/tasks.h"
#include "ec2/table.gen.h"
#include "gateway/canonical_request.h"
#include "sts/table.gen.h"
#include "support/manual_clock.h"

namespace amilocal {
namespace {

struct Keys {
  std::string id, secret, token{};
};

ServerSettings settingsWithAlice() {
  ServerSettings settings;
  settings.verifySignatures = true;
  settings.users.users.push_back(
      {.account = "111122223333", .name = "alice", .keys = {{"AKIAALICE", "s3cret"}}});
  return settings;
}

/// The whole way in, with `--auth sigv4`.
class VerifiedRequests : public ::testing::Test {
 protected:
  VerifiedRequests()
      : engine_({directory_.catalogPath(), Durability::ephemeral}, clock_, settingsWithAlice(),
                services::taskRows()),
        gateway_(engine_, services_,
                 {.signingClock = &clock_, .checkRegion = [](std::string_view) {}}) {
    log::configure(log::Format::text, log::Level::off);
  }

  HttpResponse post(std::string_view service, const std::string& body, const Keys* keys) {
    HttpRequest request{.method = "POST", .target = "/", .body = body};
    request.headers.add("Host", std::string(service) + ".amazonaws.com");
    request.headers.add("Content-Type", "application/x-www-form-urlencoded");
    if (keys != nullptr) sign(request, service, *keys);
    return send(request);
  }

  /// By a presigned URL whose own credential is spelt in another way, so that `more` may have one.
  HttpResponse get(std::string_view service, const std::string& query, const Keys& keys,
                   const std::string& more) {
    HttpRequest request{.method = "GET"};
    request.headers.add("Host", std::string(service) + ".amazonaws.com");
    const auto time = timeNow();
    const SigningScope scope{time.substr(0, 8), "us-east-1", std::string(service)};
    const std::string name = more.empty() ? "X-Amz-Credential" : "X%2DAmz-Credential";
    request.target = "/?" + query + "&X-Amz-Algorithm=AWS4-HMAC-SHA256&" + name + "=" +
                     encodePercent(keys.id + "/" + scope.text()) + "&X-Amz-Date=" + time +
                     "&X-Amz-SignedHeaders=host" + (more.empty() ? "" : "&" + more);
    const auto canonical =
        gateway::canonicalRequest(request, gateway::PathForm::twice, {"host"}, sha256Hex(""));
    request.target += "&X-Amz-Signature=" +
                      SigningKey(keys.secret, scope).sign(textToSign(time, scope, canonical));
    return send(request);
  }

  HttpResponse storage(const std::string& method, const std::string& target, const Keys* keys) {
    HttpRequest request{.method = method, .target = target};
    request.headers.add("Host", "localhost");
    if (keys != nullptr) sign(request, "s3", *keys);
    return send(request);
  }

  static std::string between(const std::string& text, const std::string& name) {
    const auto from = text.find("<" + name + ">") + name.size() + 2;
    return text.substr(from, text.find("</" + name + ">") - from);
  }

  test::ManualClock& clock() { return clock_; }

 private:
  HttpResponse send(const HttpRequest& request) {
    std::promise<HttpResponse> promise;
    gateway_.handle(request, [&](HttpResponse answer) { promise.set_value(std::move(answer)); });
    return promise.get_future().get();
  }

  std::string timeNow() const {
    std::string time;
    for (const char c : formatInstantSeconds(clock_.now()))
      if (c != '-' && c != ':') time += c;
    return time;
  }

  void sign(HttpRequest& request, std::string_view service, const Keys& keys) {
    const auto time = timeNow();
    request.headers.add("X-Amz-Date", time);
    if (!keys.token.empty()) request.headers.add("X-Amz-Security-Token", keys.token);
    const SigningScope scope{time.substr(0, 8), "us-east-1", std::string(service)};
    const auto digest = sha256Hex(request.body);
    request.headers.add("x-amz-content-sha256", digest);
    const std::vector<std::string> names{"host", "x-amz-content-sha256", "x-amz-date"};
    const auto canonical =
        gateway::canonicalRequest(request, gateway::PathForm::twice, names, digest);
    request.headers.add(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=" + keys.id + "/" + scope.text() +
            ", SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=" +
            SigningKey(keys.secret, scope).sign(textToSign(time, scope, canonical)));
  }

  const std::array<const wire::ServiceTable*, 3> services_{
      &ec2::serviceTable(), &sts::serviceTable(), &s3::serviceTable()};
  DataDirectory directory_ = DataDirectory::ephemeral();
  test::ManualClock clock_{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};
  Engine engine_;
  Gateway gateway_;
};

const Keys kAlice{"AKIAALICE", "s3cret"};

TEST_F(VerifiedRequests, NameTheUserOfTheKey) {
  const auto who = post("sts", "Action=GetCallerIdentity", &kAlice);
  EXPECT_EQ(who.status, 200) << who.body;
  EXPECT_EQ(between(who.body, "Arn"), "arn:aws:iam::111122223333:user/alice");
  EXPECT_EQ(between(who.body, "Account"), "111122223333");
  EXPECT_TRUE(between(who.body, "UserId").starts_with("AIDA"));
}

// Only what was verified says who asks: a second credential, spelt so that another reader of the
// query takes it for the first, is a signature for somebody else.
TEST_F(VerifiedRequests, RefuseASecondCredentialInAnotherSpelling) {
  const auto answer = get("sts", "Action=GetCallerIdentity", kAlice,
                          "X-Amz-Credential=AKIABOB/20261121/us-east-1/sts/aws4_request");
  EXPECT_EQ(between(answer.body, "Code"), "SignatureDoesNotMatch") << answer.body;
  EXPECT_EQ(get("sts", "Action=GetCallerIdentity", kAlice, "").status, 200);
}

// S3 lets strangers in, as far as grants do: one who names a key without a signature is still one.
TEST_F(VerifiedRequests, TakeWhoOnlyNamesAKeyForAStranger) {
  EXPECT_EQ(storage("PUT", "/theirs", &kAlice).status, 200);
  for (const auto* target : {"/theirs", "/theirs?AWSAccessKeyId=AKIAALICE"}) {
    const auto answer = storage("GET", target, nullptr);
    EXPECT_EQ(answer.status, 403) << target;
    EXPECT_EQ(between(answer.body, "Code"), "AccessDenied");
  }
}

TEST_F(VerifiedRequests, RefuseAWrongSecret) {
  const Keys wrong{"AKIAALICE", "other"};
  const auto ec2 = post("ec2", "Action=DescribeRegions", &wrong);
  EXPECT_EQ(ec2.status, 401);
  EXPECT_EQ(between(ec2.body, "Code"), "AuthFailure");
  const auto sts = post("sts", "Action=GetCallerIdentity", &wrong);
  EXPECT_EQ(sts.status, 403);
  EXPECT_EQ(between(sts.body, "Code"), "SignatureDoesNotMatch");
}

TEST_F(VerifiedRequests, RefuseWhoIsNotSigned) {
  const auto answer = post("ec2", "Action=DescribeRegions", nullptr);
  EXPECT_EQ(answer.status, 403);
  EXPECT_EQ(between(answer.body, "Code"), "MissingAuthenticationToken");
}

// errors.md section 2: the signature comes first.
TEST_F(VerifiedRequests, AreRefusedBeforeTheirParametersAreRead) {
  const Keys wrong{"AKIAALICE", "other"};
  EXPECT_EQ(between(post("ec2", "Action=NoSuchThing", &wrong).body, "Code"), "AuthFailure");
}

TEST_F(VerifiedRequests, TakeTheKeysOfSessionsUntilTheyAreOver) {
  const auto made = post("sts", "Action=GetSessionToken&DurationSeconds=900", &kAlice);
  ASSERT_EQ(made.status, 200) << made.body;
  const Keys session{between(made.body, "AccessKeyId"), between(made.body, "SecretAccessKey"),
                     between(made.body, "SessionToken")};
  const auto who = post("sts", "Action=GetCallerIdentity", &session);
  EXPECT_EQ(between(who.body, "Arn"), "arn:aws:iam::111122223333:user/alice");
  const Keys tokenless{session.id, session.secret};
  EXPECT_EQ(post("ec2", "Action=DescribeRegions", &tokenless).status, 401);
  clock().advance(std::chrono::minutes{15});
  EXPECT_EQ(between(post("ec2", "Action=DescribeRegions", &session).body, "Code"),
            "RequestExpired");
  EXPECT_EQ(between(post("sts", "Action=GetCallerIdentity", &session).body, "Code"),
            "ExpiredToken");
}

TEST_F(VerifiedRequests, AssumeRoles) {
  const auto made = post("sts",
                         "Action=AssumeRole&RoleArn=arn:aws:iam::444455556666:role/deploy&"
                         "RoleSessionName=run",
                         &kAlice);
  ASSERT_EQ(made.status, 200) << made.body;
  const Keys session{between(made.body, "AccessKeyId"), between(made.body, "SecretAccessKey"),
                     between(made.body, "SessionToken")};
  EXPECT_EQ(between(post("sts", "Action=GetCallerIdentity", &session).body, "Arn"),
            "arn:aws:sts::444455556666:assumed-role/deploy/run");
}

// Nobody here knows the keys of those who issue such tokens.
TEST_F(VerifiedRequests, DoNotBelieveIdentitiesFromElsewhere) {
  const auto answer = post("sts",
                           "Action=AssumeRoleWithWebIdentity&RoleSessionName=run&RoleArn="
                           "arn:aws:iam::444455556666:role/deploy&WebIdentityToken="
                           "e30.eyJpc3MiOiJodHRwczovL2lkIiwic3ViIjoibWUiLCJhdWQiOiJhIn0.c2ln",
                           nullptr);
  EXPECT_EQ(between(answer.body, "Message"),
            "No OpenIDConnect provider found in your account for https://id");
}

}  // namespace
}  // namespace amilocal
