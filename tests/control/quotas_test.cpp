#include "control_test.h"

namespace amilocal::test {
namespace {

class ControlQuotas : public ControlTest {
 protected:
  HttpResponse put(std::string body) {
    return send({.method = "PUT", .target = "/_amilocal/quotas", .body = std::move(body)});
  }
  static std::string shown(std::string_view name, int value, int preset) {
    return R"({"name":")" + std::string(name) + R"(","value":)" + std::to_string(value) +
           R"(,"default":)" + std::to_string(preset);
  }
  static void expectShown(const std::string& body, const std::string& part) {
    EXPECT_NE(body.find(part), std::string::npos) << body;
  }
};

TEST_F(ControlQuotas, AreListedWithTheirDefaults) {
  const auto body = get("/_amilocal/quotas");
  expectShown(body, shown("public-images", 5, 5));
  expectShown(body, shown("images", 50000, 50000));
  expectShown(body, R"("source":"EC2 User Guide, AMI quotas")");
}

TEST_F(ControlQuotas, CanBeChangedAndGivenBack) {
  expectShown(expectOk(put(R"({"public-images":1,"images":2})")), shown("public-images", 1, 5));
  expectShown(get("/_amilocal/quotas"), shown("images", 2, 50000));
  expectShown(expectOk(put(R"({"public-images":null})")), shown("public-images", 5, 5));
}

// A test that sets a quota leaves none behind it.
TEST_F(ControlQuotas, AreAsAtTheStartAfterAReset) {
  put(R"({"public-images":1})");
  post("/_amilocal/reset");
  expectShown(get("/_amilocal/quotas"), shown("public-images", 5, 5));
}

TEST_F(ControlQuotas, RefuseWhatTheyAreNot) {
  expectRefusal(put(R"({"public-image":1})"), 400, "UnknownKey",
                "The key \"public-image\" is not known; did you mean \"public-images\"?");
  expectRefusal(put(R"({"images":-1})"), 400, "InvalidValue");
  expectRefusal(put(R"({"images":"many"})"), 400, "InvalidValue");
  expectRefusal(put("{}"), 400, "Contradiction");
}

}  // namespace
}  // namespace amilocal::test
