#include "parameter_world.h"

namespace amilocal::test {
namespace {

class DescribeParameters : public ParameterWorld {
 protected:
  using Names = std::vector<std::string>;
  Names namesOf(const ssm::DescribeParametersRequest& request) {
    Names names;
    for (const auto& each : call(&ssm::describeParameters, request).parameters)
      names.push_back(*each.name);
    return names;
  }
  Names filtered(const std::string& key, const std::optional<std::string>& option,
                 std::vector<std::string> values) {
    return namesOf({.parameterFilters = {{.key = key, .option = option, .values = values}}});
  }
};

TEST_F(DescribeParameters, ShowsTheNewestVersionWithoutItsValue) {
  put("/a/b", "x");
  put("/a/b", "y");
  const auto shown = call(&ssm::describeParameters, {}).parameters.at(0);
  EXPECT_EQ(shown.name, "/a/b");
  EXPECT_EQ(shown.version, 2);
  EXPECT_EQ(shown.tier, "Standard");
  EXPECT_EQ(shown.lastModifiedUser, "arn:aws:iam::111111111111:root");
  EXPECT_TRUE(shown.policies.empty());
}

TEST_F(DescribeParameters, Filters) {
  put("/a/b", "x");
  put("/a/c/d", "x");
  auto secret = text("secret", "x");
  secret.type = "SecureString";
  secret.tags = {{.key = "team", .value = "t"}};
  call(&ssm::putParameter, secret);
  EXPECT_EQ(filtered("Name", "BeginsWith", {"/a"}).size(), 2U);
  EXPECT_EQ(filtered("Name", "Contains", {"cre"}), Names{"secret"});
  EXPECT_EQ(filtered("Name", {}, {"secret"}), Names{"secret"});
  EXPECT_EQ(filtered("Path", "OneLevel", {"/a"}), Names{"/a/b"});
  EXPECT_EQ(filtered("Path", "Recursive", {"/a"}).size(), 2U);
  EXPECT_EQ(filtered("Type", {}, {"SecureString"}), Names{"secret"});
  EXPECT_EQ(filtered("KeyId", {}, {"alias/aws/ssm"}), Names{"secret"});
  EXPECT_EQ(filtered("Tier", {}, {"Standard"}).size(), 3U);
  EXPECT_EQ(filtered("DataType", {}, {"text"}).size(), 3U);
  EXPECT_EQ(filtered("tag:team", {}, {"t"}), Names{"secret"});
  EXPECT_EQ(filtered("tag:team", {}, {}), Names{"secret"});
  EXPECT_EQ(namesOf({.filters = {{.key = "Name", .values = {"sec"}}}}), Names{"secret"});
}

TEST_F(DescribeParameters, ChecksFilters) {
  const auto refused = [&](ssm::ParameterStringFilter filter) {
    return errorOf(&ssm::describeParameters, {.parameterFilters = {std::move(filter)}});
  };
  expectError(refused({.key = "Label", .values = {"x"}}), "InvalidFilterKey");
  expectError(refused({.key = "Name", .option = "Recursive", .values = {"x"}}),
              "InvalidFilterOption");
  expectError(refused({.key = "Name"}), "InvalidFilterValue");
  expectError(
      errorOf(&ssm::describeParameters, {.filters = {{.key = "Name", .values = {"x"}}},
                                         .parameterFilters = {{.key = "Name", .values = {"x"}}}}),
      "ValidationException");
}

TEST_F(DescribeParameters, ShowsPagesAndNothingShared) {
  for (const auto* name : {"a", "b", "c"}) put(name, "x");
  const auto first = call(&ssm::describeParameters, {.maxResults = 2});
  EXPECT_EQ(first.parameters.size(), 2U);
  EXPECT_EQ(namesOf({.nextToken = first.nextToken}), Names{"c"});
  EXPECT_TRUE(namesOf({.shared = true}).empty());
}

}  // namespace
}  // namespace amilocal::test
