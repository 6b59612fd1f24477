#include "parameter_world.h"

namespace amilocal::test {
namespace {

class GetParametersByPath : public ParameterWorld {
 protected:
  using Names = std::vector<std::string>;
  Names namesOf(ssm::GetParametersByPathRequest request) {
    Names names;
    do {
      const auto page = call(&ssm::getParametersByPath, request);
      for (const auto& each : page.parameters) names.push_back(*each.name);
      request.nextToken = page.nextToken;
    } while (request.nextToken);
    return names;
  }
};

TEST_F(GetParametersByPath, ShowsOneLevelOrAll) {
  for (const auto* name : {"/a/b", "/a/c/d", "/ab", "plain"}) put(name, "x");
  EXPECT_EQ(namesOf({.path = "/a"}), Names{"/a/b"});
  EXPECT_EQ(namesOf({.path = "/a/", .recursive = true}), (Names{"/a/b", "/a/c/d"}));
  EXPECT_EQ(namesOf({.path = "/", .recursive = true}).size(), 4U);
}

// public-ami-catalog.md section 3.1: all 45 of us-east-1, less the paravirtual minimal ones.
TEST_F(GetParametersByPath, ListsThePublicOnesOfAPrefix) {
  const auto names = namesOf({.path = "/aws/service/ami-amazon-linux-latest"});
  EXPECT_GE(names.size(), 40U);
  for (const auto* tail :
       {"al2023-ami-kernel-6.1-x86_64", "al2023-ami-kernel-default-arm64",
        "amzn2-ami-kernel-4.14-hvm-x86_64-gp2", "amzn2-ami-kernel-default-hvm-arm64-gp2"})
    EXPECT_EQ(std::count(names.begin(), names.end(),
                         std::string("/aws/service/ami-amazon-linux-latest/") + tail),
              1)
        << tail;
}

TEST_F(GetParametersByPath, Filters) {
  put("/a/b", "x");
  put("/a/c", "x");
  call(&ssm::labelParameterVersion, {.name = "/a/c", .labels = {"good"}});
  EXPECT_EQ(namesOf({.path = "/a", .parameterFilters = {{.key = "Label", .values = {"good"}}}}),
            Names{"/a/c"});
  expectError(errorOf(&ssm::getParametersByPath,
                      {.path = "/a", .parameterFilters = {{.key = "Name", .values = {"b"}}}}),
              "InvalidFilterKey");
}

TEST_F(GetParametersByPath, ChecksPathAndPage) {
  expectError(errorOf(&ssm::getParametersByPath, {.path = "a"}), "ValidationException");
  expectError(errorOf(&ssm::getParametersByPath, {.path = "/a", .maxResults = 11}),
              "ValidationException");
  expectError(errorOf(&ssm::getParametersByPath, {.path = "/a", .nextToken = "x"}),
              "InvalidNextToken");
}

}  // namespace
}  // namespace amilocal::test
