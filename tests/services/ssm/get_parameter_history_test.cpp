#include "parameter_world.h"

namespace amilocal::test {
namespace {

class GetParameterHistory : public ParameterWorld {};

TEST_F(GetParameterHistory, ShowsTheOldestFirst) {
  for (int i = 1; i <= 3; ++i) put("a", std::to_string(i));
  call(&ssm::labelParameterVersion, {.name = "a", .parameterVersion = 2, .labels = {"x"}});
  const auto history = call(&ssm::getParameterHistory, {.name = "a"});
  ASSERT_EQ(history.parameters.size(), 3U);
  EXPECT_EQ(history.parameters[0].value, "1");
  EXPECT_EQ(history.parameters[1].labels, std::vector<std::string>{"x"});
  EXPECT_EQ(history.parameters[2].version, 3);
}

TEST_F(GetParameterHistory, ShowsPages) {
  for (int i = 1; i <= 12; ++i) put("a", std::to_string(i));
  const auto first = call(&ssm::getParameterHistory, {.name = "a", .maxResults = 10});
  EXPECT_EQ(first.parameters.back().version, 10);
  const auto rest = call(&ssm::getParameterHistory, {.name = "a", .nextToken = first.nextToken});
  EXPECT_EQ(rest.parameters.front().version, 11);
  expectError(errorOf(&ssm::getParameterHistory, {.name = "b"}), "ParameterNotFound");
}

}  // namespace
}  // namespace amilocal::test
