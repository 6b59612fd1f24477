#include "parameter_world.h"

namespace amilocal::test {
namespace {

class LabelParameterVersion : public ParameterWorld {};

TEST_F(LabelParameterVersion, MovesALabel) {
  put("a", "one");
  put("a", "two");
  call(&ssm::labelParameterVersion, {.name = "a", .parameterVersion = 1, .labels = {"live"}});
  EXPECT_EQ(got("a:live").value, "one");
  const auto answer = call(&ssm::labelParameterVersion, {.name = "a", .labels = {"live"}});
  EXPECT_EQ(answer.parameterVersion, 2);
  EXPECT_EQ(got("a:live").value, "two");
}

TEST_F(LabelParameterVersion, TellsLabelsOfTheWrongForm) {
  put("a", "x");
  const auto answer = call(&ssm::labelParameterVersion,
                           {.name = "a", .labels = {"good", "1st", "aws-x", "ssm", "a b"}});
  EXPECT_EQ(answer.invalidLabels, (std::vector<std::string>{"1st", "aws-x", "ssm", "a b"}));
  EXPECT_EQ(got("a:good").value, "x");
}

TEST_F(LabelParameterVersion, TakesTenLabels) {
  put("a", "x");
  std::vector<std::string> labels;
  for (int i = 0; i < 10; ++i) labels.push_back("l" + std::to_string(i));
  call(&ssm::labelParameterVersion, {.name = "a", .labels = labels});
  expectError(errorOf(&ssm::labelParameterVersion, {.name = "a", .labels = {"more"}}),
              "ParameterVersionLabelLimitExceeded");
  expectError(
      errorOf(&ssm::labelParameterVersion, {.name = "a", .parameterVersion = 9, .labels = {"x"}}),
      "ParameterVersionNotFound");
}

}  // namespace
}  // namespace amilocal::test
