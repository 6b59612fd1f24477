#include "control_test.h"

namespace amilocal::test {
namespace {

// docs/control-api.md, Accounts.
class ControlAccounts : public ControlTest {
 protected:
  HttpResponse put(const std::string& id, std::string body) {
    return send({.method = "PUT", .target = "/_amilocal/accounts/" + id, .body = std::move(body)});
  }
  HttpResponse remove(const std::string& id) {
    return send({.method = "DELETE", .target = "/_amilocal/accounts/" + id});
  }

  static constexpr const char* kBuild =
      R"({"name":"build","organization":"o-exampleorgid","unit":"ou-exam-ple00001"})";
  static constexpr const char* kBuildShown =
      R"({"id":"111111111111","name":"build","organization":"o-exampleorgid",)"
      R"("unit":"ou-exam-ple00001"})";
};

TEST_F(ControlAccounts, NobodyIsKnownAtFirst) {
  EXPECT_EQ(get("/_amilocal/accounts"), "{\"accounts\":[]}\n");
  expectRefusal(send({.method = "GET", .target = "/_amilocal/accounts/111111111111"}), 404,
                "NoSuchAccount", "Nothing is known of the account 111111111111");
}

TEST_F(ControlAccounts, PutTellsTheServerOfOne) {
  EXPECT_EQ(expectOk(put("111111111111", kBuild)), std::string(kBuildShown) + "\n");
  EXPECT_EQ(get("/_amilocal/accounts/111111111111"), std::string(kBuildShown) + "\n");
  expectOk(put("222222222222", "{}"));
  EXPECT_EQ(get("/_amilocal/accounts"),
            "{\"accounts\":[" + std::string(kBuildShown) + ",{\"id\":\"222222222222\"}]}\n");
}

TEST_F(ControlAccounts, PutTakesThePlaceOfWhatWasKnown) {
  expectOk(put("111111111111", kBuild));
  EXPECT_EQ(expectOk(put("111111111111", R"({"name":"other"})")),
            "{\"id\":\"111111111111\",\"name\":\"other\"}\n");
}

TEST_F(ControlAccounts, DeleteForgetsOne) {
  expectOk(put("111111111111", kBuild));
  EXPECT_EQ(expectOk(remove("111111111111")), "{\"status\":\"ok\"}\n");
  expectRefusal(remove("111111111111"), 404, "NoSuchAccount");
}

TEST_F(ControlAccounts, WhatCannotBeAnAccountIsRefused) {
  expectRefusal(put("1", "{}"), 400, "InvalidAccount",
                "This cannot be an account: the id must have twelve digits");
  expectRefusal(put("111111111111", R"({"unit":"ou-exam-ple00001"})"), 400, "InvalidAccount");
  expectRefusal(put("111111111111", R"({"organization":7})"), 400, "InvalidValue");
  expectRefusal(put("111111111111", R"({"orgnization":"o-exampleorgid"})"), 400, "UnknownKey");
}

TEST_F(ControlAccounts, ThereIsNothingBelowAnAccount) {
  expectRefusal(send({.method = "GET", .target = "/_amilocal/accounts/1/2"}), 404, "NoSuchPath");
  expectRefusal(post("/_amilocal/accounts/111111111111"), 405, "MethodNotAllowed",
                "/_amilocal/accounts/111111111111 takes GET, HEAD, PUT, DELETE, not POST");
}

TEST_F(ControlAccounts, ResetForgetsThem) {
  expectOk(put("111111111111", kBuild));
  post("/_amilocal/reset");
  EXPECT_EQ(get("/_amilocal/accounts"), "{\"accounts\":[]}\n");
}

}  // namespace
}  // namespace amilocal::test
